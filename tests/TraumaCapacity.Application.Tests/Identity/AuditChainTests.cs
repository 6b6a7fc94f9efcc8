using Npgsql;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Identity;
using TraumaCapacity.Application.Organizations;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Tests.Identity;

/// <summary>Whoever owns the database can change the audit trail; here they do, and the chain of hashes shows it. The
/// database is this class's own, and each test mends what it broke.</summary>
public sealed class AuditChainTests(TestDatabase test) : IClassFixture<TestDatabase>
{
    private readonly AuditService audit = new(test.Database);
    private readonly Actor administrator = TestDatabase.Someone(Role.Administrator);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_done_through_the_application_leaves_the_chain_unbroken()
    {
        var before = await audit.VerifyAsync(administrator, Cancel);

        await ThreeTransactionsAsync();

        var after = await audit.VerifyAsync(administrator, Cancel);
        after.Break.Should().BeNull();
        (after.Entries, after.Seals).Should().Be((before.Entries + 3, before.Seals + 3));
        after.Head.Should().HaveLength(64).And.NotBe(before.Head);
    }

    [Fact]
    public async Task Writers_at_the_same_moment_make_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => test.AnOrganizationAsync()));

        (await audit.VerifyAsync(administrator, Cancel)).Break.Should().BeNull();
        (await test.RunAsOwnerAsync("select max(number) = count(*) and count(*) = count(number) from audit.seal")).Should().Be(true);
    }

    [Fact]
    public async Task A_transaction_that_is_rolled_back_leaves_no_seal()
    {
        var before = await audit.VerifyAsync(administrator, Cancel);
        await using (var db = await test.OpenAsync(administrator, DataArea.Programme))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            db.Add(AnOrganization());
            await db.SaveChangesAsync(Cancel);
            await transaction.RollbackAsync(Cancel);
        }

        (await audit.VerifyAsync(administrator, Cancel)).Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task Several_saves_of_one_transaction_are_one_batch()
    {
        var before = await audit.VerifyAsync(administrator, Cancel);
        await using (var db = await test.OpenAsync(administrator, DataArea.Programme))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            foreach (var organization in new[] { AnOrganization(), AnOrganization() })
            {
                db.Add(organization);
                await db.SaveChangesAsync(Cancel);
            }

            await transaction.CommitAsync(Cancel);
        }

        var after = await audit.VerifyAsync(administrator, Cancel);
        (after.Entries, after.Seals, after.Break).Should().Be((before.Entries + 2, before.Seals + 1, null));
    }

    [Theory]
    [InlineData("a value is changed", "update audit.audit_event set after = '{{\"name\": \"Another\"}}' where batch = '{0}'")]
    [InlineData("a person is changed", "update audit.audit_event set user_id = gen_random_uuid() where batch = '{0}'")]
    [InlineData("a moment is changed", "update audit.audit_event set at = at + interval '1 microsecond' where batch = '{0}'")]
    [InlineData("a line is deleted", "delete from audit.audit_event where batch = '{0}'")]
    [InlineData("a line is added to a batch", "insert into audit.audit_event (id, at, action, entity, entity_id, batch) values (gen_random_uuid(), now(), 'READ', 'x', '1', '{0}')")]
    [InlineData("a line is added past the chain", "insert into audit.audit_event (id, at, action, entity, entity_id, batch) values (gen_random_uuid(), now(), 'READ', 'x', '1', gen_random_uuid())", false)]
    [InlineData("lines change places", "update audit.audit_event set batch = case batch when '{0}' then '{1}'::uuid else '{0}'::uuid end where batch in ('{0}', '{1}')")]
    [InlineData("a seal is deleted with its lines", "delete from audit.audit_event where batch = '{0}'; delete from audit.seal where batch = '{0}'", true, 1)]
    [InlineData("a seal is made anew over a changed line", """
        update audit.audit_event set action = 'READ' where batch = '{0}';
        update audit.seal s set digest = (audit.digest('{0}')).digest where batch = '{0}';
        update audit.seal s set hash = audit.seal_hash(s) where batch = '{0}'
        """, true, 1)]
    public async Task What_is_changed_behind_the_rules_shows(string what, string sql, bool numbered = true, int offset = 0)
    {
        var (number, batch, next) = await ThreeTransactionsAsync();

        await using var connection = await test.Owner.OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await RunAsync(connection, "alter table audit.audit_event disable trigger user; alter table audit.seal disable trigger user");
        await RunAsync(connection, string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, batch, next));
        await using var verify = new NpgsqlCommand("select broken, broken_number from audit.verify()", connection);
        bool broken;
        object at;
        await using (var reader = await verify.ExecuteReaderAsync(Cancel))
        {
            await reader.ReadAsync(Cancel);
            (broken, at) = (reader.GetBoolean(0), reader.GetValue(1));
        }

        await transaction.RollbackAsync(Cancel);
        broken.Should().BeTrue(what);
        at.Should().Be(numbered ? number + offset : DBNull.Value, what);
        (await audit.VerifyAsync(administrator, Cancel)).Break.Should().BeNull();
    }

    [Fact]
    public async Task No_role_reaches_a_seal_or_says_which_batch_a_line_belongs_to()
    {
        foreach (var role in DatabaseRoles.All)
        {
            foreach (var sql in new[]
                     {
                         "select count(*) from audit.seal", "insert into audit.seal (batch) values (gen_random_uuid())", "update audit.seal set number = 1", "delete from audit.seal",
                         "insert into audit.audit_event (id, at, action, entity, entity_id, batch) values (gen_random_uuid(), now(), 'READ', 'x', '1', gen_random_uuid())",
                     })
            {
                var act = () => test.RunAsAsync(role, sql);
                (await act.Should().ThrowAsync<PostgresException>($"{role}: {sql}")).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
            }
        }

        var (_, batch, _) = await ThreeTransactionsAsync();
        await test.RunAsAsync(
            "tc_administrator",
            $"set audit.batch = '{batch}'; insert into audit.audit_event (id, at, action, entity, entity_id) values ('{Guid.CreateVersion7()}', now(), 'READ', 'x', '1')");
        (await audit.VerifyAsync(administrator, Cancel)).Break.Should().BeNull("a batch that is sealed takes no line");
        await audit.Awaiting(a => a.VerifyAsync(TestDatabase.Someone(Role.DataCustodian), Cancel)).Should().ThrowAsync<OutsideOwnAreaException>();
    }

    [Fact]
    public async Task A_seal_does_not_change_by_the_owners_hand_either()
    {
        await ThreeTransactionsAsync();
        foreach (var sql in new[] { "update audit.seal set row_count = 0", "delete from audit.seal", "truncate audit.seal" })
        {
            var act = () => test.RunAsOwnerAsync(sql);
            (await act.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("TC001");
        }
    }

    private static Organization AnOrganization() =>
        Organization.Register(new OrganizationProfile(TestDatabase.UniqueText("C"), "Somewhere", Jurisdiction.QC), new DateOnly(2025, 1, 1)).Value;

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    /// <summary>Three saves of one line each.</summary>
    /// <returns>The middle one's number and batch, and the batch after it.</returns>
    private async Task<(long Number, Guid Batch, Guid Next)> ThreeTransactionsAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            await using var db = await test.OpenAsync(administrator, DataArea.Programme);
            db.Add(AnOrganization());
            await db.SaveChangesAsync(Cancel);
        }

        var last = (long)(await test.RunAsOwnerAsync("select max(number) from audit.seal"))!;
        return (
            last - 1,
            (Guid)(await test.RunAsOwnerAsync($"select batch from audit.seal where number = {last - 1}"))!,
            (Guid)(await test.RunAsOwnerAsync($"select batch from audit.seal where number = {last}"))!);
    }
}
