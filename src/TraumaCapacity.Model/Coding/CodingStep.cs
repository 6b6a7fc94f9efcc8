using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Model.Coding;

/// <summary>Whether a step stands.</summary>
public enum StepStatus
{
    /// <summary>It was done.</summary>
    Standing,

    /// <summary>It was taken back, and can be done again.</summary>
    Undone,

    /// <summary>It was taken back, and another way was taken since.</summary>
    Discarded,
}

/// <summary>One change that a coder made to one excerpt, with what stood there before and after, so that it can be taken
/// back and done again, today or tomorrow. Its own identifier comes from the gesture: what arrives twice is done once.</summary>
public sealed class CodingStep : Entity, ICoderScoped
{
    private CodingStep()
    {
    }

    /// <summary>The gesture's identifier.</summary>
    public Guid Id { get; private set; }

    public CodingId CodingId { get; private set; }

    public InterviewId InterviewId { get; private set; }

    public UserId CoderId { get; private set; }

    public ExcerptId ExcerptId { get; private set; }

    /// <summary>From 1, in order; a discarded step's number is given again.</summary>
    public int Number { get; private set; }

    public StepStatus Status { get; private set; }

    /// <summary>The excerpt before, as JSON.</summary>
    [Evidence]
    public string BeforeJson { get; private set; } = "";

    /// <summary>The excerpt after, as JSON.</summary>
    [Evidence]
    public string AfterJson { get; private set; } = "";

    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>What stood on the excerpt before.</summary>
    public ExcerptState Before => ExcerptState.Read(BeforeJson);

    /// <summary>What stood on the excerpt after.</summary>
    public ExcerptState After => ExcerptState.Read(AfterJson);

    internal static CodingStep Take(Guid id, InterviewCoding coding, ExcerptId excerpt, int number, ExcerptState before, ExcerptState after, DateTimeOffset now) => new()
    {
        Id = id,
        CodingId = coding.Id,
        InterviewId = coding.InterviewId,
        CoderId = coding.CoderId,
        ExcerptId = excerpt,
        Number = number,
        BeforeJson = before.Write(),
        AfterJson = after.Write(),
        MadeAt = now,
    };

    internal void Undo() => Status = StepStatus.Undone;

    internal void Redo() => Status = StepStatus.Standing;

    internal void Discard() => Status = StepStatus.Discarded;
}
