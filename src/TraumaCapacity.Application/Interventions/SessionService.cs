using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Text;

namespace TraumaCapacity.Application.Interventions;

/// <summary>Logs the sessions of a group, corrects them, and records how others rated their fidelity.</summary>
public sealed class SessionService(TraumaDatabase database, TimeProvider clock)
{
    /// <summary>The form for logging the group's next session, filled with what is known, or <c>null</c> if the group is out
    /// of reach. A session that was rescheduled to a day that has come is next.</summary>
    public Task<SessionForm?> NextSessionAsync(Actor actor, GroupId id, CancellationToken cancellationToken) =>
        FormAsync(actor, id, null, cancellationToken);

    /// <summary>The form for correcting a session, or <c>null</c> if it is out of reach.</summary>
    public Task<SessionForm?> SessionAsync(Actor actor, GroupId id, InterventionSessionId session, CancellationToken cancellationToken) =>
        FormAsync(actor, id, session, cancellationToken);

    /// <summary>Logs a session, or corrects one. Logging the same number twice, because an answer was lost on the way, is
    /// told as a number that is taken: nothing is stored twice.</summary>
    public async Task<Result<InterventionSessionId>> LogAsync(Actor actor, LogSession request, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        if (await db.LoadGroupAsync(request.GroupId, cancellationToken) is not { } group)
            return InterventionRefusals.NotFound;
        var record = request.Record with { AdaptationNote = request.Record.AdaptationNote?.Normalize() };
        if (await CheckNoteAsync(db, group, record, request.NoteNamesNobody, cancellationToken) is { } identifies)
            return identifies.For(nameof(record.AdaptationNote));
        var terms = record.Adaptations.Distinct().ToArray();
        if (await db.AdaptationTerms.CountAsync(t => terms.Contains(t.Key), cancellationToken) != terms.Length)
            return InterventionRefusals.NoSuchAdaptation.For(nameof(record.Adaptations));
        var stored = group.Sessions.SingleOrDefault(s => s.Id == request.SessionId);
        var rated = (await db.ChecklistAsync(group.CurriculumId, stored, cancellationToken)).Fill(record.Fidelity);
        if (!rated.Succeeded)
            return rated.Refusal;
        record = record with { Fidelity = rated.Value };
        var standings = await StandingsAsync(db, group, record, cancellationToken);
        if (request.SessionId is not { } existing)
        {
            var session = group.RecordSession(record, standings, clock.Date());
            return session.Succeeded ? await db.SaveGroupAsync(session.Value.Id, cancellationToken) : session.Refusal;
        }

        if (stored is not null)
            db.HoldWholeTo(stored, request.Version);
        var revised = group.ReviseSession(existing, record, standings, clock.Date());
        return revised.Succeeded ? await db.SaveGroupAsync(existing, cancellationToken) : revised.Refusal;
    }

    /// <summary>The ratings of a session that was held, or <c>null</c> if it is out of reach.</summary>
    public async Task<FidelityForm?> FidelityAsync(Actor actor, GroupId id, InterventionSessionId sessionId, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        if (await db.LoadGroupAsync(id, cancellationToken) is not { } group
            || group.Sessions.SingleOrDefault(s => s.Id == sessionId) is not { Status: SessionStatus.Held } session)
            return null;
        var topic = await db.Curricula.Where(c => c.Id == group.CurriculumId).SelectMany(c => c.Topics).SingleOrDefaultAsync(t => t.Number == session.Number, cancellationToken);
        return new FidelityForm(
            id, group.Label, sessionId, session.Version, session.Number, session.HeldOn, topic?.TitleEn, topic?.TitleFr,
            group.Status == GroupStatus.Running,
            (await db.ChecklistAsync(group.CurriculumId, session, cancellationToken)).Row(),
            session.Fidelity.GroupBy(f => f.Rater).ToDictionary(
                r => r.Key, r => (IReadOnlyDictionary<FidelityItemId, FidelityValue>)r.ToDictionary(f => f.ItemId, f => f.Value)));
    }

