using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Web.Features.Interventions;

/// <summary>The fields of a group as they are typed: anything may be missing until it is sent.</summary>
internal sealed class GroupForm
{
    public string OrganizationId { get; set; } = "";

    public string CurriculumId { get; set; } = "";

    public string Label { get; set; } = "";

    public DateOnly? StartsOn { get; set; }

    public DateOnly? EndsOn { get; set; }

    public int? PlannedSessions { get; set; }

    public int? EnrolledCount { get; set; }

    public int? SessionMinutes { get; set; }

    public int? CompletionPercent { get; set; } = InterventionGroup.UsualCompletionPercent;

    public DeliveryMode Mode { get; set; }

    public bool ChildCareProvided { get; set; }

    public bool TransportProvided { get; set; }

    public bool MealsProvided { get; set; }

    public bool InterpretationProvided { get; set; }

    public bool SlotsOn { get; set; }

    public int? SlotDays { get; set; } = InterventionGroup.LongestSlotDays;

    public HashSet<OrganizationId> Partners { get; } = [];

    public Dictionary<PersonId, Term> Facilitators { get; } = [];

    public OrganizationId? Organization => Guid.TryParse(OrganizationId, out var id) ? Model.Organizations.OrganizationId.From(id) : null;

    public CurriculumId? Curriculum => Guid.TryParse(CurriculumId, out var id) ? Model.Training.CurriculumId.From(id) : null;

    /// <summary>Days that slots are kept; nothing for a group without.</summary>
    public int? Slots => SlotsOn ? SlotDays ?? InterventionGroup.LongestSlotDays : null;

    public IReadOnlyList<FacilitatorTerm> Terms => [.. Facilitators.Select(f => new FacilitatorTerm(f.Key, f.Value.From ?? 1, f.Value.To))];

    /// <summary>The plan, once every field that it needs is filled.</summary>
    public GroupPlan? Plan => StartsOn is { } start && EndsOn is { } end && PlannedSessions is { } planned && EnrolledCount is { } enrolled && CompletionPercent is { } percent
        ? new GroupPlan
        {
            Label = Label,
            StartsOn = start,
            EndsOn = end,
            PlannedSessions = planned,
            EnrolledCount = enrolled,
            SessionMinutes = SessionMinutes,
            CompletionPercent = percent,
            Mode = Mode,
            ChildCareProvided = ChildCareProvided,
            TransportProvided = TransportProvided,
            MealsProvided = MealsProvided,
            InterpretationProvided = InterpretationProvided,
        }
        : null;

    public static GroupForm Of(GroupDetails group)
    {
        var form = new GroupForm
        {
            OrganizationId = group.OrganizationId.ToString(),
            CurriculumId = group.CurriculumId.ToString(),
            Label = group.Plan.Label,
            StartsOn = group.Plan.StartsOn,
            EndsOn = group.Plan.EndsOn,
            PlannedSessions = group.Plan.PlannedSessions,
            EnrolledCount = group.Plan.EnrolledCount,
            SessionMinutes = group.Plan.SessionMinutes,
            CompletionPercent = group.Plan.CompletionPercent,
            Mode = group.Plan.Mode,
            ChildCareProvided = group.Plan.ChildCareProvided,
            TransportProvided = group.Plan.TransportProvided,
            MealsProvided = group.Plan.MealsProvided,
            InterpretationProvided = group.Plan.InterpretationProvided,
            SlotsOn = group.Slots is not null,
            SlotDays = group.Slots?.Days ?? InterventionGroup.LongestSlotDays,
        };
        form.Partners.UnionWith(group.Partners.Select(p => p.Id));
        foreach (var facilitator in group.Facilitators)
            form.Facilitators[facilitator.Id] = new Term { From = facilitator.FromSession, To = facilitator.ToSession };
        return form;
    }

    /// <summary>From which session to which.</summary>
    internal sealed class Term
    {
        public int? From { get; set; } = 1;

        public int? To { get; set; }
    }
}
