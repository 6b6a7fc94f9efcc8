using TraumaCapacity.Application.Coding;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Web.Features.Coding;

/// <summary>An interview as the workbench's script reads it: short names, positions in code points, the codebook in the
/// reader's language.</summary>
internal sealed record WorkbenchData(
    string? Token,
    string Language,
    int Revision,
    int LastTurn,
    int FurthestTurn,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset? ChangedAt,
    Guid? Undo,
    Guid? Redo,
    string? Draft,
    IEnumerable<WorkbenchTurn> Turns,
    IEnumerable<WorkbenchFlag> Flags,
    IEnumerable<WorkbenchCode> Codes,
    IEnumerable<WorkbenchExcerpt> Excerpts)
{
    public static WorkbenchData From(CodingWorkbench opened, string? draft, string? token, ContentLanguage reader) => new(
        token,
        opened.Language == ContentLanguage.French ? "fr-CA" : "en-CA",
        opened.Revision,
        opened.LastTurn,
        opened.FurthestTurn,
        opened.SubmittedAt,
        opened.ChangedAt,
        opened.Undo,
        opened.Redo,
        draft,
        opened.Turns.Select(WorkbenchTurn.From),
        opened.Flags.Select(f => new WorkbenchFlag(f.Id, f.Start, f.End, f.Kind.ToString(), f.Turn)),
        opened.Codes.Select(c => new WorkbenchCode(
            c.Id.Value, c.Key, c.Kind.ToString().ToUpperInvariant(), c.Cell?.Code, c.Label.In(reader), c.Definition.In(reader), c.Exclude.In(reader), c.Example.In(reader))),
        opened.Excerpts.Select(WorkbenchExcerpt.From));
}

/// <param name="N">Number of the turn.</param>
/// <param name="Parts">Start, end, words or <c>null</c> while hidden, and the flag that hides them.</param>
internal sealed record WorkbenchTurn(int N, bool Interviewer, string Speaker, int Start, int End, IEnumerable<object?[]> Parts, IEnumerable<int[]> Sentences)
{
    public static WorkbenchTurn From(TurnRow turn) => new(
        turn.Number,
        turn.Role == SpeakerRole.Interviewer,
        turn.Speaker,
        turn.Start,
        turn.End,
        turn.Passages.Select(p => new object?[] { p.Start, p.End, p.Text, p.Flag }),
        turn.Sentences.Select(s => new[] { s.Start, s.End }));
}

internal sealed record WorkbenchFlag(Guid Id, int Start, int End, string Kind, int Turn);

internal sealed record WorkbenchCode(Guid Id, string Key, string Kind, string? Cell, string Label, string Definition, string Exclude, string Example);

internal sealed record WorkbenchExcerpt(
    Guid Id, int Start, int End, bool Context, IEnumerable<WorkbenchAppliedCode> Codes, IEnumerable<WorkbenchRating> Ratings)
{
    public static WorkbenchExcerpt From(ExcerptRow excerpt) => new(
        excerpt.Id.Value,
        excerpt.Start,
        excerpt.End,
        excerpt.NeedsContext,
        excerpt.Codes.Select(c => new WorkbenchAppliedCode(c.Code.Value, c.Memo)),
        excerpt.Ratings.Select(r => new WorkbenchRating(r.Cell.Code, r.Rating.Value, BasisWords.Of(r.Rating.Basis), BasisWords.Of(r.Rating.Attribution), r.Rating.IsMixed)));
}

internal sealed record WorkbenchAppliedCode(Guid Code, string? Memo);

internal sealed record WorkbenchRating(string? Cell, int? Value, string? Basis, string? Attribution, bool Mixed);

/// <summary>What a change came to.</summary>
internal sealed record ChangeMade(int Revision, WorkbenchExcerpt Excerpt, Guid? Undo, Guid? Redo, DateTimeOffset At)
{
    public static ChangeMade From(CodingChange change, DateTimeOffset now) =>
        new(change.Revision, WorkbenchExcerpt.From(change.Excerpt), change.Undo, change.Redo, now);
}

