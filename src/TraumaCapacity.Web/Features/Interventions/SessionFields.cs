using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Web.Features.Interventions;

/// <summary>The fields of the session log as they are typed: anything may be missing until it is sent.</summary>
internal sealed class SessionFields
{
    public int? Number { get; set; }

    public DateOnly? HeldOn { get; set; }

    public SessionStatus Status { get; set; }

    public DateOnly? RescheduledTo { get; set; }

    public NotHeldReason? NotHeldReason { get; set; }

    public int? PresentCount { get; set; }

    public HashSet<SlotId> PresentSlots { get; init; } = [];

    public int? LateCount { get; set; }

    public int? ChildrenInCareCount { get; set; }

    public int? Minutes { get; set; }

    public HashSet<PersonId> Facilitators { get; init; } = [];

    public SoloFacilitationReason? SoloReason { get; set; }

    public Dictionary<FidelityItemId, FidelityValue> Fidelity { get; init; } = [];

    public HashSet<string> Adaptations { get; init; } = [];

    public string? Note { get; set; }

    public static SessionFields Of(SessionForm form)
    {
        var record = form.Begin;
        return new SessionFields
        {
            Number = record.Number,
            HeldOn = record.HeldOn,
            Status = record.Status,
            RescheduledTo = record.RescheduledTo,
            NotHeldReason = record.NotHeldReason,
            PresentCount = record.PresentCount,
            PresentSlots = [.. record.PresentSlots],
            LateCount = record.LateCount,
            ChildrenInCareCount = record.ChildrenInCareCount,
            Minutes = record.Minutes,
            Facilitators = [.. record.Facilitators],
            SoloReason = record.SoloReason,
            Fidelity = form.Checklist.Items.ToDictionary(i => i.Id, i => record.Fidelity.GetValueOrDefault(i.Id, FidelityValue.NotDone)),
            Adaptations = [.. record.Adaptations],
            Note = record.AdaptationNote,
        };
    }

    /// <summary>What is sent; only when number and day are there.</summary>
    /// <param name="bySlots">Those present are counted from the slots.</param>
    public SessionRecord ToRecord(bool bySlots) => new()
    {
        Number = Number!.Value,
        HeldOn = HeldOn!.Value,
        Status = Status,
        RescheduledTo = RescheduledTo,
        NotHeldReason = NotHeldReason,
        PresentCount = bySlots ? PresentSlots.Count : PresentCount ?? 0,
        PresentSlots = [.. PresentSlots],
        LateCount = LateCount,
        ChildrenInCareCount = ChildrenInCareCount,
        Minutes = Minutes,
        Facilitators = [.. Facilitators],
        SoloReason = SoloReason,
        Fidelity = Fidelity,
        Adaptations = [.. Adaptations],
        AdaptationNote = Note,
    };
}
