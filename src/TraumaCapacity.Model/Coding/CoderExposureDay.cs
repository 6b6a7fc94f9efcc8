using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Model.Coding;

/// <summary>How much hard material a coder opened on one day. For that coder's eyes alone: no report and no other person
/// reads it, and the audit trail does not repeat it.</summary>
public sealed class CoderExposureDay : Entity
{
    private CoderExposureDay()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public UserId CoderId { get; private set; }

    public DateOnly Date { get; private set; }

    /// <summary>Flagged passages opened.</summary>
    public int FlaggedPassages { get; private set; }
}
