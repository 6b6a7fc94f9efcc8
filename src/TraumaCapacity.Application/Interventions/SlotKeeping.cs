using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Data.Auditing;
using TraumaCapacity.Model.Interventions;

namespace TraumaCapacity.Application.Interventions;

/// <summary>Destroys anonymous slots when their time has come (PRV-20). Their rows are gone for good: the audit trail says
/// that there were some and how many, and nothing of who of them was present when.</summary>
public sealed class SlotKeeping(TraumaDatabase database, TimeProvider clock)
{
    /// <summary>Destroys the slots of every group whose days are over.</summary>
    /// <returns>How many groups had slots destroyed.</returns>
    public async Task<int> DestroyDueAsync(CancellationToken cancellationToken)
    {
        var today = clock.Date();
        await using var db = database.CreateForHousekeeping();
        var due = await db.Groups.Where(g => g.SlotsOn && (g.ClosedOn ?? g.EndsOn).AddDays(g.SlotDays) < today).Select(g => g.Id).ToListAsync(cancellationToken);
        var destroyed = 0;
        foreach (var id in due)
        {
            if (await DestroyAsync(id, cancellationToken))
                destroyed++;
        }

        return destroyed;
    }

    internal static void Destroy(TraumaDbContext db, InterventionGroup group, DateTimeOffset now)
    {
        db.RecordAccess(
            AuditActions.Delete, "anonymous_slot", group.Id.ToString(),
            new { slots = group.Slots.Count, attendance = group.Sessions.Sum(s => s.SlotAttendance.Count), kept_days = group.SlotDays });
        group.DestroySlots(now);
    }

    private async Task<bool> DestroyAsync(GroupId id, CancellationToken cancellationToken)
    {
        await using var db = database.CreateForHousekeeping();
        var group = await db.Groups.AsSplitQuery()
            .Include(g => g.Slots)
            .Include(g => g.Sessions).ThenInclude(s => s.SlotAttendance)
            .SingleAsync(g => g.Id == id, cancellationToken);
        if (!group.SlotsOn)
            return false;
        Destroy(db, group, clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody works on the group, or another instance was first: it is looked at again next time.
            return false;
        }
    }
}
