using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Web.Features.Home;

/// <summary>One step with which a role begins. Its texts are <c>Step.Key</c>, <c>Step.Key.Detail</c> and <c>Step.Key.Action</c>.</summary>
/// <param name="Key">Names its texts.</param>
/// <param name="Href">Where it is done.</param>
public sealed record FirstStep(string Key, string Href)
{
    /// <summary>The path of the data, a role at a time.</summary>
    public static IReadOnlyDictionary<Role, IReadOnlyList<FirstStep>> Of { get; } = new Dictionary<Role, IReadOnlyList<FirstStep>>
    {
        [Role.Administrator] = [new("InvitePeople", "/admin/users"), new("AddOrganizations", "/organizations")],
        [Role.Coordinator] = [new("AddOrganizations", "/organizations"), new("OpenCohort", "/training"), new("OpenGroup", "/interventions")],
        [Role.DataCustodian] = [new("ScheduleInterview", "/interviews"), new("ReleaseTranscript", "/interviews")],
        [Role.LeadEvaluator] = [new("ReadCodebook", "/codebook"), new("AssignCoders", "/interviews"), new("PrepareRelease", "/releases/prepare")],
        [Role.Evaluator] = [new("ReadCodebook", "/codebook"), new("CodeFirst", "/coding")],
        [Role.Funder] = [new("ReadReleases", "/releases")],
    };

    /// <summary>The steps of all the roles a person holds, each once.</summary>
    public static IReadOnlyList<FirstStep> For(Actor actor) => [.. Of.Where(pair => actor.Is(pair.Key)).SelectMany(pair => pair.Value).Distinct()];
}