/// <summary>Why nothing was changed, in the reader's language.</summary>
internal sealed record RefusedChange(string Code, string Message);

internal sealed record WorkbenchPlace(int Turn);

internal sealed record WorkbenchSubmission(int Revision);

/// <param name="Content">JSON of what was typed, or <c>null</c> when nothing is left of it.</param>
internal sealed record WorkbenchDraft(string? Content)
{
    public bool IsJson()
    {
        try
        {
            using var document = System.Text.Json.JsonDocument.Parse(Content!);
            return true;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}

/// <summary>A gesture as the script sends it.</summary>
internal sealed record WorkbenchChange
{
    private const int MostThemes = 50;

    private static readonly string[] Kinds = ["APPLY", "REMOVE_CODE", "REMOVE", "UNDO", "REDO"];

    public string Kind { get; init; } = "";

    public Guid Step { get; init; }

    public int Revision { get; init; }

    public Guid Excerpt { get; init; }

    public int Start { get; init; }

    public int End { get; init; }

    public Guid Code { get; init; }

    public IReadOnlyList<Guid>? Themes { get; init; }

    public WorkbenchRating? Rating { get; init; }

    public string? Memo { get; init; }

    public bool Context { get; init; }

    public bool AcrossLevels { get; init; }

    /// <summary>What no script of ours sends.</summary>
    public IResult? Check() =>
        !Kinds.Contains(Kind, StringComparer.Ordinal)
        || Step == Guid.Empty
        || (Kind is "APPLY" or "REMOVE" or "REMOVE_CODE" && Excerpt == Guid.Empty)
        || Themes?.Count > MostThemes
        || (Rating is { } rating && (!BasisWords.IsBasis(rating.Basis) || !BasisWords.IsAttribution(rating.Attribution)))
            ? TypedResults.BadRequest(new { code = "malformed" })
            : null;

    public CodingGesture ToGesture() => new(Step, new ExcerptId(Excerpt), new TextSpan(Start, End), new CodeId(Code))
    {
        Rating = Rating is { } rating
            ? new RatingChoice(rating.Value, BasisWords.Basis(rating.Basis), BasisWords.Attribution(rating.Attribution), rating.Mixed)
            : null,
        Themes = [.. (Themes ?? []).Select(t => new CodeId(t))],
        Memo = Memo,
        NeedsContext = Context,
        ConfirmedAcrossLevels = AcrossLevels,
    };
}

/// <summary>The words that stand for a basis and an attribution between script and server.</summary>
internal static class BasisWords
{
    private static readonly Dictionary<string, RatingBasis> Bases = new(StringComparer.Ordinal)
    {
        ["INFERRED"] = RatingBasis.Inferred,
        ["GENERAL_STATEMENT"] = RatingBasis.GeneralStatement,
        ["CONCRETE_EXAMPLE"] = RatingBasis.ConcreteExample,
        ["DOCUMENTED"] = RatingBasis.Documented,
    };

    private static readonly Dictionary<string, ChangeAttribution> Attributions = new(StringComparer.Ordinal)
    {
        ["INITIATIVE"] = ChangeAttribution.Initiative,
        ["PARTLY"] = ChangeAttribution.Partly,
        ["OTHER"] = ChangeAttribution.Other,
        ["UNCLEAR"] = ChangeAttribution.Unclear,
    };

    public static string? Of(RatingBasis? basis) => basis is { } b ? Bases.Single(p => p.Value == b).Key : null;

    public static string? Of(ChangeAttribution? attribution) => attribution is { } a ? Attributions.Single(p => p.Value == a).Key : null;

    public static bool IsBasis(string? word) => word is null || Bases.ContainsKey(word);

    public static bool IsAttribution(string? word) => word is null || Attributions.ContainsKey(word);

    public static RatingBasis? Basis(string? word) => word is null ? null : Bases[word];

    public static ChangeAttribution? Attribution(string? word) => word is null ? null : Attributions[word];
}
