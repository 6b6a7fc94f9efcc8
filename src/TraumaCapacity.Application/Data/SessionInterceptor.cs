using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TraumaCapacity.Application.Data;

/// <summary>Switches every connection a context opens to its database role and tells PostgreSQL who asks. Npgsql resets
/// both when the connection goes back to the pool.</summary>
internal sealed class SessionInterceptor : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (eventData.Context is not TraumaDbContext { Session: { } session })
            return;
        using var command = Switch(connection, session);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not TraumaDbContext { Session: { } session })
            return;
        await using var command = Switch(connection, session);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

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
