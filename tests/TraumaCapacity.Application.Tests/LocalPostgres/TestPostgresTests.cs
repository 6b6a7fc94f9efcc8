using Npgsql;
using TraumaCapacity.Tests;

namespace TraumaCapacity.Application.Tests.LocalPostgres;

public sealed class TestPostgresTests(TestPostgres postgres)
{
    [Fact]
    public async Task Each_database_is_its_own()
    {
        await using var first = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
        await using var second = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());

        await first.CreateCommand("CREATE TABLE only_here (id int)").ExecuteNonQueryAsync();

        (await first.CreateCommand("SELECT to_regclass('only_here') IS NOT NULL").ExecuteScalarAsync()).Should().Be(true);
        (await second.CreateCommand("SELECT to_regclass('only_here') IS NOT NULL").ExecuteScalarAsync()).Should().Be(false);
    }

    [Fact]
    public async Task Databases_can_be_made_at_the_same_time()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => postgres.CreateDatabaseAsync()));

        databases.Should().OnlyHaveUniqueItems();
    }
}
