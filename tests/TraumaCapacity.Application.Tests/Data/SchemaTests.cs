using Microsoft.EntityFrameworkCore;
using Npgsql;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;

namespace TraumaCapacity.Application.Tests.Data;

/// <summary>What must hold for every table, whoever adds one.</summary>
public sealed class SchemaTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    // Words that would name, date, or reach a participant. Staff have a display name and a work address, and nothing else.
    private static readonly string[] ParticipantIdentity =
    [
        "first_name", "last_name", "surname", "given_name", "maiden", "birth", "dob", "health_number", "health_card", "hin", "sin",
        "home_address", "street", "postal_code", "home_phone", "mobile", "participant_name", "participant_email", "mother_name", "child_name",
        "client_name", "emergency_contact", "next_of_kin",
    ];

    [Fact]
    [Trait("Rule", "INV-09")]
    public async Task No_column_can_hold_who_a_participant_is()
    {
        var columns = await Rows(
            "select table_schema || '.' || table_name || '.' || column_name from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema')");
        columns.Should().NotBeEmpty();
        columns.Where(c => ParticipantIdentity.Any(word => c.Contains(word, StringComparison.Ordinal))).Should().BeEmpty();
        // Participants are counted. The one place that could list them is a table of people in the programme schema.
        columns.Where(c => c.Contains("participant", StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void The_model_has_no_change_without_a_migration()
    {
        using var db = new TraumaDbContext(TraumaDbContext.Configure(new DbContextOptionsBuilder<TraumaDbContext>(), test.Owner).Options);
        db.Database.HasPendingModelChanges().Should().BeFalse();
    }

    [Fact]
    public async Task Every_table_with_an_organization_has_row_policies()
    {
        var unprotected = await Rows(
            """
            select c.table_schema || '.' || c.table_name
            from information_schema.columns c
            join information_schema.tables i using (table_schema, table_name)
            join pg_class k on k.oid = format('%I.%I', c.table_schema, c.table_name)::regclass
            where c.column_name = 'organization_id' and i.table_type = 'BASE TABLE'
              and (not k.relrowsecurity or not exists (select from pg_policy p where p.polrelid = k.oid))
              and c.table_schema <> 'evidence'
            """);
        unprotected.Should().BeEmpty();
    }

    [Fact]
    public async Task Every_table_with_a_coder_has_a_row_policy_for_coders()
    {
        var unprotected = await Rows(
            """
            select c.table_schema || '.' || c.table_name
            from information_schema.columns c
            join pg_class k on k.oid = format('%I.%I', c.table_schema, c.table_name)::regclass
            where c.column_name = 'coder_id' and c.table_schema = 'evidence'
              and (not k.relrowsecurity or not exists (
                  select from pg_policy p where p.polrelid = k.oid and p.polname = 'scoped'
                    and 'tc_evidence_coder'::regrole = any (p.polroles)))
            """);
        unprotected.Should().BeEmpty();
    }

    [Fact]
    public void Every_entity_of_an_organization_or_a_coder_has_its_query_filter()
    {
        using var db = new TraumaDbContext(TraumaDbContext.Configure(new DbContextOptionsBuilder<TraumaDbContext>(), test.Owner).Options);
        foreach (var type in db.Model.GetEntityTypes())
        {
            var filters = type.GetDeclaredQueryFilters().Select(f => f.Key).ToList();
            if (typeof(IOrganizationScoped).IsAssignableFrom(type.ClrType))
                filters.Should().Contain(TraumaDbContext.OrganizationFilter, type.Name);
            if (typeof(ICoderScoped).IsAssignableFrom(type.ClrType))
                filters.Should().Contain(TraumaDbContext.CoderFilter, type.Name);
        }
    }

    [Fact]
    public async Task Every_row_can_tell_a_stale_save_and_who_made_it()
    {
        using var db = new TraumaDbContext(TraumaDbContext.Configure(new DbContextOptionsBuilder<TraumaDbContext>(), test.Owner).Options);
        foreach (var type in db.Model.GetEntityTypes().Where(t => typeof(Entity).IsAssignableFrom(t.ClrType)))
            type.FindProperty(nameof(Entity.Version))!.IsConcurrencyToken.Should().BeTrue(type.Name);
        var without = await Rows(
            """
            select t.table_schema || '.' || t.table_name from information_schema.tables t
            where t.table_schema in ('programme', 'evidence', 'raw_evidence', 'identity_key', 'release')
              and t.table_type = 'BASE TABLE'
              and (select count(*) from information_schema.columns c
                   where c.table_schema = t.table_schema and c.table_name = t.table_name and c.column_name in ('created_at', 'created_by')) < 2
            """);
        without.Should().BeEmpty();
    }

    [Theory]
    [InlineData("tc_release_reader", "release")]
    [Trait("Rule", "PRV-12")]
    public async Task The_reader_of_releases_can_select_from_release_tables_only(string role, string schema)
    {
        var reachable = await Rows(
            $"""
            select t.table_schema || '.' || t.table_name from information_schema.tables t
            where t.table_schema not in ('pg_catalog', 'information_schema')
              and has_table_privilege('{role}', format('%I.%I', t.table_schema, t.table_name), 'select')
            """);
        reachable.Should().NotBeEmpty().And.OnlyContain(t => t.StartsWith(schema + ".", StringComparison.Ordinal));
        foreach (var table in new[] { "evidence.cell_synthesis", "evidence.transcript_version", "programme.organization", "account.user_account" })
        {
            var select = () => test.RunAsAsync(role, $"select count(*) from {table}");
            (await select.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    [Fact]
    [Trait("Rule", "PRV-17")]
    public async Task Only_the_custodian_reaches_raw_transcripts_and_the_identity_key()
    {
        foreach (var role in DatabaseRoles.All.Where(r => r != DatabaseRoles.Custodian))
        {
            foreach (var table in new[] { "raw_evidence.raw_transcript", "raw_evidence.deidentification_entry", "identity_key.interviewee_identity" })
            {
                var select = () => test.RunAsAsync(role, $"select count(*) from {table}");
                (await select.Should().ThrowAsync<PostgresException>($"{role} reads {table}")).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
            }
        }

        (await test.RunAsAsync(DatabaseRoles.Custodian, "select count(*) from raw_evidence.raw_transcript")).Should().Be(0L);
    }

    [Fact]
    [Trait("Rule", "PRV-15")]
    public async Task No_programme_role_reaches_any_evidence()
    {
        foreach (var role in new[] { DatabaseRoles.ProgrammeScoped, DatabaseRoles.ProgrammeWriter, DatabaseRoles.ProgrammeReader, DatabaseRoles.Administrator, DatabaseRoles.Accounts })
        {
            var reachable = await Rows(
                $"""
                select t.table_schema || '.' || t.table_name from information_schema.tables t
                where t.table_schema in ('evidence', 'raw_evidence', 'identity_key')
                  and has_schema_privilege('{role}', t.table_schema, 'usage')
                  and has_table_privilege('{role}', format('%I.%I', t.table_schema, t.table_name), 'select')
                """);
            reachable.Should().BeEmpty(role);
        }
    }

    [Fact]
    public async Task Without_switching_to_a_role_the_login_reaches_no_table_but_the_list_of_migrations()
    {
        await using var command = test.Application.CreateCommand("select count(*) from app.schema_migration");
        ((long)(await command.ExecuteScalarAsync())!).Should().BePositive();
        foreach (var table in new[] { "programme.organization", "evidence.interview", "release.release", "account.user_account", "audit.audit_event", "app.draft" })
        {
            await using var select = test.Application.CreateCommand($"select count(*) from {table}");
            var act = () => select.ExecuteScalarAsync();
            (await act.Should().ThrowAsync<PostgresException>(table)).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    [Fact]
    public async Task The_audit_trail_takes_lines_and_gives_none_back()
    {
        foreach (var role in DatabaseRoles.All)
        {
            await test.RunAsAsync(role, $"insert into audit.audit_event (id, at, action, entity, entity_id) values ('{Guid.CreateVersion7()}', now(), 'READ', 'x', '1')");
            foreach (var change in new[] { "update audit.audit_event set action = 'x'", "delete from audit.audit_event", "truncate audit.audit_event" })
            {
                var act = () => test.RunAsAsync(role, change);
                (await act.Should().ThrowAsync<PostgresException>($"{role}: {change}")).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
            }
        }

        var asOwner = () => test.RunAsOwnerAsync("delete from audit.audit_event");
        (await asOwner.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("TC001");
    }

    [Fact]
    public async Task Migrating_again_changes_nothing_and_fails_at_nothing()
    {
        var before = await Rows("select polname || polrelid::regclass::text || coalesce(pg_get_expr(polqual, polrelid), '') from pg_policy order by 1");
        await DatabaseMigrator.MigrateAsync(test.OwnerConnectionString, TestDatabase.Login, CancellationToken.None);
        (await Rows("select polname || polrelid::regclass::text || coalesce(pg_get_expr(polqual, polrelid), '') from pg_policy order by 1"))
            .Should().Equal(before);
        (await DatabaseMigrator.IsCurrentAsync(test.Application, CancellationToken.None)).Should().BeTrue();
    }

    private async Task<List<string>> Rows(string sql)
    {
        var rows = new List<string>();
        await using var command = test.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
