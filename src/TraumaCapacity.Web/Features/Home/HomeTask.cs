using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Web.Features.Home;

/// <summary>One thing that waits for the person, in the reader's language.</summary>
/// <param name="Title">What to do: «Resume interview 07, at turn 18».</param>
/// <param name="Detail">What helps to choose: organization, size, language, flagged passages, due date.</param>
/// <param name="Href">Where it is done.</param>
/// <param name="Action">The word on the button: «Resume».</param>
/// <param name="Count">How many there are, where the task stands for several.</param>
/// <param name="First">It should be done before the others: something begun, or something others wait for.</param>
/// <param name="Progress">How far it has come, 0 to 1, where it was begun.</param>
/// <param name="Tag">A word beside the title, such as the language of an interview.</param>
public sealed record HomeTask(
    string Title,
    string Detail,
    string Href,
    string Action,
    int? Count = null,
    bool First = false,
    double? Progress = null,
    string? Tag = null);

/// <summary>What one feature puts on the home page. Each feature registers its own; they know nothing of each other.</summary>
public interface IHomeTasks
{
    /// <summary>Where the feature's tasks stand among the others: the lower, the earlier in the path of the data.</summary>
    int Order { get; }

    /// <summary>What waits for this person, the most pressing first; nothing for roles that the feature has no task for.</summary>
    Task<IReadOnlyList<HomeTask>> FindAsync(Actor actor, CancellationToken cancellationToken);
}
