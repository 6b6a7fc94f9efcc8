using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Text;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Interventions;

/// <summary>Intervention groups and their sessions, for coordinators and those who may read them.</summary>
public sealed class GroupService(TraumaDatabase database, TimeProvider clock)
{
    private const string LabelIndex = "ix_intervention_group_organization_id_label";
    private const int LongestPage = 200;

    /// <summary>Groups the actor may see, running ones first, then the latest.</summary>
    public async Task<GroupList> ListAsync(Actor actor, GroupFilter filter, CancellationToken cancellationToken)
    {
        var today = clock.Date();
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var certified = db.Certifications.Where(c => c.Kind == CertificationKind.Facilitator).Where(Certification.ValidOn(today)).Select(c => c.PersonId);
        var groups = db.Groups.AsNoTracking();
        if (filter.OrganizationId is { } organization)
            groups = groups.Where(g => g.OrganizationId == organization);
        if (filter.Status is { } status)
            groups = groups.Where(g => g.Status == status);
        if (filter.WithoutCertifiedFacilitator)
            groups = groups.Where(g => g.Status == GroupStatus.Running && !g.Facilitators.Any(f => certified.Contains(f.PersonId)));
        var total = await groups.CountAsync(cancellationToken);
        var rows = await (
            from g in groups
            join o in db.Organizations on g.OrganizationId equals o.Id
            orderby g.Status == GroupStatus.Running descending, g.StartsOn descending, g.Label
            select new GroupRow(
                g.Id, o.Id, o.Name, g.Label, g.StartsOn, g.EndsOn, g.PlannedSessions,
                g.Sessions.Count(s => s.Status == SessionStatus.Held),
                g.Sessions.Where(s => s.Status == SessionStatus.Held).Max(s => (DateOnly?)s.HeldOn),
                g.EnrolledCount, g.CompleterCount, g.Status,
                g.Facilitators.Any(f => certified.Contains(f.PersonId))))
            .Skip(filter.Skip).Take(filter.IsEverything ? int.MaxValue : Math.Clamp(filter.Take, 1, LongestPage))
            .ToListAsync(cancellationToken);
        return new GroupList(rows, total);
    }

    /// <summary>One group with its sessions, or <c>null</c> if the actor may not see it.</summary>
    public async Task<GroupDetails?> FindAsync(Actor actor, GroupId id, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var group = await db.Groups.AsNoTracking().AsSplitQuery()
            .Include(g => g.Facilitators)
            .Include(g => g.Sessions).ThenInclude(s => s.Facilitators)
            .Include(g => g.Sessions).ThenInclude(s => s.Fidelity)
            .SingleOrDefaultAsync(g => g.Id == id, cancellationToken);
        if (group is null)
            return null;
        var organization = await db.Organizations.Where(o => o.Id == group.OrganizationId).Select(o => o.Name).SingleAsync(cancellationToken);
        var curriculum = await db.Curricula.AsNoTracking().Include(c => c.Topics).SingleAsync(c => c.Id == group.CurriculumId, cancellationToken);
        var people = group.Facilitators.Select(f => f.PersonId)
            .Concat(group.Sessions.SelectMany(s => s.Facilitators).Select(f => f.PersonId)).Distinct().ToArray();
        var names = await NamesAsync(db, people, cancellationToken);
        var certified = await CertifiedAsync(db, people, clock.Date(), cancellationToken);
        var held = group.Sessions.Where(s => s.Status == SessionStatus.Held).ToList();
        return new GroupDetails(
            group.Id, group.OrganizationId, organization, curriculum.Id, curriculum.NameEn, curriculum.NameFr,
            PlanOf(group), group.Status, group.CompleterCount, group.Version,
            [.. group.Facilitators.Select(f => new FacilitatorRow(f.PersonId, names.GetValueOrDefault(f.PersonId, ""), certified.Contains(f.PersonId))).OrderBy(f => f.Name, StringComparer.CurrentCulture)],
            [.. group.Sessions.OrderBy(s => s.Number).Select(s => Row(s, names, curriculum.Topics))],
            held.Count == 0 || group.EnrolledCount == 0 ? null : held.Average(s => (double)s.PresentCount / group.EnrolledCount));
    }

