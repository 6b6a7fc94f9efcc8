using Microsoft.EntityFrameworkCore;
using Npgsql;
using TraumaCapacity.Application.Identity;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Tests.Data;

/// <summary>A database server that is started again, as after an update or a crash: nobody is told, they wait a moment.</summary>
public sealed class DatabaseRestartTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task An_operation_after_a_restart_opens_a_new_connection_where_the_pooled_ones_are_dead()
    {
        var actor = TestDatabase.Someone(Role.Coordinator);
        await using (await database.OpenAsync(actor))
        await using (await database.OpenAsync(actor))
        {
            // Two connections go back to the pool.
        }

        await EndConnectionsAsync();

        await using var db = await database.OpenAsync(actor);
        (await db.Organizations.CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Sign_in_after_a_restart_works_too()
    {
        await using (var before = database.Database.CreateForAccounts())
            await before.Users.CountAsync();
        await EndConnectionsAsync();

        await using var db = database.Database.CreateForAccounts();
        (await db.Users.CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task An_operation_waits_for_a_server_that_takes_no_connections_yet()
    {
        await EndConnectionsAsync();
        await LimitConnectionsAsync(0);
        var opening = database.OpenAsync(TestDatabase.Someone(Role.Coordinator));
        await Task.Delay(300);
        opening.IsCompleted.Should().BeFalse();

        await LimitConnectionsAsync(-1);

        await using var db = await opening;
        (await db.Organizations.CountAsync()).Should().Be(0);
    }

    private async Task EndConnectionsAsync()
    {
        await database.RunAsOwnerAsync($"select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = '{TestDatabase.Login.Name}' and datname = current_database()");
        while (Convert.ToInt32(await database.RunAsOwnerAsync($"select count(*) from pg_stat_activity where usename = '{TestDatabase.Login.Name}' and datname = current_database()"), System.Globalization.CultureInfo.InvariantCulture) > 0)
            await Task.Delay(20);
    }

    private async Task LimitConnectionsAsync(int most)
    {
        var name = new NpgsqlConnectionStringBuilder(database.OwnerConnectionString).Database;
        await database.RunAsOwnerAsync($"alter database {name} connection limit {most}");
    }
}
