using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Model.Coding;

/// <summary>A span of a released transcript, used as evidence by one coder (INV-20, INV-21). What is taken off it stays
/// stored as retired, and comes back when the step is undone.</summary>
public sealed class Excerpt : Entity, ICoderScoped
{
    private readonly List<CodeApplication> applications = [];
    private readonly List<ChangeRating> ratings = [];

    private Excerpt()
    {
    }

    public ExcerptId Id { get; private set; } = ExcerptId.New();

    public CodingId CodingId { get; private set; }

    public InterviewId InterviewId { get; private set; }

    public UserId CoderId { get; private set; }

    public TranscriptVersionId TranscriptVersionId { get; private set; }

    public int StartCp { get; private set; }

    public int EndCp { get; private set; }

    [Evidence]
    public string QuotedText { get; private set; } = "";

    public string TextSha256 { get; private set; } = "";

    /// <summary>Whether it needs the interviewer's words around it (INV-22).</summary>
    public bool NeedsContext { get; private set; }

    public DateTimeOffset? RetiredAt { get; private set; }

    public IReadOnlyList<CodeApplication> Applications => applications;

    public IReadOnlyList<ChangeRating> Ratings => ratings;

    /// <summary>Where it lies in the transcript version, in code points.</summary>
    public TextSpan Span => new(StartCp, EndCp);

    /// <summary>The codes and ratings that stand on it now.</summary>
    public ExcerptState State => RetiredAt is not null
        ? ExcerptState.Nothing
        : new ExcerptState(
            NeedsContext,
            [.. applications.Where(a => a.RetiredAt is null).OrderBy(a => a.AppliedAt).ThenBy(a => a.Id).Select(a => new AppliedCode(a.CodeId, a.Memo))],
            [.. ratings.Where(r => r.RetiredAt is null).OrderBy(r => r.Cell).Select(r => new RatedCell(r.Cell, r.Choice))]);

    internal static Excerpt Take(InterviewCoding coding, ExcerptId id, TextSpan span, CodableTranscript transcript)
    {
        var quoted = transcript.Text.Slice(span);
        return new Excerpt
        {
            Id = id,
            CodingId = coding.Id,
            InterviewId = coding.InterviewId,
            CoderId = coding.CoderId,
            TranscriptVersionId = coding.TranscriptVersionId,
            StartCp = span.Start,
            EndCp = span.End,
            QuotedText = quoted,
            TextSha256 = TextHash.Sha256Hex(quoted),
        };
    }

    internal void MoveTo(ExcerptState state, DateTimeOffset now)
    {
        RetiredAt = state.IsNothing ? RetiredAt ?? now : null;
        if (!state.IsNothing)
            NeedsContext = state.NeedsContext;
        foreach (var application in applications.Where(a => a.RetiredAt is null && !state.Has(a.CodeId)))
            application.Retire(now);
        foreach (var rating in ratings.Where(r => r.RetiredAt is null && state.RatingIn(r.Cell) is null))
            rating.Retire(now);
        foreach (var code in state.Codes)
        {
            var application = applications.Find(a => a.CodeId == code.Code);
            if (application is null)
                applications.Add(application = CodeApplication.Of(this, code.Code));
            application.Stand(code.Memo, now);
        }

        foreach (var rated in state.Ratings)
        {
            var rating = ratings.Find(r => r.Cell == rated.Cell && r.ScaleVersion == ChangeScale.Version);
            if (rating is null)
                ratings.Add(rating = ChangeRating.Of(this, rated.Cell));
            rating.Stand(rated.Rating);
        }
    }
}

/// <summary>One coder assigning one code to one excerpt.</summary>
public sealed class CodeApplication : Entity, ICoderScoped
{
    public const int MemoLength = 4000;

    private CodeApplication()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public ExcerptId ExcerptId { get; private set; }

    public CodeId CodeId { get; private set; }

    public InterviewId InterviewId { get; private set; }

    public UserId CoderId { get; private set; }

    [Evidence]
    public string? Memo { get; private set; }

    public DateTimeOffset AppliedAt { get; private set; }

    public DateTimeOffset? RetiredAt { get; private set; }

    internal static CodeApplication Of(Excerpt excerpt, CodeId code) => new()
    {
        ExcerptId = excerpt.Id,
        CodeId = code,
        InterviewId = excerpt.InterviewId,
        CoderId = excerpt.CoderId,
    };

    internal void Stand(string? memo, DateTimeOffset now)
    {
        if (AppliedAt == default)
            AppliedAt = now;
        RetiredAt = null;
        Memo = memo;
    }

    internal void Retire(DateTimeOffset now) => RetiredAt = now;
}

/// <summary>How one coder rates the change that one excerpt shows in one cell (INV-23 to INV-26).</summary>
public sealed class ChangeRating : Entity, ICoderScoped
{
    private ChangeRating()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public ExcerptId ExcerptId { get; private set; }

    public InterviewId InterviewId { get; private set; }

    public UserId CoderId { get; private set; }

    public CapacityCell Cell { get; private set; }

    /// <summary>Version of the rating scale, such as <c>CRS-5/1</c>.</summary>
    public string ScaleVersion { get; private set; } = "";

    /// <summary>Whether <see cref="Value"/> is a point of the scale, or the evidence is insufficient (INV-25).</summary>
    public RatingStatus Status { get; private set; }

    /// <summary>−2 to +2, or <c>null</c> where the evidence is insufficient to judge (INV-25).</summary>
    public int? Value { get; private set; }

    /// <summary>Better and worse in the same excerpt.</summary>
    public bool IsMixed { get; private set; }

    public RatingBasis? Basis { get; private set; }

    public ChangeAttribution? Attribution { get; private set; }

    public DateTimeOffset? RetiredAt { get; private set; }

    /// <summary>What the coder chose.</summary>
    public RatingChoice Choice => new(Value, Basis, Attribution, IsMixed);

    internal static ChangeRating Of(Excerpt excerpt, CapacityCell cell) => new()
    {
        ExcerptId = excerpt.Id,
        InterviewId = excerpt.InterviewId,
        CoderId = excerpt.CoderId,
        Cell = cell,
        ScaleVersion = ChangeScale.Version,
    };

    internal void Stand(RatingChoice choice)
    {
        RetiredAt = null;
        Status = choice.Value is null ? RatingStatus.InsufficientEvidence : RatingStatus.Rated;
        Value = choice.Value;
        Basis = choice.Basis;
        Attribution = choice.Attribution;
        IsMixed = choice.IsMixed;
    }

    internal void Retire(DateTimeOffset now) => RetiredAt = now;
}
