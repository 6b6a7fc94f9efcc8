using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Releases;
using TraumaCapacity.Application.Synthesis;
using TraumaCapacity.Application.Tests.Synthesis;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Releases;
using TraumaCapacity.Model.Training;
using TraumaCapacity.Tests;

namespace TraumaCapacity.Application.Tests.Releases;

/// <summary>An initiative in a database of its own, because a release counts everything: thirteen organizations in eight
/// provinces and territories, groups, training, and a wave of interviews that were coded twice, settled and signed.</summary>
internal sealed class ReleaseInitiative : IAsyncDisposable
{
    public static readonly DateOnly CutOff = new(2026, 3, 31);

    private static readonly Jurisdiction[] Homes =
    [
        Jurisdiction.ON, Jurisdiction.ON, Jurisdiction.ON, Jurisdiction.QC, Jurisdiction.QC, Jurisdiction.QC, Jurisdiction.AB,
        Jurisdiction.AB, Jurisdiction.BC, Jurisdiction.MB, Jurisdiction.NS, Jurisdiction.SK, Jurisdiction.NT,
    ];

    private readonly List<Organization> organizations = [];
    private readonly List<CodedInterview> interviews = [];

    private ReleaseInitiative(TestDatabase test) => Test = test;

    public TestDatabase Test { get; }

    public EvaluationWave Wave { get; private set; } = null!;

    public IReadOnlyList<Organization> Organizations => organizations;

    public IReadOnlyList<CodedInterview> Interviews => interviews;

    public Actor Lead { get; } = TestDatabase.Someone(Role.LeadEvaluator);

    public Actor OtherLead { get; } = TestDatabase.Someone(Role.LeadEvaluator);

    public Actor Custodian { get; } = TestDatabase.Someone(Role.DataCustodian);

    public Actor Funder { get; } = TestDatabase.Someone(Role.Funder);

    public ReleaseService Releases => new(Test.Database, Test.Clock);

    public PublishedReleaseService Published => new(Test.Database);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The programme alone: organizations, training, groups, and a wave without interviews.</summary>
    public static async Task<ReleaseInitiative> WithoutEvidenceAsync(TestPostgres server)
    {
        var test = new TestDatabase(server);
        await test.InitializeAsync();
        var initiative = new ReleaseInitiative(test) { Wave = await CodedInterview.AWaveAsync(test) };
        var curriculum = await test.ACurriculumAsync();
        foreach (var (home, index) in Homes.Select((home, index) => (home, index)))
            await initiative.AddOrganizationAsync(home, index, curriculum);
        return initiative;
    }

    /// <summary>The same with an interview at each organization, and a second one at the first five.</summary>
    public static async Task<ReleaseInitiative> MakeAsync(TestPostgres server)
    {
        var initiative = await WithoutEvidenceAsync(server);
        foreach (var (organization, index) in initiative.Organizations.Select((o, i) => (o, i)))
        {
            await initiative.AddInterviewAsync(organization, Marks(index));
            if (index < 5)
                await initiative.AddInterviewAsync(organization, Marks(index));
            await initiative.SignAsync(organization);
        }

        return initiative;
    }

    /// <summary>What is said at an organization: three cells that can be shown, and three that cannot.</summary>
    public static IReadOnlyList<Mark> Marks(int organization) =>
    [
        Mark.Answer(1, "AWR-F", (organization % 4) switch { 0 => 2, 1 => 1, 2 => 0, _ => -1 }),
        Mark.Answer(2, "CMP-F", 2), // all at one point
        Mark.Answer(3, "COL-C", organization % 2 == 0 ? -1 : -2), // all for the worse
        .. organization is >= 5 and < 11 ? [Mark.Answer(4, "AWR-O", (organization % 2) + 1)] : (Mark[])[], // too few interviewees
        .. organization < 10 ? [Mark.Answer(5, "SAF-F", organization == 9 ? null : (organization % 3) - 1)] : (Mark[])[],
        Mark.Answer(6, "SAF-O", organization % 3 == 0 ? 1 : 2),
    ];

    public async Task<Organization> AddOrganizationAsync(
        Jurisdiction home, int index, Curriculum curriculum, DataGovernanceRegime regime = DataGovernanceRegime.Standard)
    {
        var code = TestDatabase.UniqueText("R");
        var organization = Organization.Register(
            new OrganizationProfile(code, $"Organization {code}", home) { GovernanceRegime = regime }, new DateOnly(2024, 4, 1)).Value;
        await Test.StoreAsync(organization);
        organizations.Add(organization);
        var first = await Test.ACertifiedFacilitatorAsync(organization.Id, index % 2 == 0 ? new DateOnly(2024, 5, 10) : new DateOnly(2025, 5, 9));
        var second = await Test.ACertifiedFacilitatorAsync(organization.Id, new DateOnly(2025, 6, 6));

        // In every quarter from spring 2025 several organizations begin a group, except in the winter of 2026.
        foreach (var start in Starts(index))
        {
            var group = InterventionGroup.Open(organization.Id, curriculum.Id, new GroupPlan
            {
                Label = TestDatabase.UniqueText("Group "),
                StartsOn = start,
                EndsOn = start.AddDays(49),
                PlannedSessions = 6,
                EnrolledCount = 7 + (index % 4),
            }).Value;
            for (var number = 1; number <= 3 + (index % 3); number++)
            {
                var record = new SessionRecord { Number = number, HeldOn = start.AddDays(7 * number), PresentCount = 5, Facilitators = [first.Id, second.Id] };
                _ = group.RecordSession(record, [new(first.Id, true, true), new(second.Id, true, true)], Test.Today).Value;
            }

            if (index % 2 == 0)
                group.Close(4 + (index % 3), Test.Today).Succeeded.Should().BeTrue();
            await Test.StoreAsync(group);
        }

        return organization;
    }

    public async Task<CodedInterview> AddInterviewAsync(Organization organization, IReadOnlyList<Mark> marks, IReadOnlyList<Mark>? second = null)
    {
        var interview = await CodedInterview.MakeAsync(Test, organization.Id, Wave, 6, marks, second ?? marks);
        interviews.Add(interview);
        _ = (await new ReconcileService(Test.Database, Test.Clock).OpenAsync(Lead, interview.Id, Cancel)).Value;
        _ = (await Signing().SignSuggestionsAsync(Lead, interview.Id, Cancel)).Value;
        return interview;
    }

    public async Task SignAsync(Organization organization) =>
        _ = (await Signing().SignSuggestionsAsync(Lead, organization.Id, Wave.Id, Cancel)).Value;

    public Task<ReleaseStep> PrepareAsync() => PrepareAsync(CutOff);

    public async Task<ReleaseStep> PrepareAsync(DateOnly cutOff) =>
        (await Releases.PrepareAsync(Lead, new PrepareRelease(Wave.Id, cutOff, "What changed", "Ce qui a changé"), Cancel)).Value;

    public async Task<ReleaseStep> PublishAsync()
    {
        var prepared = await PrepareAsync();
        var approved = (await Releases.ApproveAsync(Custodian, prepared, Cancel)).Value;
        return (await Releases.PublishAsync(Lead, approved, Cancel)).Value;
    }

    public ValueTask DisposeAsync() => Test.DisposeAsync();

    private static IEnumerable<DateOnly> Starts(int index)
    {
        yield return new DateOnly(2025, 4 + (3 * (index % 3)), 7);
        if (index is 0 or 5)
            yield return new DateOnly(2026, 1, 12);
    }

    private SynthesisService Signing() => new(Test.Database, Test.Clock);
}