    /// <summary>Records one rater's view of a session that was held.</summary>
    public async Task<Result<Done>> RateAsync(Actor actor, RateSession request, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        if (await db.LoadGroupAsync(request.GroupId, cancellationToken) is not { } group)
            return InterventionRefusals.NotFound;
        if (group.Sessions.SingleOrDefault(s => s.Id == request.SessionId) is not { } session)
            return InterventionRefusals.NoSuchSession;
        db.HoldWholeTo(session, request.Version);
        var filled = (await db.ChecklistAsync(group.CurriculumId, session, cancellationToken)).Fill(request.Values);
        if (!filled.Succeeded)
            return filled.Refusal;
        var rated = group.RateFidelity(request.SessionId, request.Rater, filled.Value);
        return rated.Succeeded ? await db.SaveGroupAsync(Done.Instance, cancellationToken) : rated;
    }

    internal static async Task<IReadOnlyList<FacilitatorStanding>> StandingsAsync(TraumaDbContext db, InterventionGroup group, SessionRecord record, CancellationToken cancellationToken)
    {
        var people = await db.PeopleOfAsync(group.Id, record.HeldOn, cancellationToken);
        return
        [
            .. record.Facilitators.Distinct().Select(p => people.TryGetValue(p, out var person)
                ? new FacilitatorStanding(p, person.IsAffiliated, person.IsCertified)
                : new FacilitatorStanding(p, false, false)),
        ];
    }

    internal static SessionRecord RecordOf(InterventionSession session) => new()
    {
        Number = session.Number,
        HeldOn = session.HeldOn,
        Status = session.Status,
        RescheduledTo = session.RescheduledTo,
        NotHeldReason = session.NotHeldReason,
        Minutes = session.Minutes,
        PresentCount = session.PresentCount,
        PresentSlots = [.. session.SlotAttendance.Select(a => a.SlotId)],
        LateCount = session.LateCount,
        ChildrenInCareCount = session.ChildrenInCareCount,
        Facilitators = [.. session.Facilitators.Select(f => f.PersonId)],
        SoloReason = session.SoloReason,
        Fidelity = session.Fidelity.Where(f => f.Rater == FidelityRater.Self).ToDictionary(f => f.ItemId, f => f.Value),
        Adaptations = [.. session.Adaptations.Select(a => a.TermKey)],
        AdaptationNote = session.AdaptationNote,
    };

    // INV-09, PRV-25: contact details, exact dates, and the names of everybody and every organization that the coordinator
    // works with are never kept; a word that only looks like a name is asked about.
    internal static async Task<Refusal?> CheckNoteAsync(TraumaDbContext db, InterventionGroup group, SessionRecord record, bool namesNobody, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(record.AdaptationNote))
            return null;
        var normalized = CodePointText.Normalize(record.AdaptationNote);
        if (!normalized.Succeeded)
            return normalized.Refusal;
        var organizations = (await db.OrganizationsAsync([group.Id], cancellationToken))[group.Id].Select(o => o.Name)
            .Union(await db.Organizations.Select(o => o.Name).ToListAsync(cancellationToken)).ToList();
        var people = (await db.PeopleOfAsync(group.Id, record.HeldOn, cancellationToken)).Values.Select(p => p.Name)
            .Union(await db.People.Select(p => p.DisplayName).ToListAsync(cancellationToken));
        var scanner = new IdentityScanner(
        [
            .. people.Select(name => new KnownName(IdentifierKind.Name, name)),
            .. organizations.Select(name => new KnownName(IdentifierKind.Organization, name)),
        ]);
        if (scanner.Scan(normalized.Value) is [var find, ..])
            return InterventionRefusals.NoteIdentifies(find.Kind);
        var innocent = organizations.SelectMany(o => o.Split(' ')).Concat(group.Label.Split(' ')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return !namesNobody && AdaptationNoteCheck.PossibleName(record.AdaptationNote, innocent) is { } word ? InterventionRefusals.NoteMayName(word) : null;
    }

