using Microsoft.Extensions.Localization;
using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Web.Components.Shared;
using TraumaCapacity.Web.Features.Home;

namespace TraumaCapacity.Web.Features.Interventions;

/// <summary>Sessions to log, and groups that nobody certified facilitates.</summary>
internal sealed class InterventionTasks(GroupService groups, IStringLocalizer<InterventionTasks> texts) : IHomeTasks
{
    private const int Most = 5;

    public int Order => 20;

    public async Task<IReadOnlyList<HomeTask>> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.Is(Role.Coordinator))
            return [];
        var due = await groups.SessionsDueAsync(actor, cancellationToken);
        var without = await groups.ListAsync(actor, new GroupFilter { WithoutCertifiedFacilitator = true, Take = 1 }, cancellationToken);
        var tasks = due.Take(Most).Select(group => new HomeTask(
            texts["Log", group.Label],
            group.LastHeldOn is { } last
                ? texts["LogDetail", group.OrganizationName, group.SessionsHeld, group.PlannedSessions, Formats.Date(last)]
                : texts["LogFirstDetail", group.OrganizationName, Formats.Date(group.StartsOn)],
            $"/interventions/groups/{group.Id}/sessions/new",
            texts["LogAction"])).ToList();
        if (without.Total > 0)
            tasks.Add(new HomeTask(texts["Uncertified", without.Total], texts["UncertifiedDetail"], "/interventions?show=uncertified", texts["UncertifiedAction"], without.Total));
        return tasks;
    }
}
