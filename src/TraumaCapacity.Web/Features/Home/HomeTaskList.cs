using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Web.Features.Home;

/// <summary>Gathers what waits for a person from every feature. A feature that fails leaves the others standing.</summary>
public sealed partial class HomeTaskList(IEnumerable<IHomeTasks> features, ILogger<HomeTaskList> logger)
{
    private readonly IReadOnlyList<IHomeTasks> features = [.. features.OrderBy(f => f.Order)];

    /// <summary>The tasks, what should be done first on top, and whether any feature could not say.</summary>
    public async Task<(IReadOnlyList<HomeTask> Tasks, bool Incomplete)> GatherAsync(Actor actor, CancellationToken cancellationToken)
    {
        var tasks = new List<HomeTask>();
        var incomplete = false;
        foreach (var feature in features)
        {
            try
            {
                tasks.AddRange(await feature.FindAsync(actor, cancellationToken));
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                incomplete = true;
                LogFault(logger, feature.GetType().Name, fault.GetType().Name);
            }
        }

        return ([.. tasks.OrderByDescending(t => t.First)], incomplete);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Feature} could not say what waits: {Fault}")]
    private static partial void LogFault(ILogger logger, string feature, string fault);
}
