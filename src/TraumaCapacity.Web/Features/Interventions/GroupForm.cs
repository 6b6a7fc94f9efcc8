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

    public DeliveryMode Mode { get; set; }

    public bool ChildCareProvided { get; set; }

    public bool TransportProvided { get; set; }

    public HashSet<PersonId> Facilitators { get; } = [];

    public OrganizationId? Organization => Guid.TryParse(OrganizationId, out var id) ? Model.Organizations.OrganizationId.From(id) : null;

    public CurriculumId? Curriculum => Guid.TryParse(CurriculumId, out var id) ? Model.Training.CurriculumId.From(id) : null;

    /// <summary>The plan, once every field that it needs is filled.</summary>
    public GroupPlan? Plan => StartsOn is { } start && EndsOn is { } end && PlannedSessions is { } planned && EnrolledCount is { } enrolled
        ? new GroupPlan
        {
            Label = Label,
            StartsOn = start,
            EndsOn = end,
            PlannedSessions = planned,
            EnrolledCount = enrolled,
            Mode = Mode,
            ChildCareProvided = ChildCareProvided,
            TransportProvided = TransportProvided,
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
            Mode = group.Plan.Mode,
            ChildCareProvided = group.Plan.ChildCareProvided,
            TransportProvided = group.Plan.TransportProvided,
        };
        form.Facilitators.UnionWith(group.Facilitators.Select(f => f.Id));
        return form;
    }
}
