using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Data.Auditing;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Interventions;

/// <summary>What an entry of the calendar is.</summary>
public enum CalendarEntryKind
{
    /// <summary>A session was held on the day.</summary>
    Held,

    /// <summary>A session is still to be held or logged.</summary>
    Expected,

    /// <summary>A session is expected on the new day that it was rescheduled to.</summary>
    Moved,

    /// <summary>The day from which a session was moved away.</summary>
    MovedAway,

    /// <summary>A session was called off.</summary>
    Cancelled,

    /// <summary>A day of a training cohort.</summary>
    Training,
}

/// <summary>One entry of the calendar. Nothing of it is about a participant.</summary>
/// <param name="Key">The same for the same session or training day, whatever becomes of it.</param>
/// <param name="Name">Of the group or the cohort.</param>
/// <param name="Number">Of the session, or which day of the training.</param>
/// <param name="Of">Sessions planned, or days of the training.</param>
/// <param name="Place">Organizations of the group, or where the training is, if that is known.</param>
public sealed record CalendarEntry(
    CalendarEntryKind Kind, string Key, DateOnly On, string Name, int Number, int Of, string? Place, string? TopicEn, string? TopicFr,
    GroupId? GroupId, InterventionSessionId? SessionId, CohortId? CohortId);

/// <summary>Sessions and training days that a person may see, by day.</summary>
public sealed class CalendarService(TraumaDatabase database)
{
    /// <summary>The longest period asked for at once, in days.</summary>
    public const int LongestPeriod = 800;

    /// <summary>Entries from one day to another, both included, in order of days.</summary>
    public async Task<IReadOnlyList<CalendarEntry>> ListAsync(Actor actor, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        return await EntriesAsync(db, from, to, cancellationToken);
    }

    /// <summary>The same for a file that leaves; recorded.</summary>
    public async Task<IReadOnlyList<CalendarEntry>> ExportAsync(Actor actor, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var entries = await EntriesAsync(db, from, to, cancellationToken);
        db.RecordAccess(AuditActions.Export, "calendar", string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd}/{to:yyyy-MM-dd}"), new { entries = entries.Count });
        await db.SaveChangesAsync(cancellationToken);
        return entries;
    }

    private static async Task<IReadOnlyList<CalendarEntry>> EntriesAsync(TraumaDbContext db, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to.DayNumber - from.DayNumber, LongestPeriod);
        var groups = await db.Groups.AsNoTracking().Include(g => g.Sessions).Where(g => g.StartsOn <= to && g.EndsOn >= from).ToListAsync(cancellationToken);
        var organizations = await db.OrganizationsAsync(groups.Select(g => g.Id), cancellationToken);
        var topics = (await db.Curricula.AsNoTracking().SelectMany(c => c.Topics).ToListAsync(cancellationToken)).ToLookup(t => (t.CurriculumId, t.Number));
        var cohorts = await db.Cohorts.AsNoTracking()
            .Where(c => c.Status != CohortStatus.Cancelled && c.Days.Any(d => from <= d.Date && d.Date <= to))
            .Select(c => new { c.Id, c.Code, c.Location, Days = c.Days.OrderBy(d => d.Date).Select(d => new { d.Id, d.Date }).ToList() })
            .ToListAsync(cancellationToken);

        var entries = new List<CalendarEntry>();
        foreach (var group in groups)
        {
            var place = string.Join(", ", organizations[group.Id].Select(o => o.Name));
            void Add(CalendarEntryKind kind, int number, DateOnly on, InterventionSessionId? session)
            {
                var topic = topics[(group.CurriculumId, number)].FirstOrDefault();
                entries.Add(new CalendarEntry(
                    kind, string.Create(CultureInfo.InvariantCulture, $"{group.Id}-{number}"), on, group.Label, number, group.PlannedSessions, place, topic?.TitleEn, topic?.TitleFr, group.Id, session, null));
            }

            foreach (var session in group.Sessions)
            {
                Add(
                    session.Status switch
                    {
                        SessionStatus.Held => CalendarEntryKind.Held,
                        SessionStatus.Cancelled => CalendarEntryKind.Cancelled,
                        _ => CalendarEntryKind.MovedAway,
                    },
                    session.Number, session.HeldOn, session.Id);
            }

            foreach (var expected in ExpectedSession.Of(group))
                Add(expected.IsRescheduled ? CalendarEntryKind.Moved : CalendarEntryKind.Expected, expected.Number, expected.On, group.Sessions.SingleOrDefault(s => s.Number == expected.Number)?.Id);
        }

        foreach (var cohort in cohorts)
        {
            entries.AddRange(cohort.Days.Select((day, index) => new CalendarEntry(
                CalendarEntryKind.Training, day.Id.ToString(), day.Date, cohort.Code, index + 1, cohort.Days.Count, cohort.Location, null, null, null, null, cohort.Id)));
        }

        return [.. entries.Where(e => from <= e.On && e.On <= to).OrderBy(e => e.On).ThenBy(e => e.Kind == CalendarEntryKind.Training).ThenBy(e => e.Name, StringComparer.CurrentCulture)];
    }
}
