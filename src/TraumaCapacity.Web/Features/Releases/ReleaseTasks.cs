using Microsoft.Extensions.Localization;
using TraumaCapacity.Application.Releases;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Releases;
using TraumaCapacity.Web.Components.Shared;
using TraumaCapacity.Web.Features.Home;

namespace TraumaCapacity.Web.Features.Releases;

/// <summary>Releases to check and approve, and to publish.</summary>
internal sealed class ReleaseTasks(ReleaseService releases, IStringLocalizer<ReleaseTasks> texts) : IHomeTasks
{
    public int Order => 60;

    public async Task<IReadOnlyList<HomeTask>> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.IsAny(Role.LeadEvaluator, Role.DataCustodian))
            return [];
        var waiting = await releases.WaitingAsync(actor, cancellationToken);
        return
        [
            .. waiting.Select(row => new HomeTask(
                texts[row.State is ReleaseState.Approved ? "Publish" : "Approve", row.Number],
                texts["Detail", row.WaveName, Formats.Date(row.CutOff), row.PreparedBy],
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/releases/prepare/{row.Number}"),
                texts[row.State is ReleaseState.Approved ? "PublishAction" : "ApproveAction"],
                First: true)),
        ];
    }
}
