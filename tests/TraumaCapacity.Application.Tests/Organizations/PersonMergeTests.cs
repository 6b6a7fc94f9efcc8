using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Application.Organizations;
using TraumaCapacity.Application.Tests.Interventions;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Tests.Organizations;

public sealed class PersonMergeTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    // Every row that refers to a person, whatever its table: what a merge moves and taking it back restores.
    private const string Everything =
        """
        select coalesce(string_agg(line, E'\n' order by line), '') from (
            select 'affiliation ' || to_jsonb(a)::text as line from programme.facilitator_affiliation a where a.person_id in ($1, $2)
            union all select 'enrolment ' || to_jsonb(e)::text from programme.training_enrolment e where e.person_id in ($1, $2)
            union all select 'certification ' || to_jsonb(c)::text from programme.certification c where c.person_id in ($1, $2)
            union all select 'trainer ' || to_jsonb(t)::text from programme.training_cohort_trainer t where t.person_id in ($1, $2)
            union all select 'group ' || to_jsonb(g)::text from programme.group_facilitator g where g.person_id in ($1, $2)
            union all select 'person ' || to_jsonb(p)::text from programme.person p where p.id in ($1, $2)) lines
        """;

    private readonly PersonMergeService merges = new(database.Database, database.Clock);
    private readonly PersonDirectoryService people = new(database.Database, database.Clock);
    private readonly Actor national = TestDatabase.Someone(Role.Coordinator);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_refers_to_a_person_is_found_and_has_an_identifier_of_its_own()
    {
        var without = await database.RunAsOwnerAsync(
            """
            select string_agg(r.table_name, ', ') from programme.person_references() r
            where not exists (
                select from information_schema.columns c
                where c.table_schema = 'programme' and c.table_name = r.table_name and c.column_name = 'id' and c.data_type = 'uuid')
            """);
        var found = await database.RunAsOwnerAsync("select count(*) from programme.person_references()");

        without.Should().Be(DBNull.Value);
        ((long)found!).Should().BeGreaterThanOrEqualTo(6);
    }

    [Fact]
    public async Task A_preview_tells_what_a_merge_does_and_stores_nothing()
    {
        var (kept, merged, _) = await TwoRecordsAsync();
        var before = await EverythingAsync(kept.Id, merged.Id);

        var preview = (await merges.PreviewAsync(national, kept.Id, merged.Id, Token)).Value;

        preview.Rows.Should().Contain("training_enrolment", 1).And.Contain("certification", 1).And.Contain("facilitator_affiliation", 1);
        (await EverythingAsync(kept.Id, merged.Id)).Should().Be(before);
        (await merges.HistoryAsync(national, kept.Id, Token)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_merge_brings_everything_together_and_is_taken_back_as_a_whole()
    {
        var (kept, merged, organization) = await TwoRecordsAsync();
        var before = await EverythingAsync(kept.Id, merged.Id);

        await MergeAsync(kept.Id, merged.Id);

        var one = (await people.FindAsync(national, kept.Id, Token))!;
        var other = (await people.FindAsync(national, merged.Id, Token))!;
        one.Certifications.Should().HaveCount(2);
        one.Trainings.Should().HaveCount(2);
        one.Affiliations.Should().ContainSingle("both worked there in one role, and now it is one affiliation")
            .Which.Should().Match<PersonAffiliation>(a => a.OrganizationId == organization && a.From == new DateOnly(2024, 9, 1) && a.To == null);
        (other.Affiliations.Count, other.Certifications.Count, other.Trainings.Count).Should().Be((0, 0, 0));
        other.MergedIntoId.Should().Be(kept.Id);
        (await people.ListAsync(national, new PersonFilter(merged.DisplayName, AlsoInactive: true), new SliceRequest(), Token)).Rows
            .Should().ContainSingle().Which.Id.Should().Be(kept.Id);

        var merge = (await merges.HistoryAsync(national, kept.Id, Token)).Single();
        (await merges.UndoAsync(national, merge.Id, merge.Version, Token)).Succeeded.Should().BeTrue();

        (await EverythingAsync(kept.Id, merged.Id)).Should().Be(before);
        var again = (await merges.HistoryAsync(national, kept.Id, Token)).Single();
        (await merges.UndoAsync(national, again.Id, again.Version, Token)).Refusal.Should().Be(OrganizationRefusals.MergeUndone);
    }

    [Fact]
    public async Task An_affiliation_that_spans_two_of_the_kept_persons_joins_them()
    {
        var organization = await database.AnOrganizationAsync();
        var kept = Person.Register(TestDatabase.UniqueText("Twice "), null).Value;
        _ = kept.Affiliate(organization.Id, AffiliationRole.Facilitator, new DateOnly(2024, 1, 1), new DateOnly(2024, 3, 31)).Value;
        _ = kept.Affiliate(organization.Id, AffiliationRole.Facilitator, new DateOnly(2024, 7, 1), new DateOnly(2024, 9, 30)).Value;
        _ = kept.Affiliate(organization.Id, AffiliationRole.Supervisor, new DateOnly(2024, 2, 1)).Value;
        var merged = Person.Register(kept.DisplayName, null).Value;
        _ = merged.Affiliate(organization.Id, AffiliationRole.Facilitator, new DateOnly(2024, 3, 1), new DateOnly(2024, 8, 31)).Value;
        await database.StoreAsync(kept, merged);
        var before = await EverythingAsync(kept.Id, merged.Id);

        await MergeAsync(kept.Id, merged.Id);

        (await people.FindAsync(national, kept.Id, Token))!.Affiliations
            .Where(a => a.Role == AffiliationRole.Facilitator).Should().ContainSingle()
            .Which.Should().Match<PersonAffiliation>(a => a.From == new DateOnly(2024, 1, 1) && a.To == new DateOnly(2024, 9, 30));
        var merge = (await merges.HistoryAsync(national, kept.Id, Token)).Single();
        (await merges.UndoAsync(national, merge.Id, merge.Version, Token)).Succeeded.Should().BeTrue();
        (await EverythingAsync(kept.Id, merged.Id)).Should().Be(before);
    }

    [Fact]
    public async Task Whoever_took_over_a_group_from_themselves_facilitates_it_throughout()
    {
        var (kept, merged, organization) = await TwoRecordsAsync();
        var curriculum = await database.ACurriculumAsync();
        var tookOver = AGroup(organization, curriculum.Id, [new(kept.Id, 1, 3), new(merged.Id, 4)]);
        var alone = AGroup(organization, curriculum.Id, [new(merged.Id, 2, 5)]);
        var within = AGroup(organization, curriculum.Id, [new(kept.Id), new(merged.Id, 2, 3)]);
        await database.StoreAsync(tookOver, alone, within);
        var before = await EverythingAsync(kept.Id, merged.Id);

        await MergeAsync(kept.Id, merged.Id);

        (await TermsAsync(tookOver.Id)).Should().Equal(new FacilitatorTerm(kept.Id));
        (await TermsAsync(alone.Id)).Should().Equal(new FacilitatorTerm(kept.Id, 2, 5));
        (await TermsAsync(within.Id)).Should().Equal(new FacilitatorTerm(kept.Id));
        var merge = (await merges.HistoryAsync(national, kept.Id, Token)).Single();
        (await merges.UndoAsync(national, merge.Id, merge.Version, Token)).Succeeded.Should().BeTrue();
        (await EverythingAsync(kept.Id, merged.Id)).Should().Be(before);
    }

    [Fact]
    public async Task People_who_sat_in_one_cohort_are_two()
    {
        var organization = await database.AnOrganizationAsync();
        var first = await database.AFacilitatorAsync(organization.Id);
        var second = await database.AFacilitatorAsync(organization.Id);
        var program = await database.AProgramAsync();
        var cohort = TrainingCohort.Open(
            program.Id, TestDatabase.UniqueText("Both "), [new PlannedDay(database.Today, 6)], 12, DeliveryMode.InPerson, ContentLanguage.English).Value;
        _ = cohort.Enrol(first.Id, organization.Id, 0).Value;
        _ = cohort.Enrol(second.Id, organization.Id, 1).Value;
        await database.StoreAsync(cohort);
        var before = await EverythingAsync(first.Id, second.Id);

        (await merges.PreviewAsync(national, first.Id, second.Id, Token)).Refusal.Should().BeEquivalentTo(OrganizationRefusals.BothStandIn(MergeObstacle.Cohort));
        (await EverythingAsync(first.Id, second.Id)).Should().Be(before);
    }

    [Fact]
    [Trait("Rule", "INV-10")]
    public async Task Who_trained_the_other_is_not_the_other()
    {
        var organization = await database.AnOrganizationAsync();
        var trainer = await database.ACertifiedFacilitatorAsync(organization.Id, new DateOnly(2025, 5, 1));
        var trainee = await database.AFacilitatorAsync(organization.Id);
        var program = await database.AProgramAsync();
        var cohort = TrainingCohort.Open(
            program.Id, TestDatabase.UniqueText("Line "), [new PlannedDay(database.Today, 6)], 12, DeliveryMode.InPerson, ContentLanguage.English).Value;
        _ = cohort.Enrol(trainee.Id, organization.Id, 0).Value;
        await database.StoreAsync(cohort);
        await database.ExecuteAsync(
            "insert into programme.training_cohort_trainer (id, cohort_id, person_id, role, created_at) values (gen_random_uuid(), $1, $2, 'LEAD', now())",
            cohort.Id.Value, trainer.Id.Value);

        (await merges.PreviewAsync(national, trainer.Id, trainee.Id, Token)).Refusal.Should().Be(OrganizationRefusals.MergeTurnsLineageBack);
        (await merges.PreviewAsync(national, trainee.Id, trainer.Id, Token)).Refusal.Should().Be(OrganizationRefusals.MergeTurnsLineageBack);
    }

    [Fact]
    public async Task What_was_changed_since_is_not_lost_by_taking_a_merge_back()
    {
        var (kept, merged, _) = await TwoRecordsAsync();
        await MergeAsync(kept.Id, merged.Id);
        var affiliation = (await people.FindAsync(national, kept.Id, Token))!.Affiliations.Single();
        (await people.CorrectAffiliationAsync(
            national, kept.Id, affiliation.Id, affiliation.Role, affiliation.From, database.Today, affiliation.Version, Token)).Succeeded.Should().BeTrue();
        var before = await EverythingAsync(kept.Id, merged.Id);

        var merge = (await merges.HistoryAsync(national, kept.Id, Token)).Single();
        (await merges.UndoAsync(national, merge.Id, merge.Version, Token)).Refusal.Should().Be(OrganizationRefusals.MergeBuiltUpon);

        (await EverythingAsync(kept.Id, merged.Id)).Should().Be(before);
    }

    [Fact]
    public async Task A_coordinator_of_some_organizations_neither_merges_nor_learns_of_merges()
    {
        var (kept, merged, organization) = await TwoRecordsAsync();
        var coordinator = TestDatabase.CoordinatorOf(organization);

        (await merges.PreviewAsync(coordinator, kept.Id, merged.Id, Token)).Refusal.Should().Be(OrganizationRefusals.NationalOnly);
        (await merges.LikelyAsync(coordinator, 10, Token)).Should().BeEmpty();
        (await merges.HistoryAsync(coordinator, kept.Id, Token)).Should().BeEmpty();
        var direct = () => database.RunAsAsync("tc_programme_scoped", "select count(*) from programme.person_merge", coordinator);
        await direct.Should().ThrowAsync<Npgsql.PostgresException>();
    }

    [Fact]
    public async Task Records_of_one_name_are_offered_without_regard_to_accents()
    {
        var organization = await database.AnOrganizationAsync();
        var mark = TestDatabase.UniqueText("x");
        var first = await database.AFacilitatorAsync(organization.Id, $"Élise {mark}");
        var second = await database.AFacilitatorAsync(organization.Id, $"elise {mark.ToUpperInvariant()}");

        (await merges.LikelyAsync(national, 200, Token)).Should().ContainSingle(d => d.First == first.Id && d.Second == second.Id);
    }

    [Fact]
    [Trait("Rule", "INV-06")]
    public async Task An_affiliation_is_not_shortened_past_a_session_that_it_covers()
    {
        var organization = await database.AnOrganizationAsync();
        var facilitator = await database.ACertifiedFacilitatorAsync(organization.Id);
        var curriculum = await database.ACurriculumAsync();
        var group = InterventionGroup.Open(organization.Id, curriculum.Id, new GroupPlan
        {
            Label = "Group", StartsOn = new DateOnly(2026, 3, 1), EndsOn = new DateOnly(2026, 6, 1), PlannedSessions = 6, EnrolledCount = 8,
        }).Value;
        group.NameFacilitator(facilitator.Id);
        _ = group.RecordSession(
            new SessionRecord
            {
                Number = 1, HeldOn = new DateOnly(2026, 3, 10), PresentCount = 5, Facilitators = [facilitator.Id],
                SoloReason = SoloFacilitationReason.Illness,
            },
            [new FacilitatorStanding(facilitator.Id, true, true)],
            database.Today).Value;
        await database.StoreAsync(group);
        var affiliation = (await people.FindAsync(national, facilitator.Id, Token))!.Affiliations.Single();

        var refused = await people.CorrectAffiliationAsync(
            national, facilitator.Id, affiliation.Id, affiliation.Role, affiliation.From, new DateOnly(2026, 3, 9), affiliation.Version, Token);
        var ended = await new PersonService(database.Database, database.Clock).EndAffiliationAsync(
            national, facilitator.Id, affiliation.Id, new DateOnly(2026, 3, 9), Token);

        refused.Refusal.Should().BeEquivalentTo(OrganizationRefusals.AffiliationCoversSession(new DateOnly(2026, 3, 10)));
        ended.Refusal.Should().BeEquivalentTo(OrganizationRefusals.AffiliationCoversSession(new DateOnly(2026, 3, 10)));
        (await people.CorrectAffiliationAsync(
            national, facilitator.Id, affiliation.Id, affiliation.Role, affiliation.From, new DateOnly(2026, 3, 10), affiliation.Version, Token)).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task Whom_all_organizations_share_no_single_one_retires()
    {
        var organization = await database.AnOrganizationAsync();
        var own = await database.AFacilitatorAsync(organization.Id);
        var seen = (await people.FindAsync(national, own.Id, Token))!;

        (await people.SetActiveAsync(TestDatabase.CoordinatorOf(organization.Id), own.Id, false, seen.Version, Token)).Refusal.Should().Be(OrganizationRefusals.NationalOnly);

        (await people.FindAsync(national, own.Id, Token))!.IsActive.Should().BeTrue();
        (await people.SetActiveAsync(national, own.Id, false, seen.Version, Token)).Succeeded.Should().BeTrue();
    }

    [Fact]
    [Trait("Rule", "INV-06")]
    public async Task A_merge_on_which_a_session_rests_since_is_not_taken_back()
    {
        var place = await APlace.MakeAsync(database);
        var elsewhere = await database.AnOrganizationAsync();
        var kept = await database.AFacilitatorAsync(elsewhere.Id);
        await MergeAsync(kept.Id, place.People[0]);
        var sessions = new SessionService(database.Database, database.Clock);
        var record = place.ARecord() with { Facilitators = [kept.Id, place.People[1]] };
        (await sessions.LogAsync(national, new LogSession { GroupId = place.Group, Record = record }, Token)).Succeeded.Should().BeTrue();

        var merge = (await merges.HistoryAsync(national, kept.Id, Token)).Single();
        (await merges.UndoAsync(national, merge.Id, merge.Version, Token)).Refusal.Should().Be(OrganizationRefusals.MergeBuiltUpon);

        (await people.FindAsync(national, kept.Id, Token))!.Affiliations.Should().HaveCount(2);
    }

    [Fact]
    [Trait("Rule", "INV-06")]
    public async Task An_affiliation_that_covers_a_session_of_a_group_of_several_organizations_stays_as_long_as_no_other_does()
    {
        var partner = await database.AnOrganizationAsync();
        var place = await APlace.MakeAsync(database, null, partner.Id);
        var theirs = await database.ACertifiedFacilitatorAsync(partner.Id);
        var record = place.ARecord() with { Facilitators = [place.People[0], theirs.Id] };
        (await new SessionService(database.Database, database.Clock).LogAsync(national, new LogSession { GroupId = place.Group, Record = record }, Token)).Succeeded.Should().BeTrue();
        var affiliation = (await people.FindAsync(national, theirs.Id, Token))!.Affiliations.Single();
        async Task<Refusal?> EndAsync() => (await people.CorrectAffiliationAsync(
            national, theirs.Id, affiliation.Id, affiliation.Role, affiliation.From, record.HeldOn.AddDays(-1), affiliation.Version, Token)).Refusal;

        (await EndAsync()).Should().BeEquivalentTo(OrganizationRefusals.AffiliationCoversSession(record.HeldOn));

        (await new PersonService(database.Database, database.Clock).AffiliateAsync(
            national, theirs.Id, place.Organization, AffiliationRole.Facilitator, affiliation.From, null, Token)).Succeeded.Should().BeTrue();
        (await EndAsync()).Should().BeNull();
    }

    [Fact]
    public async Task A_person_of_another_organization_does_not_exist_for_a_coordinator()
    {
        var own = await database.AnOrganizationAsync();
        var foreign = await database.AnOrganizationAsync();
        var stranger = await database.AFacilitatorAsync(foreign.Id, TestDatabase.UniqueText("Stranger "));
        var coordinator = TestDatabase.CoordinatorOf(own.Id);
        var affiliation = stranger.Affiliations[0];

        (await people.FindAsync(coordinator, stranger.Id, Token)).Should().BeNull();
        (await people.ListAsync(coordinator, new PersonFilter(stranger.DisplayName, AlsoInactive: true), new SliceRequest(), Token)).Total.Should().Be(0);
        (await people.SetActiveAsync(coordinator, stranger.Id, false, 0, Token)).Refusal.Should().Be(OrganizationRefusals.NationalOnly);
        (await people.CorrectAffiliationAsync(coordinator, stranger.Id, affiliation.Id, affiliation.Role, affiliation.StartsOn, null, 0, Token))
            .Refusal.Should().Be(OrganizationRefusals.PersonNotFound);
    }

    private async Task<(Person Kept, Person Merged, OrganizationId Organization)> TwoRecordsAsync()
    {
        var organization = await database.AnOrganizationAsync();
        var name = TestDatabase.UniqueText("Same ");
        var kept = await database.ACertifiedFacilitatorAsync(organization.Id, new DateOnly(2025, 5, 1), name: name);
        var merged = await database.ACertifiedFacilitatorAsync(organization.Id, new DateOnly(2024, 10, 1), name: name);
        return (kept, merged, organization.Id);
    }

    private static InterventionGroup AGroup(OrganizationId organization, CurriculumId curriculum, IReadOnlyList<FacilitatorTerm> terms)
    {
        var group = InterventionGroup.Open(organization, curriculum, new GroupPlan
        {
            Label = TestDatabase.UniqueText("Group "), StartsOn = new DateOnly(2026, 3, 1), EndsOn = new DateOnly(2026, 6, 1), PlannedSessions = 6, EnrolledCount = 8,
        }).Value;
        group.NameFacilitators(terms).Succeeded.Should().BeTrue();
        return group;
    }

    private async Task<List<FacilitatorTerm>> TermsAsync(GroupId id)
    {
        await using var db = await database.OpenAsync(national);
        return [.. (await db.Groups.AsNoTracking().Include(g => g.Facilitators).SingleAsync(g => g.Id == id, Token)).Facilitators.Select(f => f.Term)];
    }

    private async Task MergeAsync(PersonId kept, PersonId merged)
    {
        var one = (await people.FindAsync(national, kept, Token))!;
        var other = (await people.FindAsync(national, merged, Token))!;
        (await merges.MergeAsync(national, kept, merged, one.Version, other.Version, Token)).Succeeded.Should().BeTrue();
    }

    private async Task<string> EverythingAsync(PersonId one, PersonId other)
    {
        await using var command = database.Owner.CreateCommand(Everything);
        command.Parameters.AddWithValue(one.Value);
        command.Parameters.AddWithValue(other.Value);
        return (string)(await command.ExecuteScalarAsync(Token))!;
    }
}
