using Microsoft.Extensions.Localization;
using TraumaCapacity.Application.Interviews;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Web.Components.Shared;
using TraumaCapacity.Web.Features.Home;

namespace TraumaCapacity.Web.Features.Interviews;

/// <summary>Transcripts to upload, de-identify and review, and interviews that nobody codes yet.</summary>
internal sealed class InterviewTasks(InterviewService interviews, Terms terms, IStringLocalizer<InterviewTasks> texts) : IHomeTasks
{
    public int Order => 30;

    public async Task<IReadOnlyList<HomeTask>> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.IsAny(Role.DataCustodian, Role.LeadEvaluator))
            return [];
        var waiting = await interviews.TasksAsync(actor, cancellationToken);
        return
        [
            .. waiting.ToReview.Select(i => Task(i, "Review", "/review", first: true)),
            .. waiting.ToDeidentify.Select(i => Task(i, i.OpenFinds > 0 ? "Deidentify" : "Submit", i.OpenFinds > 0 ? "/transcript" : "/review")),
            .. waiting.ToTranscribe.Select(i => Task(i, "Transcribe", "/transcript")),
            .. waiting.ToAssign.Select(i => Task(i, "Assign", "")),
        ];
    }

    private HomeTask Task(InterviewRow interview, string what, string part, bool first = false) => new(
        texts[what, InterviewNames.Number(interview.Number)],
        what == "Deidentify"
            ? texts["OpenFinds", interview.Organization, interview.OpenFinds ?? 0]
            : texts["HeldOn", interview.Organization, Formats.Date(interview.HeldOn)],
        $"/interviews/{interview.Id}{part}",
        texts[what + "Action"],
        First: first,
        Tag: terms.Of(interview.Language));
}
