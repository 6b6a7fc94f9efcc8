using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Web.Features.Interventions;

/// <summary>The fields of the session log as they are typed, in a shape that a draft can keep.</summary>
internal sealed class SessionFields
{
    /// <summary>The version that the fields were typed against; 0 for a new session.</summary>
    public uint Version { get; set; }

    public int? Number { get; set; }

    public DateOnly? HeldOn { get; set; }

    public SessionStatus Status { get; set; }

    public int? PresentCount { get; set; }

    public int? Minutes { get; set; }

    public HashSet<Guid> Facilitators { get; set; } = [];

    public SoloFacilitationReason? SoloReason { get; set; }

    public HashSet<FidelityItem> Done { get; set; } = [];

    public string? Note { get; set; }

    public static SessionFields Of(SessionRecord record, uint version) => new()
    {
        Version = version,
        Number = record.Number,
        HeldOn = record.HeldOn,
        Status = record.Status,
        PresentCount = record.PresentCount,
        Minutes = record.Minutes,
        Facilitators = [.. record.Facilitators.Select(p => p.Value)],
        SoloReason = record.SoloReason,
        Done = [.. record.Fidelity.Where(f => f.Value == FidelityValue.Full).Select(f => f.Key)],
        Note = record.AdaptationNote,
    };

    /// <summary>What is sent; only when number and day are there.</summary>
    public SessionRecord ToRecord() => new()
    {
        Number = Number!.Value,
        HeldOn = HeldOn!.Value,
        Status = Status,
        PresentCount = PresentCount ?? 0,
        Minutes = Minutes,
        Facilitators = [.. Facilitators.Select(PersonId.From)],
        SoloReason = SoloReason,
        Fidelity = Done.ToDictionary(i => i, _ => FidelityValue.Full),
        AdaptationNote = Note,
    };
}
