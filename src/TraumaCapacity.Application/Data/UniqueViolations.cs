using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TraumaCapacity.Application.Data;

/// <summary>Reads which unique index a save ran into.</summary>
internal static class UniqueViolations
{
    /// <summary>Whether the save failed because the index already holds the value.</summary>
    public static bool Violates(this DbUpdateException exception, string index) =>
        exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } postgres
        && postgres.ConstraintName == index;
}
