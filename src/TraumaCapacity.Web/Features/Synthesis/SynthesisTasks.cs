using System.Globalization;
using Microsoft.Extensions.Localization;
using TraumaCapacity.Application.Synthesis;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Web.Features.Home;

namespace TraumaCapacity.Web.Features.Synthesis;

/// <summary>Differences to settle and values to sign.</summary>
internal sealed class SynthesisTasks(ReconcileService reconcile, IStringLocalizer<SynthesisTasks> texts) : IHomeTasks
{
    private const int Most = 5;

    public int Order => 50;

    public async Task<IReadOnlyList<HomeTask>> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.Is(Role.LeadEvaluator))
            return [];
        var waiting = await reconcile.TasksAsync(actor, cancellationToken);
        return
        [
            .. waiting.ToReconcile.Take(Most).Select(task => new HomeTask(
                texts["Reconcile", Number(task)],
                task.Count is { } count ? texts["ReconcileDetail", task.Organization, count] : texts["ReconcileNewDetail", task.Organization],
                $"/coding/{task.InterviewId}/reconcile",
                texts["ReconcileAction"],
                First: task.Count is not null)),
            .. waiting.ToSign.Take(Most).Select(task => new HomeTask(
                texts["Sign", Number(task)],
                texts["SignDetail", task.Organization, task.Count ?? 0],
                $"/coding/{task.InterviewId}/syntheses",
                texts["SignAction"])),
            .. waiting.OrganizationsToSign.Take(Most).Select(task => new HomeTask(
                texts["SignOrganization", task.Organization],
                texts["SignOrganizationDetail", task.Wave, task.Count],
                $"/dashboards/organizations/{task.OrganizationId}?wave={Uri.EscapeDataString(task.Wave)}",
                texts["SignAction"])),
        ];
    }

    private static string Number(InterviewTask task) => task.Number.ToString("00", CultureInfo.InvariantCulture);
}
