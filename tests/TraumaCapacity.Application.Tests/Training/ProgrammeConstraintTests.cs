using Npgsql;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Tests.Training;

/// <summary>Tries by SQL, as the owner, what the model refuses: the database must refuse it too.</summary>
public sealed class ProgrammeConstraintTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    public static TheoryData<string, string> Attempts => new()
    {
        { "update programme.organization set left_on = joined_on - 1 where id = $1", "ck_organization_period" },
        { "update programme.organization set setting = 'MOON' where id = $1", "ck_organization_setting_known" },
        { "insert into programme.organization select gen_random_uuid(), o.public_code, o.name, o.jurisdiction, o.setting, o.service_language, o.official_language_minority, o.indigenous_led, o.governance_regime, o.joined_on, o.left_on, now(), null from programme.organization o where id = $1", "ix_organization_public_code" },
        { "update programme.facilitator_affiliation set ends_on = starts_on - 1 where organization_id = $1", "ck_facilitator_affiliation_period" },
        { "update programme.training_program set minimum_attendance_ratio = 1.01", "ck_training_program_ratio" },
        { "update programme.training_program set contact_hours = 0", "ck_training_program_hours" },
        { "update programme.training_program set validity_months = 0", "ck_training_program_validity" },
        { "update programme.training_cohort set ends_on = starts_on - 1", "ck_training_cohort_period" },
        { "update programme.training_cohort set capacity = 0", "ck_training_cohort_capacity" },
        { "update programme.training_day set hours = 24.25", "ck_training_day_hours" },
        { "update programme.training_attendance set hours_attended = -0.25 where organization_id = $1", "ck_training_attendance_hours" },
        { "update programme.training_attendance set hours_attended = 6.25 where organization_id = $1", "TC002" },
        { "update programme.certification set expires_on = issued_on - 1 where organization_id = $1", "ck_certification_period" },
        { "update programme.certification set revoked_on = issued_on where organization_id = $1", "ck_certification_revocation" },
        { "update programme.certification set issued_on = issued_on - 1 where organization_id = $1", "TC004" },
    };

    [Theory]
    [MemberData(nameof(Attempts))]
    [Trait("Rule", "INV-01")]
    [Trait("Rule", "INV-02")]
    [Trait("Rule", "INV-04")]
    public async Task The_database_refuses_what_the_model_refuses(string sql, string wall)
    {
        var organization = await database.AnOrganizationAsync();
        await database.ACertifiedFacilitatorAsync(organization.Id);

        var attempt = () => sql.Contains("$1", StringComparison.Ordinal) ? database.ExecuteAsync(sql, organization.Id.Value) : database.ExecuteAsync(sql);

        var refused = (await attempt.Should().ThrowAsync<PostgresException>()).Which;
        (refused.ConstraintName ?? refused.SqlState).Should().Be(wall);
    }

    [Fact]
    [Trait("Rule", "INV-02")]
    public async Task A_person_is_in_a_cohort_once()
    {
        var organization = await database.AnOrganizationAsync();
        await database.ACertifiedFacilitatorAsync(organization.Id);

        var attempt = () => database.ExecuteAsync(
            """
            insert into programme.training_enrolment (id, cohort_id, person_id, organization_id, status, created_at)
            select gen_random_uuid(), cohort_id, person_id, organization_id, 'REGISTERED', now() from programme.training_enrolment where organization_id = $1
            """,
            organization.Id.Value);

        (await attempt.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("ix_training_enrolment_cohort_id_person_id");
    }

    [Theory]
    [InlineData("programme.training_cohort")]
    [InlineData("programme.training_day")]
    [InlineData("programme.training_cohort_trainer")]
    [InlineData("programme.certification")]
    [InlineData("programme.training_program")]
    [InlineData("programme.curriculum")]
    public async Task A_coordinator_of_some_organizations_cannot_change_what_all_share(string table)
    {
        var attempt = () => database.RunAsAsync(DatabaseRoles.ProgrammeScoped, $"delete from {table}", TestDatabase.Someone(Role.Coordinator));

        (await attempt.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task A_coordinator_of_some_organizations_cannot_enrol_for_another_even_by_SQL()
    {
        var (own, foreign) = (await database.AnOrganizationAsync(), await database.AnOrganizationAsync());
        await database.ACertifiedFacilitatorAsync(foreign.Id);
        var actor = TestDatabase.CoordinatorOf(own.Id);

        (await database.RunAsAsync(DatabaseRoles.ProgrammeScoped, "select count(*) from programme.training_enrolment", actor)).Should().Be(0L);
        (await database.RunAsAsync(DatabaseRoles.ProgrammeScoped, "select count(*) from programme.training_attendance", actor)).Should().Be(0L);
        (await database.RunAsAsync(DatabaseRoles.ProgrammeScoped, "select count(*) from programme.person", actor)).Should().Be(0L);
        var attempt = () => database.RunAsAsync(
            DatabaseRoles.ProgrammeScoped,
            $"""
            insert into programme.training_enrolment (id, cohort_id, person_id, organization_id, status, created_at)
            select gen_random_uuid(), c.id, gen_random_uuid(), '{foreign.Id}', 'REGISTERED', now() from programme.training_cohort c limit 1
            """,
            actor);
        (await attempt.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }
}
