using TraumaCapacity.Application.Interventions;

namespace TraumaCapacity.Web.Features.Interventions;

/// <summary>Has slots destroyed whose time has come: at the start of the process and every hour (PRV-20).</summary>
internal sealed partial class SlotDestruction(SlotKeeping slots, TimeProvider clock, ILogger<SlotDestruction> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                if (await slots.DestroyDueAsync(stoppingToken) is > 0 and var groups)
                    LogDestroyed(groups);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                // The database may be away for a while: the next hour tries again.
                LogFailed(failed);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Destroyed the anonymous slots of {Groups} groups.")]
    private partial void LogDestroyed(int groups);

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not destroy anonymous slots; the next hour tries again.")]
    private partial void LogFailed(Exception failed);
}