    /// <summary>Organizations and curricula a group can be opened with.</summary>
    public async Task<GroupChoices> ChoicesAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var organizations = await db.Organizations.OrderBy(o => o.Name).Select(o => new OrganizationChoice(o.Id, o.Name)).ToListAsync(cancellationToken);
        var curricula = await db.Curricula.OrderBy(c => c.NameEn).ThenBy(c => c.VersionLabel)
            .Select(c => new CurriculumChoice(c.Id, c.NameEn, c.NameFr, c.VersionLabel, c.PlannedSessions)).ToListAsync(cancellationToken);
        return new GroupChoices(organizations, curricula);
    }

    /// <summary>People affiliated with the organization today, certified ones first.</summary>
    public async Task<IReadOnlyList<FacilitatorRow>> PeopleAsync(Actor actor, OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        return await PeopleOnAsync(db, organization, clock.Date(), [], cancellationToken);
    }

    /// <summary>Opens a group. Refused by the model's rules, for an organization or curriculum out of reach, and where the
    /// organization already has a group of that name.</summary>
    public async Task<Result<GroupId>> OpenAsync(Actor actor, OpenGroup request, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        if (!await db.Organizations.AnyAsync(o => o.Id == request.OrganizationId, cancellationToken))
            return InterventionRefusals.NotFound.For(nameof(request.OrganizationId));
        if (!await db.Curricula.AnyAsync(c => c.Id == request.CurriculumId, cancellationToken))
            return InterventionRefusals.NotFound.For(nameof(request.CurriculumId));
        var group = InterventionGroup.Open(request.OrganizationId, request.CurriculumId, request.Plan);
        if (!group.Succeeded)
            return group.Refusal;
        var people = request.Facilitators.ToArray();
        if (await db.People.CountAsync(p => people.Contains(p.Id), cancellationToken) != people.Distinct().Count())
            return InterventionRefusals.NotFound.For(nameof(request.Facilitators));
        foreach (var person in people)
            group.Value.NameFacilitator(person);
        db.Groups.Add(group.Value);
        return await SaveAsync(db, group.Value.Id, cancellationToken);
    }

    /// <summary>Changes the plan of a group and names its facilitators.</summary>
    /// <param name="version">What the person was looking at.</param>
    public async Task<Result<Done>> ReviseAsync(Actor actor, GroupId id, uint version, GroupPlan plan, IReadOnlyList<PersonId> facilitators, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var group = await LoadAsync(db, id, cancellationToken);
        if (group is null)
            return InterventionRefusals.NotFound;
        db.HoldWholeTo(group, version);
        var result = group.Revise(plan);
        if (!result.Succeeded)
            return result;
        var people = facilitators.ToArray();
        if (await db.People.CountAsync(p => people.Contains(p.Id), cancellationToken) != people.Distinct().Count())
            return InterventionRefusals.NotFound.For(nameof(facilitators));
        foreach (var person in people)
            group.NameFacilitator(person);
        return await SaveAsync(db, Done.Instance, cancellationToken);
    }

    /// <summary>The form for logging the group's next session, filled with what is known, or <c>null</c> if the group is out of reach.</summary>
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
        var group = await LoadAsync(db, request.GroupId, cancellationToken);
        if (group is null)
            return InterventionRefusals.NotFound;
        var record = request.Record with { AdaptationNote = request.Record.AdaptationNote?.Normalize() };
        if (await CheckNoteAsync(db, group, record.AdaptationNote, request.NoteNamesNobody, cancellationToken) is { } identifies)
            return identifies.For(nameof(record.AdaptationNote));
        var standings = await StandingsAsync(db, group.OrganizationId, record, cancellationToken);
        if (request.SessionId is not { } existing)
        {
            var session = group.RecordSession(record, standings, clock.Date());
            return session.Succeeded ? await SaveAsync(db, session.Value.Id, cancellationToken) : session.Refusal;
        }

        if (group.Sessions.SingleOrDefault(s => s.Id == existing) is { } stored)
            db.HoldWholeTo(stored, request.Version);
        var revised = group.ReviseSession(existing, record, standings, clock.Date());
        return revised.Succeeded ? await SaveAsync(db, existing, cancellationToken) : revised.Refusal;
    }

    /// <summary>Closes a group with the number of completers.</summary>
    public async Task<Result<Done>> CloseAsync(Actor actor, GroupId id, uint version, int completerCount, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var group = await LoadAsync(db, id, cancellationToken);
        if (group is null)
            return InterventionRefusals.NotFound;
        db.HoldTo(group, version);
        var closed = group.Close(completerCount);
        return closed.Succeeded ? await SaveAsync(db, Done.Instance, cancellationToken) : closed;
    }

    /// <summary>Opens a closed group again.</summary>
    public async Task<Result<Done>> ReopenAsync(Actor actor, GroupId id, uint version, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var group = await LoadAsync(db, id, cancellationToken);
        if (group is null)
            return InterventionRefusals.NotFound;
        db.HoldTo(group, version);
        var reopened = group.Reopen();
        return reopened.Succeeded ? await SaveAsync(db, Done.Instance, cancellationToken) : reopened;
    }

    /// <summary>Running groups whose next session is due: none logged in the last seven days, though they have begun.</summary>
    public async Task<IReadOnlyList<GroupRow>> SessionsDueAsync(Actor actor, CancellationToken cancellationToken)
    {
        var list = await ListAsync(actor, new GroupFilter { Status = GroupStatus.Running, Take = LongestPage }, cancellationToken);
        var today = clock.Date();
        return [.. list.Rows.Where(g => g.StartsOn <= today && g.SessionsHeld < g.PlannedSessions && (g.LastHeldOn ?? g.StartsOn.AddDays(-1)) <= today.AddDays(-7))];
    }

    private static Task<InterventionGroup?> LoadAsync(TraumaDbContext db, GroupId id, CancellationToken cancellationToken) =>
        db.Groups.AsSplitQuery()
            .Include(g => g.Facilitators)
            .Include(g => g.Sessions).ThenInclude(s => s.Facilitators)
            .Include(g => g.Sessions).ThenInclude(s => s.Fidelity)
            .SingleOrDefaultAsync(g => g.Id == id, cancellationToken);

    /// <summary>Two people at once: the database decides who was first.</summary>
    private static Task<Result<T>> SaveAsync<T>(TraumaDbContext db, T value, CancellationToken cancellationToken) =>
        db.SaveAsync(value, InterventionRefusals.ChangedByAnother, cancellationToken, (LabelIndex, InterventionRefusals.LabelTaken.For(nameof(GroupPlan.Label))));

    private static async Task<Dictionary<PersonId, string>> NamesAsync(TraumaDbContext db, PersonId[] people, CancellationToken cancellationToken) =>
        await db.People.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName, cancellationToken);

    private static async Task<HashSet<PersonId>> CertifiedAsync(TraumaDbContext db, PersonId[] people, DateOnly on, CancellationToken cancellationToken) =>
        [.. await db.Certifications.Where(c => c.Kind == CertificationKind.Facilitator && people.Contains(c.PersonId)).Where(Certification.ValidOn(on))
            .Select(c => c.PersonId).ToListAsync(cancellationToken)];

    private static async Task<IReadOnlyList<FacilitatorStanding>> StandingsAsync(TraumaDbContext db, OrganizationId organization, SessionRecord record, CancellationToken cancellationToken)
    {
        var people = record.Facilitators.Distinct().ToArray();
        var affiliated = await db.Affiliations
            .Where(a => a.OrganizationId == organization && people.Contains(a.PersonId) && a.StartsOn <= record.HeldOn && (a.EndsOn == null || record.HeldOn <= a.EndsOn))
            .Select(a => a.PersonId).ToListAsync(cancellationToken);
        var certified = await CertifiedAsync(db, people, record.HeldOn, cancellationToken);
        return [.. people.Select(p => new FacilitatorStanding(p, affiliated.Contains(p), certified.Contains(p)))];
    }

    private static async Task<IReadOnlyList<FacilitatorRow>> PeopleOnAsync(
        TraumaDbContext db, OrganizationId organization, DateOnly on, PersonId[] andAlso, CancellationToken cancellationToken)
    {
        var ids = await db.Affiliations
            .Where(a => a.OrganizationId == organization && a.StartsOn <= on && (a.EndsOn == null || on <= a.EndsOn))
            .Select(a => a.PersonId).Distinct().ToListAsync(cancellationToken);
        var people = ids.Union(andAlso).ToArray();
        var names = await NamesAsync(db, people, cancellationToken);
        var certified = await CertifiedAsync(db, people, on, cancellationToken);
        return
        [
            .. people.Where(names.ContainsKey).Select(p => new FacilitatorRow(p, names[p], certified.Contains(p)))
                .OrderByDescending(p => p.IsCertified).ThenBy(p => p.Name, StringComparer.CurrentCulture),
        ];
    }

    internal static GroupPlan PlanOf(InterventionGroup group) => new()
    {
        Label = group.Label,
        StartsOn = group.StartsOn,
        EndsOn = group.EndsOn,
        PlannedSessions = group.PlannedSessions,
        EnrolledCount = group.EnrolledCount,
        Mode = group.Mode,
        ChildCareProvided = group.ChildCareProvided,
        TransportProvided = group.TransportProvided,
    };

    internal static SessionRecord RecordOf(InterventionSession session) => new()
    {
        Number = session.Number,
        HeldOn = session.HeldOn,
        Status = session.Status,
        Minutes = session.Minutes,
        PresentCount = session.PresentCount,
        Facilitators = [.. session.Facilitators.Select(f => f.PersonId)],
        SoloReason = session.SoloReason,
        Fidelity = session.Fidelity.ToDictionary(f => f.Item, f => f.Value),
        AdaptationNote = session.AdaptationNote,
    };

    private static SessionRow Row(InterventionSession session, Dictionary<PersonId, string> names, IReadOnlyList<CurriculumTopic> topics)
    {
        var topic = topics.SingleOrDefault(t => t.Number == session.Number);
        return new SessionRow(
            session.Id, session.Number, session.HeldOn, session.Status, session.PresentCount, session.Minutes,
            [.. session.Facilitators.Select(f => names.GetValueOrDefault(f.PersonId, "")).Order(StringComparer.CurrentCulture)],
            session.Fidelity.Count(f => f.Value == FidelityValue.Full), Enum.GetValues<FidelityItem>().Length,
            session.AdaptationNote, topic?.TitleEn, topic?.TitleFr);
    }

    internal static async Task<Refusal?> CheckNoteAsync(TraumaDbContext db, InterventionGroup group, string? note, bool namesNobody, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(note))
            return null;
        var organization = await db.Organizations.Where(o => o.Id == group.OrganizationId).Select(o => o.Name).SingleAsync(cancellationToken);
        var normalized = CodePointText.Normalize(note);
        if (!normalized.Succeeded)
            return normalized.Refusal;
        var people = await db.Affiliations.Where(a => a.OrganizationId == group.OrganizationId)
            .Join(db.People, a => a.PersonId, p => p.Id, (a, p) => p.DisplayName).Distinct().ToListAsync(cancellationToken);
        var scanner = new IdentityScanner(people.Select(name => new KnownName(IdentifierKind.Name, name)));
        if (scanner.Scan(normalized.Value) is [var find, ..])
            return InterventionRefusals.NoteIdentifies(find.Kind);
        var innocent = organization.Split(' ').Concat(group.Label.Split(' ')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return !namesNobody && AdaptationNoteCheck.PossibleName(note, innocent) is { } word ? InterventionRefusals.NoteMayName(word) : null;
    }

    private async Task<SessionForm?> FormAsync(Actor actor, GroupId id, InterventionSessionId? sessionId, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var group = await LoadAsync(db, id, cancellationToken);
        if (group is null)
            return null;
        var session = group.Sessions.SingleOrDefault(s => s.Id == sessionId);
        if (sessionId is not null && session is null)
            return null;
        var organization = await db.Organizations.Where(o => o.Id == group.OrganizationId).Select(o => o.Name).SingleAsync(cancellationToken);
        var topics = await db.Curricula.Where(c => c.Id == group.CurriculumId).SelectMany(c => c.Topics).OrderBy(t => t.Number)
            .Select(t => new TopicRow(t.Number, t.TitleEn, t.TitleFr)).ToListAsync(cancellationToken);
        var begin = session is null ? BeginWith(group, clock.Date()) : RecordOf(session);
        var people = await PeopleOnAsync(db, group.OrganizationId, begin.HeldOn, [.. begin.Facilitators], cancellationToken);
        var last = group.Sessions.Where(s => s.Status == SessionStatus.Held && s.Number < begin.Number).MaxBy(s => s.Number);
        return new SessionForm(
            group.Id, group.Label, organization, group.PlannedSessions, group.HighestSessionNumber, group.EnrolledCount, group.StartsOn, group.EndsOn,
            session?.Id, session?.Version ?? 0, begin, people, topics, last is null ? null : Row(last, [], []));
    }

    // Everything as last time; the day is the latest one on the group's weekday.
    private static SessionRecord BeginWith(InterventionGroup group, DateOnly today)
    {
        var last = group.Sessions.Where(s => s.Status == SessionStatus.Held).MaxBy(s => s.Number);
        var weekday = (last?.HeldOn ?? group.StartsOn).DayOfWeek;
        var day = today;
        while (day.DayOfWeek != weekday)
            day = day.AddDays(-1);
        if (day <= (last?.HeldOn ?? DateOnly.MinValue) || day < group.StartsOn)
            day = today < group.StartsOn ? group.StartsOn : today;
        if (day > group.EndsOn)
            day = group.EndsOn;
        return new SessionRecord
        {
            Number = Math.Min(group.NextSessionNumber, group.HighestSessionNumber),
            HeldOn = day,
            PresentCount = last?.PresentCount ?? group.EnrolledCount,
            Minutes = last?.Minutes,
            Facilitators = last is null ? [.. group.Facilitators.Select(f => f.PersonId)] : [.. last.Facilitators.Select(f => f.PersonId)],
            SoloReason = last?.SoloReason,
            Fidelity = Enum.GetValues<FidelityItem>().ToDictionary(i => i, _ => FidelityValue.Full),
        };
    }
}
