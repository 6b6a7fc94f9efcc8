using System.Globalization;
using Npgsql;

namespace TraumaCapacity.EndToEnd.Tests.WholePath;

/// <summary>The tables of a running application, read as the owner of its embedded server and in plain SQL: nothing here
/// is the product's.</summary>
internal sealed class RawRows(string dataFolder)
{
    /// <summary>The rows of a query, each value as it comes.</summary>
    public async Task<List<object?[]>> ReadAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(OwnerConnection());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }

    public async Task<int> CountAsync(string sql) => Convert.ToInt32((await ReadAsync(sql))[0][0], CultureInfo.InvariantCulture);

    public async Task<string> TextAsync(string sql) => (await ReadAsync(sql))[0][0]!.ToString()!;

    /// <summary>Waits until a count is what it should be; what is typed is stored a moment later.</summary>
    public async Task WaitForAsync(int expected, string sql)
    {
        for (var i = 0; i < 100 && await CountAsync(sql) != expected; i++)
            await Task.Delay(100);
        (await CountAsync(sql)).Should().Be(expected, sql);
    }

    /// <summary>Makes a change that nobody sees yet, and takes it back when it is disposed of.</summary>
    public async Task<IAsyncDisposable> HoldAsync(string sql)
    {
        var connection = new NpgsqlConnection(OwnerConnection());
        await connection.OpenAsync();
        await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    // What the server wrote about itself when it was started last: fourth line the port, fifth the folder of its socket.
    private string OwnerConnection()
    {
        var lines = File.ReadAllLines(Path.Combine(dataFolder, "data", "postmaster.pid"));
        return new NpgsqlConnectionStringBuilder
        {
            Host = lines[4].Length > 0 ? lines[4] : "127.0.0.1",
            Port = int.Parse(lines[3], CultureInfo.InvariantCulture),
            Database = "traumacapacity",
            Username = "postgres",
            Password = File.ReadAllText(Path.Combine(dataFolder, "secrets", "database-owner")).Trim(),
            SslMode = SslMode.Disable,
            Pooling = false,
        }.ConnectionString;
    }
}
