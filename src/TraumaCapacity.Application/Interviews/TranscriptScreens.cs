using TraumaCapacity.Model;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Interviews;

/// <summary>A speaker recognized in an uploaded text.</summary>
/// <param name="Label">As it stands in the file; empty where nobody is named.</param>
/// <param name="Sample">The first words, at most 120 characters.</param>
public sealed record SpeakerRow(string Label, SpeakerRole Role, int Turns, int Words, string Sample);

/// <summary>An uploaded text before it is stored: for looking at who speaks.</summary>
public sealed record TranscriptPreview(
    CodePointText Text, IReadOnlyList<SpokenTurn> Turns, IReadOnlyList<SpeakerRow> Speakers, int Words, IReadOnlyList<TranscriptWarning> Warnings);

/// <summary>A passage of a raw transcript that seems to identify someone, or that a custodian marked.</summary>
/// <param name="Suggestion">The tag to suggest while it is open.</param>
/// <param name="SameOriginal">How many open passages have the same original, this one included.</param>
public sealed record FindRow(
    Guid Id,
    int StartCp,
    int EndCp,
    int Turn,
    IdentifierKind Kind,
    FindingSource Source,
    FindingStatus Status,
    string Original,
    string? Replacement,
    string? DismissalReason,
    string Suggestion,
    int SameOriginal,
    uint Version);

/// <summary>A speaker of a raw transcript, as corrected.</summary>
public sealed record RawSpeakerRow(string Label, SpeakerRole Role, string ShownLabel, int Turns);

/// <summary>What the de-identification workbench shows beside the text.</summary>
/// <param name="Finds">In order of the text.</param>
/// <param name="MayChange">Whether the text is still being de-identified.</param>
/// <param name="Version">Of the raw transcript as a whole: what a change of its speakers is held to.</param>
public sealed record DeidentificationScreen(
    RawTranscriptId Id, ContentLanguage Language, int LengthCodePoints, bool MayChange, IReadOnlyList<FindRow> Finds, IReadOnlyList<RawSpeakerRow> Speakers,
    uint Version);

/// <summary>A turn as a browser shows it.</summary>
/// <param name="Start">First code point of <paramref name="Words"/> in the whole text.</param>
public sealed record TurnText(int Sequence, SpeakerRole Role, string Label, int Start, string Words);

/// <summary>A raw transcript as the workbench fetches it.</summary>
/// <param name="Outside">What stands before the first turn and stays out of the de-identified text.</param>
public sealed record RawText(IReadOnlyList<TurnText> Turns, string Outside);

/// <summary>A flagged passage, without its words.</summary>
public sealed record FlagRow(Guid Id, int StartCp, int EndCp, ContentFlagKind Kind);

/// <summary>A de-identified text in review, or being prepared.</summary>
/// <param name="StillFound">Passages that the scanner finds in it, those dismissed not counted.</param>
/// <param name="LostFlags">Flags whose words are gone since it was last prepared.</param>
/// <param name="Dismissed">What was left as it is, with the reasons: for the second person.</param>
public sealed record DraftScreen(
    TranscriptRow Transcript, int OpenFinds, int Replaced, IReadOnlyList<FlagRow> StillFound, int LostFlags, IReadOnlyList<FlagRow> Flags, IReadOnlyList<DismissedRow> Dismissed);

/// <summary>A passage left as it is.</summary>
public sealed record DismissedRow(string Original, IdentifierKind Kind, string Reason);

/// <summary>A piece of a turn: words, or a flagged passage whose words are asked for one by one.</summary>
/// <param name="Words"><c>null</c> for a flagged passage.</param>
/// <param name="Flag">The flag, for a flagged passage.</param>
public sealed record TextPiece(string? Words, Guid? Flag, ContentFlagKind? Kind, int Length);

/// <summary>A turn of a released text; flagged words are not in it.</summary>
public sealed record ReleasedTurn(int Sequence, SpeakerRole Role, string Label, IReadOnlyList<TextPiece> Pieces);

/// <summary>A released text. Hidden is absent: the words of a flagged passage are asked for by its flag.</summary>
public sealed record ReleasedText(ContentLanguage Language, IReadOnlyList<ReleasedTurn> Turns);
