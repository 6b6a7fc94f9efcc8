using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Interviews;

/// <summary>Schedules interviews, keeps consent, and says who codes them. Data custodians schedule and keep consent; a
/// lead evaluator or a custodian assigns coders; evaluators see the interviews assigned to them.</summary>
public sealed class InterviewService(TraumaDatabase database, TimeProvider clock)
{
    /// <summary>Opens a wave. Refused for the reasons of <see cref="EvaluationWave.Open"/>, and where the name is taken.</summary>
    public async Task<Result<WaveId>> OpenWaveAsync(Actor actor, string name, DateOnly startsOn, DateOnly endsOn, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, ManagementArea(actor), cancellationToken);
        var wave = EvaluationWave.Open(name, startsOn, endsOn);
        if (!wave.Succeeded)
            return wave.As<WaveId>();
        db.Add(wave.Value);
        return await db.SaveAsync(wave.Value.Id, InterviewsRefusals.WaveNameTaken.For(nameof(EvaluationWave.Name)), cancellationToken);
    }

    /// <summary>What the form for scheduling offers.</summary>
    public async Task<ScheduleChoices> ScheduleChoicesAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Custody, cancellationToken);
        return new ScheduleChoices(
            await WavesAsync(db, cancellationToken),
            await db.Organizations.OrderBy(o => o.Name).Select(o => new OrganizationChoice(o.Id, o.Name)).ToListAsync(cancellationToken),
            await ColleaguesAsync(db, [Role.Evaluator, Role.LeadEvaluator, Role.DataCustodian], cancellationToken));
    }

    /// <summary>Who can be interviewed at an organization: its people, and the pseudonyms that are linked to nobody.</summary>
    public async Task<IntervieweeChoices> IntervieweeChoicesAsync(Actor actor, OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Custody, cancellationToken);
        var people = await db.People
            .Where(p => p.IsActive && p.Affiliations.Any(a => a.OrganizationId == organization))
            .OrderBy(p => p.DisplayName)
            .Select(p => new { p.Id, p.DisplayName })
            .ToListAsync(cancellationToken);
        var pseudonyms = await db.Interviewees.Where(i => i.OrganizationId == organization)
            .OrderBy(i => i.PseudonymCode)
            .Select(i => new { i.Id, i.PseudonymCode, Person = db.IntervieweeIdentities.Where(k => k.IntervieweeId == i.Id).Select(k => (PersonId?)k.PersonId).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        var merged = await MergedRecordsAsync(db, cancellationToken);
        db.RecordAccess("READ", "interviewee_identity", organization.ToString());
        await db.SaveChangesAsync(cancellationToken);
        return new IntervieweeChoices(
            [.. people.Select(p => new { Person = p, Pseudonym = pseudonyms.Find(i => i.Person is { } key && (key == p.Id || merged[p.Id].Contains(key))) })
                .Select(p => new PersonChoice(p.Person.Id, p.Person.DisplayName, p.Pseudonym?.Id, p.Pseudonym?.PseudonymCode))],
            [.. pseudonyms.Where(i => i.Person is null).Select(i => new PseudonymChoice(i.Id, i.PseudonymCode))]);
    }

    /// <summary>Schedules an interview under the next number, and gives new interviewees the next pseudonyms. Refused for
    /// the reasons of <see cref="Interview.Schedule"/>, and where what it names does not exist.</summary>
    public async Task<Result<InterviewId>> ScheduleAsync(Actor actor, ScheduleInterview request, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Custody, cancellationToken);
        var wave = await db.Waves.SingleOrDefaultAsync(w => w.Id == request.Wave, cancellationToken);
        if (wave is null)
            return InterviewsRefusals.WaveMissing.For(nameof(ScheduleInterview.Wave));
        if (!await db.Organizations.AnyAsync(o => o.Id == request.Organization, cancellationToken))
            return InterviewsRefusals.OrganizationMissing.For(nameof(ScheduleInterview.Organization));
        if (!await db.Users.AnyAsync(u => u.Id == request.Interviewer.Value, cancellationToken))
            return InterviewsRefusals.InterviewerMissing.For(nameof(ScheduleInterview.Interviewer));
        var interviewees = await IntervieweesAsync(db, request, cancellationToken);
        if (!interviewees.Succeeded)
            return interviewees.As<InterviewId>();
        var number = 1 + (await db.Interviews.MaxAsync(i => (int?)i.Number, cancellationToken) ?? 0);
        var interview = Interview.Schedule(
            number, wave, request.Organization, request.Kind, request.HeldOn, request.Language, request.Mode, request.Minutes, request.Interviewer, interviewees.Value);
        if (!interview.Succeeded)
            return interview.As<InterviewId>();
        db.Add(interview.Value);
        return await db.SaveAsync(interview.Value.Id, InterviewsRefusals.NumberTaken, cancellationToken);
    }

    /// <summary>Records what an interviewee agreed to. Refused for the reasons of <see cref="ConsentRecord.Record"/>, and
    /// while another consent of theirs stands.</summary>
    public async Task<Result<Done>> RecordConsentAsync(Actor actor, RecordConsent request, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Custody, cancellationToken);
        if (!await db.Interviewees.AnyAsync(i => i.Id == request.Interviewee, cancellationToken))
            return InterviewsRefusals.NotThere;
        if (await db.Consents.AnyAsync(c => c.IntervieweeId == request.Interviewee && c.ProtocolVersion == request.ProtocolVersion && c.WithdrawnOn == null, cancellationToken))
            return InterviewsRefusals.ConsentExists.For(nameof(ConsentRecord.ProtocolVersion));
        var consent = ConsentRecord.Record(request.Interviewee, request.ProtocolVersion, request.ConsentedOn, request.Language, request.Scope);
        if (!consent.Succeeded)
            return consent.As<Done>();
        db.Add(consent.Value);
        return await db.SaveAsync(Done.Instance, InterviewsRefusals.ChangedByAnother, cancellationToken);
    }

    /// <summary>Takes an interviewee's consent back, with effect from this moment: every interview they took part in is
    /// hidden from everybody but custodians and takes no new excerpt; where they ask for it, the raw transcripts and the
    /// identity key are destroyed (INV-34, PRV-22). Refused where no consent stands.</summary>
    /// <returns>How many interviews were withdrawn.</returns>
    public async Task<Result<int>> WithdrawConsentAsync(
        Actor actor, IntervieweeId interviewee, DateOnly on, WithdrawalEffect effect, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Custody, cancellationToken);
        var consents = await db.Consents.Where(c => c.IntervieweeId == interviewee && c.WithdrawnOn == null).ToListAsync(cancellationToken);
        if (consents.Count == 0)
            return InterviewsRefusals.ConsentAlreadyWithdrawn;
        foreach (var consent in consents)
        {
            var withdrawn = consent.Withdraw(on, effect);
            if (!withdrawn.Succeeded)
                return withdrawn.As<int>();
        }

        var interviews = await db.Interviews.Where(i => i.Interviewees.Any(p => p.IntervieweeId == interviewee)).ToListAsync(cancellationToken);
        var ids = interviews.ConvertAll(i => i.Id);
        foreach (var interview in interviews)
            interview.Withdraw();
        foreach (var version in await db.Transcripts.Where(v => ids.Contains(v.InterviewId)).ToListAsync(cancellationToken))
            version.Withdraw();
        if (effect == WithdrawalEffect.Delete)
        {
            db.RemoveRange(await db.RawTranscripts.Include(t => t.Turns).Include(t => t.Entries).Where(t => ids.Contains(t.InterviewId)).ToListAsync(cancellationToken));
            db.RemoveRange(await db.IntervieweeIdentities.Where(i => i.IntervieweeId == interviewee).ToListAsync(cancellationToken));
        }

        return await db.SaveAsync(interviews.Count, InterviewsRefusals.ChangedByAnother, cancellationToken);
    }

    /// <summary>Says who codes an interview: one or two people, the interviewer never alone (INV-35). Refused before the
    /// text is released, for someone who is no evaluator, and where it would take away a coding that has begun.</summary>
    /// <param name="version">The interview as the person saw it; a stale one is refused.</param>
    public async Task<Result<Done>> AssignCodersAsync(
        Actor actor, InterviewId interview, IReadOnlyCollection<UserId> coders, uint version, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, ManagementArea(actor), cancellationToken);
        var found = await db.Interviews.SingleOrDefaultAsync(i => i.Id == interview, cancellationToken);
        if (found is null)
            return InterviewsRefusals.NotThere;
        db.HoldWholeTo(found, version);
        var allowed = found.CheckCoders(coders);
        if (!allowed.Succeeded)
            return allowed;
        var text = await db.Transcripts.Where(v => v.InterviewId == interview && v.State == TranscriptState.Released)
            .OrderByDescending(v => v.VersionNumber).FirstOrDefaultAsync(cancellationToken);
        if (text is null)
            return InterviewsRefusals.NotReleased;
        var codebook = await db.Codebooks.Where(c => c.Status == CodebookStatus.Published)
            .OrderByDescending(c => c.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        if (codebook is null)
            return InterviewsRefusals.NoCodebook;
        var able = await ColleaguesAsync(db, [Role.Evaluator, Role.LeadEvaluator], cancellationToken);
        var codings = await db.Codings.Where(c => c.InterviewId == interview).ToListAsync(cancellationToken);
        foreach (var removed in codings.Where(c => !coders.Contains(c.CoderId)).ToList())
        {
            if (removed.StartedAt is not null)
                return InterviewsRefusals.CodingStarted;
            db.Remove(removed);
            codings.Remove(removed);
        }

        // The interviewer last: the first of two is never the interviewer.
        foreach (var coder in coders.Where(c => codings.TrueForAll(x => x.CoderId != c)).OrderBy(c => c == found.InterviewerId))
        {
            if (able.All(c => c.Id != coder))
                return InterviewsRefusals.CoderMayNotCode;
            var coding = InterviewCoding.Assign(found, coder, text, codebook, codings);
            if (!coding.Succeeded)
                return coding.As<Done>();
            db.Add(coding.Value);
            codings.Add(coding.Value);
        }

        return await db.SaveAsync(Done.Instance, InterviewsRefusals.ChangedByAnother, cancellationToken);
    }

    /// <summary>The waves, newest first.</summary>
    public async Task<IReadOnlyList<WaveRow>> WavesAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, ReadingArea(actor), cancellationToken);
        return await WavesAsync(db, cancellationToken);
    }

    /// <summary>A page of the interviews that exist for the actor, the latest number first.</summary>
    public async Task<InterviewList> ListAsync(Actor actor, InterviewFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, ReadingArea(actor), cancellationToken);
        var interviews = db.Interviews.AsNoTracking();
        if (filter.Organization is { } organization)
            interviews = interviews.Where(i => i.OrganizationId == organization);
        if (filter.Wave is { } wave)
            interviews = interviews.Where(i => i.WaveId == wave);
        var byState = await interviews.GroupBy(i => i.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        if (filter.State is { } state)
            interviews = interviews.Where(i => i.State == state);
        var total = filter.State is { } only ? byState.GetValueOrDefault(only) : byState.Values.Sum();
        var page = interviews.OrderByDescending(i => i.Number).Skip((Math.Max(filter.Page, 1) - 1) * InterviewFilter.PageSize).Take(InterviewFilter.PageSize);
        return new InterviewList(await RowsAsync(db, actor, page, cancellationToken), total, byState);
    }

    /// <summary>The organizations that have interviews the actor sees, for a filter.</summary>
    public async Task<IReadOnlyList<OrganizationChoice>> OrganizationsAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, ReadingArea(actor), cancellationToken);
        return await db.Organizations.Where(o => db.Interviews.Any(i => i.OrganizationId == o.Id))
            .OrderBy(o => o.Name).Select(o => new OrganizationChoice(o.Id, o.Name)).ToListAsync(cancellationToken);
    }

    /// <summary>One interview, or <c>null</c> if there is none for the actor.</summary>
    public async Task<InterviewDetails?> FindAsync(Actor actor, InterviewId interview, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, ReadingArea(actor), cancellationToken);
        var found = await db.Interviews.AsNoTracking().Include(i => i.Interviewees).SingleOrDefaultAsync(i => i.Id == interview, cancellationToken);
        if (found is null)
            return null;
        var custodian = db.Session!.DatabaseRole == DatabaseRoles.Custodian;
        var manager = custodian || actor.Is(Role.LeadEvaluator);
        var codings = await db.Codings.AsNoTracking().Where(c => c.InterviewId == interview)
            .OrderBy(c => c.CreatedAt).ThenBy(c => c.Id).ToListAsync(cancellationToken);
        var own = codings.Find(c => c.CoderId == actor.UserId);
        if (own is not null && !actor.Is(Role.LeadEvaluator) && codings.Exists(c => c.SubmittedAt is null))
            codings = [own];
        var version = await db.Transcripts.AsNoTracking().Where(v => v.InterviewId == interview).OrderByDescending(v => v.VersionNumber)
            .Select(v => new { v.Id, v.VersionNumber, v.State, v.WordCount, Turns = v.Turns.Count, Flags = v.Flags.Count, v.DeidentifiedBy, v.ReviewedBy, v.ReleasedAt, v.ReviewNote })
            .FirstOrDefaultAsync(cancellationToken);
        var raw = custodian
            ? await db.RawTranscripts.AsNoTracking().Where(t => t.InterviewId == interview)
                .Select(t => new { Open = t.Entries.Count(e => e.Status == FindingStatus.Open), Decided = t.Entries.Any(e => e.DecidedBy == actor.UserId) })
                .SingleOrDefaultAsync(cancellationToken)
            : null;
        var assignable = manager ? await ColleaguesAsync(db, [Role.Evaluator, Role.LeadEvaluator], cancellationToken) : [];
        var people = await NamesAsync(db, [.. codings.Select(c => c.CoderId), found.InterviewerId, .. Known(version?.DeidentifiedBy, version?.ReviewedBy)], cancellationToken);
        if (custodian)
        {
            db.RecordAccess("READ", "interviewee_identity", interview.ToString());
            await db.SaveChangesAsync(cancellationToken);
        }

        return new InterviewDetails(
            found.Id,
            found.Number,
            await db.Waves.Where(w => w.Id == found.WaveId).Select(w => w.Name).SingleAsync(cancellationToken),
            found.OrganizationId,
            await db.Organizations.Where(o => o.Id == found.OrganizationId).Select(o => o.Name).SingleAsync(cancellationToken),
            found.Kind,
            found.HeldOn,
            found.Language,
            found.Mode,
            found.Minutes,
            found.InterviewerId,
            people.GetValueOrDefault(found.InterviewerId, ""),
            found.State,
            await IntervieweeRowsAsync(db, found, manager, custodian, cancellationToken),
            [.. codings.Select(c => new CoderRow(c.CoderId, people.GetValueOrDefault(c.CoderId, ""), c.StartedAt, c.SubmittedAt))],
            assignable,
            version is null
                ? null
                : new TranscriptRow(
                    version.Id, version.VersionNumber, version.State, version.WordCount, version.Turns, version.Flags,
                    version.DeidentifiedBy is { } by ? people.GetValueOrDefault(by) : null,
                    version.ReviewedBy is { } reviewer ? people.GetValueOrDefault(reviewer) : null,
                    version.ReleasedAt, custodian ? version.ReviewNote : null),
            raw is not null,
            raw?.Open ?? 0,
            raw is { Decided: false } && version is { State: TranscriptState.InReview } && version.DeidentifiedBy != actor.UserId,
            Own(own),
            found.Version);
    }

    /// <summary>What waits for the actor as a custodian or a lead evaluator, ten of each at most.</summary>
    public async Task<InterviewTasks> TasksAsync(Actor actor, CancellationToken cancellationToken)
    {
        const int Most = 10;
        await using var db = await database.OpenAsync(actor, ManagementArea(actor), cancellationToken);
        var interviews = db.Interviews.AsNoTracking().OrderBy(i => i.Number);
        var toAssign = await RowsAsync(
            db, actor, interviews.Where(i => i.State == InterviewState.Released && !db.Codings.Any(c => c.InterviewId == i.Id)).Take(Most), cancellationToken);
        if (!actor.Is(Role.DataCustodian))
            return new InterviewTasks([], [], [], toAssign);
        var today = clock.Date();
        var toTranscribe = await RowsAsync(
            db,
            actor,
            interviews.Where(i => i.State == InterviewState.Scheduled && i.HeldOn <= today).Take(Most),
            cancellationToken);
        var toDeidentify = await RowsAsync(db, actor, interviews.Where(i => i.State == InterviewState.DeIdentifying).Take(Most), cancellationToken);
        var toReview = await RowsAsync(
            db,
            actor,
            interviews.Where(i => i.State == InterviewState.InReview
                && !db.Transcripts.Any(v => v.InterviewId == i.Id && v.State == TranscriptState.InReview && v.DeidentifiedBy == actor.UserId)
                && !db.RawTranscripts.Any(t => t.InterviewId == i.Id && t.Entries.Any(e => e.DecidedBy == actor.UserId))).Take(Most),
            cancellationToken);
        return new InterviewTasks(toTranscribe, toDeidentify, toReview, toAssign);
    }

    private static DataArea ReadingArea(Actor actor) => actor.Is(Role.DataCustodian) ? DataArea.Custody : DataArea.Evidence;

    // Waves and coders are a lead's business too; an evaluator has none here, and is told what anybody outside is told.
    private static DataArea ManagementArea(Actor actor) =>
        !actor.Is(Role.DataCustodian) && actor.Is(Role.LeadEvaluator) ? DataArea.Evidence : DataArea.Custody;

    // The records that were merged, by the one that stands for them.
    private static async Task<ILookup<PersonId, PersonId>> MergedRecordsAsync(TraumaDbContext db, CancellationToken cancellationToken)
    {
        var into = await db.People.Where(p => p.MergedIntoId != null).ToDictionaryAsync(p => p.Id, p => p.MergedIntoId!.Value, cancellationToken);
        PersonId Standing(PersonId record) => into.TryGetValue(record, out var next) ? Standing(next) : record;
        return into.Keys.ToLookup(Standing);
    }

    private static async Task<Result<IReadOnlyCollection<Interviewee>>> IntervieweesAsync(
        TraumaDbContext db, ScheduleInterview request, CancellationToken cancellationToken)
    {
        var interviewees = new List<Interviewee>();
        var next = 1 + await db.Database.SqlQuery<int>(
            $"""select coalesce(max(substr(pseudonym_code, 3)::int), 0) as "Value" from evidence.interviewee where pseudonym_code ~ '^I-[0-9]+$'""")
            .SingleAsync(cancellationToken);
        var merged = await MergedRecordsAsync(db, cancellationToken);
        foreach (var choice in request.Interviewees)
        {
            var known = choice.Existing;
            if (known is null && choice.Person is { } person)
            {
                // Also under a record that was made one with this: the same person, and so the same pseudonym.
                PersonId[] records = [person, .. merged[person]];
                known = await db.IntervieweeIdentities.Where(k => records.Contains(k.PersonId)).OrderBy(k => k.IntervieweeId)
                    .Select(k => (IntervieweeId?)k.IntervieweeId).FirstOrDefaultAsync(cancellationToken);
            }

            if (known is { } id)
            {
                if (await db.Interviewees.SingleOrDefaultAsync(i => i.Id == id, cancellationToken) is not { } existing)
                    return InterviewsRefusals.NotThere.For(nameof(ScheduleInterview.Interviewees));
                interviewees.Add(existing);
                continue;
            }

            var interviewee = Interviewee.Register(next++, request.Organization);
            db.Add(interviewee);
            if (choice.Person is { } named)
            {
                if (!await db.People.AnyAsync(p => p.Id == named, cancellationToken))
                    return InterviewsRefusals.NotThere.For(nameof(ScheduleInterview.Interviewees));
                db.Add(IntervieweeIdentity.Link(interviewee.Id, named));
            }

            interviewees.Add(interviewee);
        }

        return interviewees;
    }

    private static async Task<IReadOnlyList<IntervieweeRow>> IntervieweeRowsAsync(
        TraumaDbContext db, Interview interview, bool manager, bool custodian, CancellationToken cancellationToken)
    {
        var ids = interview.Interviewees.Select(p => p.IntervieweeId).ToList();
        var interviewees = await db.Interviewees.AsNoTracking().Where(i => ids.Contains(i.Id)).OrderBy(i => i.PseudonymCode).ToListAsync(cancellationToken);
        var consents = manager
            ? await db.Consents.AsNoTracking().Where(c => ids.Contains(c.IntervieweeId)).OrderByDescending(c => c.ConsentedOn).ToListAsync(cancellationToken)
            : [];
        var names = custodian
            ? await db.IntervieweeIdentities.Where(k => ids.Contains(k.IntervieweeId))
                .Join(db.People, k => k.PersonId, p => p.Id, (k, p) => new { k.IntervieweeId, p.DisplayName })
                .ToDictionaryAsync(k => k.IntervieweeId, k => k.DisplayName, cancellationToken)
            : [];
        return
        [
            .. interviewees.Select(i => new IntervieweeRow(
                i.Id,
                i.PseudonymCode,
                names.GetValueOrDefault(i.Id),
                [
                    .. consents.Where(c => c.IntervieweeId == i.Id).Select(c => new ConsentRow(
                        c.ProtocolVersion, c.ConsentedOn, c.Language,
                        new ConsentScope(c.QuotesAllowed, c.OrganizationNameAllowed, c.SecondaryUseAllowed, c.ContactAllowed),
                        c.WithdrawnOn, c.WithdrawalEffect)),
                ])),
        ];
    }

    private static async Task<IReadOnlyList<InterviewRow>> RowsAsync(
        TraumaDbContext db, Actor actor, IQueryable<Interview> interviews, CancellationToken cancellationToken)
    {
        var role = db.Session!.DatabaseRole;
        var found = await interviews
            .Select(i => new
            {
                i.Id,
                i.Number,
                i.OrganizationId,
                Organization = db.Organizations.Where(o => o.Id == i.OrganizationId).Select(o => o.Name).First(),
                Wave = db.Waves.Where(w => w.Id == i.WaveId).Select(w => w.Name).First(),
                i.HeldOn,
                i.Kind,
                i.Language,
                i.State,
                Interviewees = i.Interviewees
                    .Join(db.Interviewees, p => p.IntervieweeId, x => x.Id, (p, x) => x.PseudonymCode)
                    .OrderBy(code => code).ToList(),
                Codings = db.Codings.Where(c => c.InterviewId == i.Id).Select(c => new { c.CoderId, c.StartedAt, c.SubmittedAt }).ToList(),
            })
            .AsSplitQuery()
            .ToListAsync(cancellationToken);
        var ids = found.ConvertAll(i => i.Id);
        var open = role == DatabaseRoles.Custodian
            ? await db.RawTranscripts.Where(t => ids.Contains(t.InterviewId))
                .Select(t => new { t.InterviewId, Open = t.Entries.Count(e => e.Status == FindingStatus.Open) })
                .ToDictionaryAsync(t => t.InterviewId, t => t.Open, cancellationToken)
            : null;
        return
        [
            .. found.Select(i =>
            {
                var own = i.Codings.Find(c => c.CoderId == actor.UserId);
                var blind = role == DatabaseRoles.EvidenceCoder || (own is not null && own.SubmittedAt is null && role != DatabaseRoles.EvidenceLead);
                return new InterviewRow(
                    i.Id, i.Number, i.OrganizationId, i.Organization, i.Wave, i.HeldOn, i.Kind, i.Language, i.State, i.Interviewees,
                    open is null ? null : open.GetValueOrDefault(i.Id),
                    blind ? null : i.Codings.Count,
                    own is null ? OwnCoding.None : Own(own.StartedAt, own.SubmittedAt));
            }),
        ];
    }

    private static async Task<IReadOnlyList<WaveRow>> WavesAsync(TraumaDbContext db, CancellationToken cancellationToken) =>
        await db.Waves.OrderByDescending(w => w.StartsOn).Select(w => new WaveRow(w.Id, w.Name, w.StartsOn, w.EndsOn)).ToListAsync(cancellationToken);

    private static async Task<IReadOnlyList<ColleagueChoice>> ColleaguesAsync(TraumaDbContext db, Role[] roles, CancellationToken cancellationToken)
    {
        var ids = await db.RoleGrants.Where(g => g.RevokedAt == null && roles.Contains(g.Role)).Select(g => g.UserId).Distinct().ToListAsync(cancellationToken);
        var accounts = ids.ConvertAll(i => i.Value);
        return await db.Users.Where(u => !u.IsDisabled && accounts.Contains(u.Id)).OrderBy(u => u.DisplayName)
            .Select(u => new ColleagueChoice(UserId.From(u.Id), u.DisplayName)).ToListAsync(cancellationToken);
    }

    private static async Task<Dictionary<UserId, string>> NamesAsync(TraumaDbContext db, IEnumerable<UserId> users, CancellationToken cancellationToken)
    {
        var ids = users.Select(u => u.Value).Distinct().ToList();
        return await db.Users.Where(u => ids.Contains(u.Id)).Select(u => new { u.Id, u.DisplayName })
            .ToDictionaryAsync(u => UserId.From(u.Id), u => u.DisplayName, cancellationToken);
    }

    private static IEnumerable<UserId> Known(params UserId?[] users) => users.OfType<UserId>();

    private static OwnCoding Own(InterviewCoding? coding) => coding is null ? OwnCoding.None : Own(coding.StartedAt, coding.SubmittedAt);

    private static OwnCoding Own(DateTimeOffset? startedAt, DateTimeOffset? submittedAt) =>
        submittedAt is not null ? OwnCoding.Submitted : startedAt is not null ? OwnCoding.Started : OwnCoding.Assigned;
}