    private async Task<SessionForm?> FormAsync(Actor actor, GroupId id, InterventionSessionId? sessionId, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        if (await db.LoadGroupAsync(id, cancellationToken) is not { } group)
            return null;
        var today = clock.Date();
        var session = sessionId is null
            ? group.Sessions.Where(s => s.RescheduledTo <= today).MinBy(s => s.Number)
            : group.Sessions.SingleOrDefault(s => s.Id == sessionId);
        if (sessionId is not null && session is null)
            return null;
        var lead = (await db.OrganizationsAsync([id], cancellationToken))[id].Single(o => o.IsLead);
        var topics = await db.Curricula.Where(c => c.Id == group.CurriculumId).SelectMany(c => c.Topics).OrderBy(t => t.Number)
            .Select(t => new TopicRow(t.Number, t.TitleEn, t.TitleFr)).ToListAsync(cancellationToken);
        var checklist = (await db.ChecklistAsync(group.CurriculumId, session, cancellationToken)).Row();
        var begin = sessionId is not null && session is not null ? RecordOf(session) : BeginWith(group, session, checklist, today);
        var people = (await db.PeopleOfAsync(id, begin.HeldOn, cancellationToken))
            .Where(p => p.Value.IsAffiliated || begin.Facilitators.Contains(p.Key))
            .Select(p => new FacilitatorRow(p.Key, p.Value.Name, p.Value.IsCertified))
            .OrderByDescending(p => p.IsCertified).ThenBy(p => p.Name, StringComparer.CurrentCulture);
        var last = group.Sessions.Where(s => s.Status == SessionStatus.Held && s.Number < begin.Number).MaxBy(s => s.Number);
        return new SessionForm(
            group.Id, group.Label, lead.Name, group.PlannedSessions, group.HighestSessionNumber, group.EnrolledCount, group.ChildCareProvided,
            group.StartsOn, group.EndsOn, session?.Id, session?.Version ?? 0, begin,
            sessionId is null && group.FacilitatorsOf(begin.Number).Count > 0,
            [.. people], topics, checklist,
            await db.AdaptationsAsync(alsoRetired: false, cancellationToken),
            [.. group.Slots.OrderBy(s => s.Code, StringComparer.Ordinal).Select(s => new SlotChoice(s.Id, s.Code))],
            last is null ? null : GroupReading.Row(last, new Dictionary<PersonId, GroupPerson>(), [], []));
    }

    // Everything as last time; facilitators as the group names them for the session; the day is the latest one on the
    // group's weekday, or the new day of a session that was rescheduled.
    private static SessionRecord BeginWith(InterventionGroup group, InterventionSession? rescheduled, ChecklistRow checklist, DateOnly today)
    {
        var number = rescheduled?.Number ?? Math.Min(group.NextSessionNumber, group.HighestSessionNumber);
        var last = group.Sessions.Where(s => s.Status == SessionStatus.Held).MaxBy(s => s.Number);
        var named = group.FacilitatorsOf(number);
        IReadOnlyList<PersonId> facilitators = named.Count > 0 || last is null ? named : [.. last.Facilitators.Select(f => f.PersonId)];
        return new SessionRecord
        {
            Number = number,
            HeldOn = rescheduled?.RescheduledTo ?? DayOfNext(group, last, today),
            PresentCount = group.SlotsOn ? group.Slots.Count : last?.PresentCount ?? group.EnrolledCount,
            PresentSlots = [.. group.Slots.Select(s => s.Id)],
            Minutes = group.SessionMinutes ?? last?.Minutes,
            Facilitators = facilitators,
            SoloReason = facilitators.Count == 1 ? last?.SoloReason : null,
            Fidelity = checklist.Items.ToDictionary(i => i.Id, _ => FidelityValue.Full),
        };
    }

    private static DateOnly DayOfNext(InterventionGroup group, InterventionSession? last, DateOnly today)
    {
        var weekday = (last?.HeldOn ?? group.StartsOn).DayOfWeek;
        var day = today;
        while (day.DayOfWeek != weekday)
            day = day.AddDays(-1);
        if (day <= (last?.HeldOn ?? DateOnly.MinValue) || day < group.StartsOn)
            day = today < group.StartsOn ? group.StartsOn : today;
        return day > group.EndsOn ? group.EndsOn : day;
    }
}
