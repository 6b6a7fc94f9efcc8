using Microsoft.EntityFrameworkCore;
using Npgsql;
using TraumaCapacity.Model;

namespace TraumaCapacity.Application.Data;

/// <summary>The end of every operation that changes something: what two people did at once comes back as a refusal.</summary>
internal static class Saves
{
    /// <summary>Holds the save to the row that the person was looking at.</summary>
    /// <param name="seen">The version that came with what they were shown.</param>
    public static void HoldTo(this TraumaDbContext db, Entity row, uint seen) =>
        db.Entry(row).Property(nameof(Entity.Version)).OriginalValue = seen;

    /// <summary>The same for a row and all that belongs to it: the save writes the row itself even where only its parts
    /// change, so that the next person with an older copy is told.</summary>
    public static void HoldWholeTo(this TraumaDbContext db, Entity root, uint seen)
    {
        db.HoldTo(root, seen);
        // The same value again: xmin moves, and the audit, which compares, adds no line.
        db.Entry(root).Property(nameof(Entity.CreatedAt)).IsModified = true;
    }

    /// <summary>Saves what was changed.</summary>
    /// <param name="answer">What to return when it is stored.</param>
    /// <param name="stale">The refusal where somebody else was first: a row changed meanwhile, two made the same
    /// one, or a rule of the database (TCnnn) stands against what both did.</param>
    /// <param name="taken">The refusals of unique indexes that say something else, by the index's name.</param>
    public static async Task<Result<T>> SaveAsync<T>(
        this TraumaDbContext db, T answer, Refusal stale, CancellationToken cancellationToken, params (string Index, Refusal Refusal)[] taken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return answer;
        }
        catch (DbUpdateConcurrencyException)
        {
            return stale;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: ['T', 'C', ..] })
        {
            // A rule that held for what was read does not hold any more for what is stored.
            return stale;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } violation)
        {
            return Array.Find(taken, t => t.Index == violation.ConstraintName).Refusal ?? stale;
        }
    }
}
