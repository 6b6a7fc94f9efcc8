using Microsoft.Extensions.Localization;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Training;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Training;
using TraumaCapacity.Web.Components.Shared;
using TraumaCapacity.Web.Features.Home;

namespace TraumaCapacity.Web.Features.Training;

/// <summary>Attendance to enter and to close, certificates to issue, certifications that lapse.</summary>
internal sealed class TrainingTasks(CohortService cohorts, CertificationService certifications, IStringLocalizer<TrainingTasks> texts) : IHomeTasks
{
    private const int Most = 5;

    public int Order => 10;

    public async Task<IReadOnlyList<HomeTask>> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.Is(Role.Coordinator))
            return [];
        var tasks = new List<HomeTask>();
        var running = await cohorts.ListAsync(actor, new CohortFilter(Status: CohortStatus.InProgress), new SliceRequest(0, Most), cancellationToken);
        foreach (var cohort in running.Rows.Where(c => c.Enrolled > 0 || actor.WritesForAllOrganizations()))
        {
            var over = cohort.EndsOn < certifications.Today && actor.WritesForAllOrganizations();
            tasks.Add(new HomeTask(
                texts[over ? "Close" : "Enter", cohort.Code],
                texts["CohortDetail", Formats.ShortDate(cohort.StartsOn), Formats.Date(cohort.EndsOn), cohort.Enrolled],
                $"/training/cohorts/{cohort.Id}?tab=attendance",
                texts[over ? "CloseAction" : "EnterAction"],
                First: over));
        }

        if (actor.WritesForAllOrganizations())
        {
            foreach (var cohort in await cohorts.ToCertifyAsync(actor, Most, cancellationToken))
                tasks.Add(new HomeTask(texts["Certify", cohort.Code], texts["CertifyDetail", cohort.Waiting], $"/training/cohorts/{cohort.Id}?tab=certificates", texts["CertifyAction"], cohort.Waiting));
        }

        var lapsing = await certifications.CountLapsingAsync(actor, cancellationToken);
        if (lapsing > 0)
            tasks.Add(new HomeTask(texts["Lapsing"], texts["LapsingDetail", CertificationService.NoticeDays], "/training/certifications?lapsing=true", texts["LapsingAction"], lapsing));
        return tasks;
    }
}
