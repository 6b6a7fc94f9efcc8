using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Model.Coding;

public enum CodeKind
{
    /// <summary>One of the twelve cells.</summary>
    Cell,

    /// <summary>An inductive theme inside a cell.</summary>
    Theme,

    /// <summary>Plans moving forward: never a change, never rated (INV-24).</summary>
    Plan,

    Barrier,
    Context,
}

public enum CodebookStatus
{
    Draft,
    Published,
    Retired,
}

/// <summary>One version of the coding guide.</summary>
public sealed class CodebookVersion : Entity
{
    private readonly List<Code> codes = [];

    private CodebookVersion()
    {
    }

    public CodebookVersionId Id { get; private set; } = CodebookVersionId.New();

    /// <summary>Major and minor, such as <c>1.0</c>.</summary>
    public string VersionLabel { get; private set; } = "";

    public CodebookStatus Status { get; private set; }

    public IReadOnlyList<Code> Codes => codes;
}

/// <summary>One code of the coding guide, in both languages.</summary>
public sealed class Code : Entity
{
    private Code()
    {
    }

    public CodeId Id { get; private set; } = CodeId.New();

    public CodebookVersionId CodebookVersionId { get; private set; }

    public CodeKind Kind { get; private set; }

    /// <summary>Short key, unique in its version: <c>AWR-F</c>, <c>PLAN</c>, or a theme's.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The cell, for kinds <see cref="CodeKind.Cell"/> and <see cref="CodeKind.Theme"/>.</summary>
    public CapacityCell? Cell { get; private set; }

    public int SortOrder { get; private set; }

    public string LabelEn { get; private set; } = "";

    public string LabelFr { get; private set; } = "";

    public string DefinitionEn { get; private set; } = "";

    public string DefinitionFr { get; private set; } = "";

    public string IncludeEn { get; private set; } = "";

    public string IncludeFr { get; private set; } = "";

    public string ExcludeEn { get; private set; } = "";

    public string ExcludeFr { get; private set; } = "";

    public string ExampleEn { get; private set; } = "";

    public string ExampleFr { get; private set; } = "";
}

/// <summary>One coder's reading of one interview. Revised until submitted; then it never changes.</summary>
public sealed class InterviewCoding : Entity, ICoderScoped
{
    private readonly List<Excerpt> excerpts = [];

    private InterviewCoding()
    {
    }

    public CodingId Id { get; private set; } = CodingId.New();

    public InterviewId InterviewId { get; private set; }

    public UserId CoderId { get; private set; }

    public TranscriptVersionId TranscriptVersionId { get; private set; }

    public CodebookVersionId CodebookVersionId { get; private set; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    public DateTimeOffset? SetAsideAt { get; private set; }

    /// <summary>Turn last worked on, for going on where one stopped.</summary>
    public int LastTurn { get; private set; }

    /// <summary>Moment of the last change; touching the root makes a stale save of the aggregate conflict.</summary>
    public DateTimeOffset? ChangedAt { get; private set; }

    public IReadOnlyList<Excerpt> Excerpts => excerpts;

    /// <summary>Assigns an interview to a coder. Refused before the transcript is released, with a codebook that is not
    /// published, for a third coder, for one who has it already, and where the interviewer would be alone (INV-35).</summary>
    /// <param name="others">The codings of the interview that exist.</param>
    public static Result<InterviewCoding> Assign(
        Interview interview, UserId coder, TranscriptVersion version, CodebookVersion codebook, IReadOnlyCollection<InterviewCoding> others)
    {
        if (interview.State == InterviewState.Withdrawn)
            return InterviewsRefusals.ConsentWithdrawn;
        if (version.InterviewId != interview.Id || version.State != TranscriptState.Released)
            return InterviewsRefusals.NotReleased;
        if (codebook.Status != CodebookStatus.Published)
            return InterviewsRefusals.CodebookNotPublished;
        var allowed = interview.CheckCoders([.. others.Select(o => o.CoderId), coder]);
        if (!allowed.Succeeded)
            return allowed.As<InterviewCoding>();
        return new InterviewCoding
        {
            InterviewId = interview.Id,
            CoderId = coder,
            TranscriptVersionId = version.Id,
            CodebookVersionId = codebook.Id,
        };
    }
}

/// <summary>A span of a released transcript, used as evidence by one coder (INV-20, INV-21).</summary>
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

    /// <summary>−2 to +2, or <c>null</c> where the evidence is insufficient to judge (INV-25).</summary>
    public int? Value { get; private set; }

    /// <summary>Better and worse in the same excerpt.</summary>
    public bool IsMixed { get; private set; }

    public RatingBasis? Basis { get; private set; }

    public ChangeAttribution? Attribution { get; private set; }

    public DateTimeOffset? RetiredAt { get; private set; }
}
