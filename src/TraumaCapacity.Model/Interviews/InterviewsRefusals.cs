namespace TraumaCapacity.Model.Interviews;

/// <summary>Why something about interviews and their transcripts was not done.</summary>
public static class InterviewsRefusals
{
    public static Refusal WaveNameLength { get; } = new("Interviews.WaveNameLength", EvaluationWave.NameLength);

    public static Refusal WaveDatesReversed { get; } = new("Interviews.WaveDatesReversed");

    public static Refusal WaveNameTaken { get; } = new("Interviews.WaveNameTaken");

    public static Refusal ProtocolVersionLength { get; } = new("Interviews.ProtocolVersionLength", ConsentRecord.ProtocolVersionLength);

    public static Refusal ConsentAlreadyWithdrawn { get; } = new("Interviews.ConsentAlreadyWithdrawn");

    public static Refusal ConsentMissing { get; } = new("Interviews.ConsentMissing");

    public static Refusal ConsentWithdrawn { get; } = new("Interviews.ConsentWithdrawn");

    public static Refusal MinutesOutOfRange { get; } = new("Interviews.MinutesOutOfRange", Interview.MaximumMinutes);

    public static Refusal OneInterviewee { get; } = new("Interviews.OneInterviewee");

    public static Refusal TwoInterviewees { get; } = new("Interviews.TwoInterviewees");

    public static Refusal IntervieweeNamedTwice { get; } = new("Interviews.IntervieweeNamedTwice");

    public static Refusal TranscriptNotReplaceable { get; } = new("Interviews.TranscriptNotReplaceable");

    public static Refusal WrongState { get; } = new("Interviews.WrongState");

    public static Refusal CoderNamedTwice { get; } = new("Interviews.CoderNamedTwice");

    public static Refusal InterviewerIsSoleCoder { get; } = new("Interviews.InterviewerIsSoleCoder");

    public static Refusal NotReleased { get; } = new("Interviews.NotReleased");

    public static Refusal CodebookNotPublished { get; } = new("Interviews.CodebookNotPublished");

    public static Refusal TranscriptEmpty { get; } = new("Interviews.TranscriptEmpty");

    public static Refusal NoIntervieweeSpeaks { get; } = new("Interviews.NoIntervieweeSpeaks");

    public static Refusal SpeakerLabelLength { get; } = new("Interviews.SpeakerLabelLength", TranscriptTurn.SpeakerLabelLength);

    public static Refusal MarkOutsideTurns { get; } = new("Interviews.MarkOutsideTurns");

    public static Refusal MarkOverlaps { get; } = new("Interviews.MarkOverlaps");

    public static Refusal ReplacementNotBracketed { get; } = new("Interviews.ReplacementNotBracketed", ReplacementTag.MaximumLength);

    public static Refusal ReplacementKeepsOriginal { get; } = new("Interviews.ReplacementKeepsOriginal");

    public static Refusal DismissalReasonLength { get; } = new("Interviews.DismissalReasonLength", DeidentificationEntry.ReasonLength);

    public static Refusal FindNotThere { get; } = new("Interviews.FindNotThere");

    public static Refusal DraftOutOfDate { get; } = new("Interviews.DraftOutOfDate");

    public static Refusal ReviewerIsDeidentifier { get; } = new("Interviews.ReviewerIsDeidentifier");

    public static Refusal ReviewNoteLength { get; } = new("Interviews.ReviewNoteLength", TranscriptVersion.ReviewNoteLength);

    public static Refusal FlagOutsideText { get; } = new("Interviews.FlagOutsideText");

    public static Refusal FlagOverlaps { get; } = new("Interviews.FlagOverlaps");

    public static Refusal TranscriptWithdrawn { get; } = new("Interviews.TranscriptWithdrawn");

    public static Refusal ChangedByAnother { get; } = new("Interviews.ChangedByAnother");

    public static Refusal NotThere { get; } = new("Interviews.NotThere");

    public static Refusal NumberTaken { get; } = new("Interviews.NumberTaken");

    public static Refusal OrganizationMissing { get; } = new("Interviews.OrganizationMissing");

    public static Refusal WaveMissing { get; } = new("Interviews.WaveMissing");

    public static Refusal InterviewerMissing { get; } = new("Interviews.InterviewerMissing");

    public static Refusal CoderMayNotCode { get; } = new("Interviews.CoderMayNotCode");

    public static Refusal CodingStarted { get; } = new("Interviews.CodingStarted");

    public static Refusal ConsentExists { get; } = new("Interviews.ConsentExists");

    public static Refusal NoCodebook { get; } = new("Interviews.NoCodebook");

    public static Refusal DraftMissing { get; } = new("Interviews.DraftMissing");

    public static Refusal FileEmpty { get; } = new("Interviews.FileEmpty");

    public static Refusal FileHasMacros { get; } = new("Interviews.FileHasMacros");

    public static Refusal FileIsOldWord { get; } = new("Interviews.FileIsOldWord");

    public static Refusal FileExpandsTooFar { get; } = new("Interviews.FileExpandsTooFar");

    public static Refusal FileBroken { get; } = new("Interviews.FileBroken");

    public static Refusal EncodingUnknown { get; } = new("Interviews.EncodingUnknown");

    public static Refusal NoCues { get; } = new("Interviews.NoCues");

    /// <summary>Arguments: name, first and last day of the wave.</summary>
    public static Refusal OutsideWave(string wave, DateOnly startsOn, DateOnly endsOn) => new("Interviews.OutsideWave", wave, startsOn, endsOn);

    /// <summary>Argument: the interviewee's pseudonym.</summary>
    public static Refusal IntervieweeOfAnotherOrganization(string pseudonym) => new("Interviews.IntervieweeOfAnotherOrganization", pseudonym);

    /// <summary>Argument: the day of the interview.</summary>
    public static Refusal ConsentAfterInterview(DateOnly heldOn) => new("Interviews.ConsentAfterInterview", heldOn);

    /// <summary>Argument: the day consent was given.</summary>
    public static Refusal WithdrawnBeforeConsent(DateOnly consentedOn) => new("Interviews.WithdrawnBeforeConsent", consentedOn);

    /// <summary>Argument: the most coders an interview may have.</summary>
    public static Refusal OneOrTwoCoders(int most) => new("Interviews.OneOrTwoCoders", most);

    /// <summary>Arguments: how long the text is and may be, in characters.</summary>
    public static Refusal TranscriptTooLong(int length, int most) => new("Interviews.TranscriptTooLong", length, most);

    /// <summary>Argument: how many finds are open.</summary>
    public static Refusal FindsOpen(int count) => new("Interviews.FindsOpen", count);

    /// <summary>Argument: how many passages the scanner still finds in the de-identified text (PRV-18).</summary>
    public static Refusal ScannerStillFinds(int count) => new("Interviews.ScannerStillFinds", count);

    /// <summary>Argument: the most megabytes a file may have.</summary>
    public static Refusal FileTooLarge(int megabytes) => new("Interviews.FileTooLarge", megabytes);

    /// <summary>Argument: the ending of the file's name, such as <c>.pdf</c>.</summary>
    public static Refusal FileTypeUnknown(string ending) => new("Interviews.FileTypeUnknown", ending);

    /// <summary>The content is not of the type that the name's ending says. Argument: the ending.</summary>
    public static Refusal FileIsNotWhatItSays(string ending) => new("Interviews.FileIsNotWhatItSays", ending);

    /// <summary>Argument: the line, from 1.</summary>
    public static Refusal CueTimeBroken(int line) => new("Interviews.CueTimeBroken", line);
}
