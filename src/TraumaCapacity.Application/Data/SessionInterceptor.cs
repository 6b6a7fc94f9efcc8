using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace TraumaCapacity.Application.Data;

/// <summary>Switches every connection a context opens to its database role and tells PostgreSQL who asks. Npgsql resets
/// both when the connection goes back to the pool.</summary>
/// <remarks>After a restart of the server every pooled connection is dead, and for a moment there is no other. Nothing has
/// been done by then, so that opening is tried again, and nobody is told of it.</remarks>
internal sealed class SessionInterceptor : DbConnectionInterceptor
{
    /// <summary>How long a server that is not there is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (eventData.Context is not TraumaDbContext { Session: { } session })
            return;
        using var command = Switch(connection, session);
        command.ExecuteNonQuery();
    }

    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not TraumaDbContext { Session: { } session })
            return result;
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await connection.OpenAsync(cancellationToken);
                await using var command = Switch(connection, session);
                await command.ExecuteNonQueryAsync(cancellationToken);
                return InterceptionResult.Suppress();
            }
            catch (NpgsqlException e) when (IsRestarting(e) && Stopwatch.GetElapsedTime(began) < Patience)
            {
                await connection.CloseAsync();
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    // Not reachable, shutting down, starting up, or out of connections.
    private static bool IsRestarting(NpgsqlException e) => e.IsTransient || e.SqlState?.StartsWith("57P0", StringComparison.Ordinal) is true;

    private static DbCommand Switch(DbConnection connection, DatabaseSession session)
    {
        var command = connection.CreateCommand();
        // All three values are made here: a role's name from a fixed list, and identifiers of our own.
        command.CommandText =
            $"set role {session.DatabaseRole}; " +
            $"set app.user_id = '{session.UserId?.ToString() ?? ""}'; " +
            $"set app.organizations = '{string.Join(',', session.Organizations)}'";
        return command;
    }
}
