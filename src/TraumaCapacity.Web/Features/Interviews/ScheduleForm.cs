using TraumaCapacity.Application.Interviews;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Web.Features.Interviews;

/// <summary>The fields of an interview to be scheduled as they are typed: anything may be missing until it is sent.</summary>
internal sealed class ScheduleForm
{
    public string WaveId { get; set; } = "";

    public string OrganizationId { get; set; } = "";

    public string InterviewerId { get; set; } = "";

    public DateOnly? HeldOn { get; set; }

    public ContentLanguage Language { get; set; }

    public DeliveryMode Mode { get; set; } = DeliveryMode.Virtual;

    public int? Minutes { get; set; }

    /// <summary>People of the organization who are interviewed.</summary>
    public HashSet<PersonId> People { get; } = [];

    /// <summary>Pseudonyms linked to nobody who are interviewed.</summary>
    public HashSet<IntervieweeId> Pseudonyms { get; } = [];

    /// <summary>How many new pseudonyms without a person.</summary>
    public int? Unnamed { get; set; } = 0;

    public WaveId? Wave => Guid.TryParse(WaveId, out var id) ? Model.Interviews.WaveId.From(id) : null;

    public OrganizationId? Organization => Guid.TryParse(OrganizationId, out var id) ? Model.Organizations.OrganizationId.From(id) : null;

    public UserId? Interviewer => Guid.TryParse(InterviewerId, out var id) ? UserId.From(id) : null;

    private IReadOnlyList<IntervieweeChoice> Interviewees =>
    [
        .. People.Select(p => new IntervieweeChoice(null, p)),
        .. Pseudonyms.Select(p => new IntervieweeChoice(p, null)),
        .. Enumerable.Range(0, Unnamed ?? 0).Select(_ => new IntervieweeChoice(null, null)),
    ];

    /// <summary>The request, once every field that it needs is filled. Two or more interviewees make it a focus group.</summary>
    public ScheduleInterview? Request => Wave is { } wave && Organization is { } organization && Interviewer is { } interviewer && HeldOn is { } heldOn
        ? new ScheduleInterview(
            wave, organization, Interviewees.Count > 1 ? InterviewKind.FocusGroup : InterviewKind.Individual, heldOn, Language, Mode, Minutes, interviewer, Interviewees)
        : null;
}
