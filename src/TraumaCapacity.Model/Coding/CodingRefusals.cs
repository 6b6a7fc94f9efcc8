namespace TraumaCapacity.Model.Coding;

/// <summary>Why a coding is not changed.</summary>
public static class CodingRefusals
{
    /// <summary>A submitted coding never changes.</summary>
    public static Refusal AlreadySubmitted => new("Coding.AlreadySubmitted");

    /// <summary>Another window, or a restart, changed the coding since the screen was filled.</summary>
    public static Refusal ChangedByAnother => new("Coding.ChangedByAnother");

    /// <summary>The interview is not the actor's to code, or there is none: they are told apart to nobody.</summary>
    public static Refusal UnknownInterview => new("Coding.UnknownInterview");

    /// <summary>The span does not lie in the transcript (INV-20).</summary>
    public static Refusal SpanOutsideText => new("Coding.SpanOutsideText");

    /// <summary>The span holds no word.</summary>
    public static Refusal NothingSelected => new("Coding.NothingSelected");

    /// <summary>The span takes in the interviewer's words; saying that they are needed confirms it (INV-22).</summary>
    public static Refusal TouchesInterviewer => new("Coding.TouchesInterviewer");

    /// <summary>Only the interviewer speaks there: no change can be coded or rated (INV-22).</summary>
    public static Refusal InterviewerOnly => new("Coding.InterviewerOnly");

    /// <summary>The code is not in the codebook of this coding, or not on this excerpt.</summary>
    public static Refusal UnknownCode => new("Coding.UnknownCode");

    /// <summary>There is no such excerpt, or it was removed.</summary>
    public static Refusal UnknownExcerpt => new("Coding.UnknownExcerpt");

    /// <summary>A theme belongs to another cell than the one it is applied with.</summary>
    public static Refusal ThemeOfAnotherCell => new("Coding.ThemeOfAnotherCell");

    /// <summary>Plans, barriers and context carry no rating (INV-24).</summary>
    public static Refusal NotRatable => new("Coding.NotRatable");

    /// <summary>Not a point of the scale (INV-25).</summary>
    public static Refusal NotAScalePoint => new("Coding.NotAScalePoint");

    /// <summary>A value needs its basis.</summary>
    public static Refusal BasisMissing => new("Coding.BasisMissing");

    /// <summary>−2 and +2 rest on a concrete example or a document (INV-26).</summary>
    public static Refusal ClearChangeNeedsAnExample => new("Coding.ClearChangeNeedsAnExample");

    /// <summary>The note is longer than 4,000 characters.</summary>
    public static Refusal MemoTooLong => new("Coding.MemoTooLong", CodeApplication.MemoLength);

    /// <summary>No step stands.</summary>
    public static Refusal NothingToUndo => new("Coding.NothingToUndo");

    /// <summary>No step was taken back.</summary>
    public static Refusal NothingToRedo => new("Coding.NothingToRedo");

    /// <summary>A rating needs the cell, or a theme under it, on the same excerpt (INV-23). Argument: the cell.</summary>
    public static Refusal CellNotCoded(CapacityCell cell) => new("Coding.CellNotCoded", cell.Code);

    /// <summary>The excerpt is coded to the same domain at another level: who changed? Confirming it does it (INV-32).
    /// Argument: the cell that stands there.</summary>
    public static Refusal WhoChanged(CapacityCell other) => new("Coding.WhoChanged", other.Code);

    /// <summary>Coded cells without a rating. Argument: how many.</summary>
    public static Refusal CellsNotRated(int count) => new("Coding.CellsNotRated", count);
}
