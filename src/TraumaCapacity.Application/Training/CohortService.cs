using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Training;

/// <summary>A cohort to open; ranges as <see cref="TrainingCohort.Open"/> has them.</summary>
public sealed record OpenCohort(
    TrainingProgramId ProgramId,
    string Code,
    IReadOnlyList<PlannedDay> Days,
    int Capacity,
    DeliveryMode Mode,
    ContentLanguage Language,
    string? Location = null,
    CurriculumId? CurriculumId = null);

/// <summary>Which cohorts to list.</summary>
/// <param name="Term">Part of the cohort's name.</param>
/// <param name="Status">As on <see cref="TrainingCohort.StatusOn"/> today.</param>
public sealed record CohortFilter(string? Term = null, CohortStatus? Status = null);

/// <summary>One cohort in the list. People are counted where the reader may see them.</summary>
public sealed record CohortRow(
    CohortId Id,
    string Code,
    string ProgramEn,
    string ProgramFr,
    DateOnly StartsOn,
    DateOnly EndsOn,
    CohortStatus Status,
    int Capacity,
    int Enrolled,
    int Waiting,
    int Completed);

/// <summary>A cohort with people who completed and have no certificate yet.</summary>
/// <param name="Waiting">How many.</param>
public sealed record CohortToCertifyRow(CohortId Id, string Code, int Waiting);

/// <summary>One cohort's page. People are those whom the reader may see.</summary>
/// <param name="IsFull">Whether every place is taken, also by people the reader may not see.</param>
/// <param name="MayManage">Whether the reader may open, close and certify.</param>
/// <param name="MayEnter">Whether the reader may enrol and record hours.</param>
public sealed record CohortDetails(
    CohortId Id,
    string Code,
    TrainingProgramRow Program,
    DeliveryMode Mode,
    ContentLanguage Language,
    string? Location,
    DateOnly StartsOn,
    DateOnly EndsOn,
    CohortStatus Status,
    int Capacity,
    bool IsFull,
    bool MayManage,
    bool MayEnter,
    DateOnly Today,
    IReadOnlyList<CohortDayRow> Days,
    IReadOnlyList<EnrolmentRow> Enrolments,
    IReadOnlyList<TrainerRow> Trainers)
{
    /// <summary>All hours of all days.</summary>
    public decimal TotalHours => Days.Sum(d => d.Hours);

    /// <summary>The hours to attend to complete (INV-03).</summary>
    public decimal NeededHours => TrainingHours.Needed(TotalHours, Program.MinimumAttendanceRatio);
}

/// <summary>A day of the cohort.</summary>
public sealed record CohortDayRow(TrainingDayId Id, DateOnly Date, decimal Hours);

/// <summary>One person in the cohort.</summary>
public sealed record EnrolmentRow(
    EnrolmentId Id,
    PersonId PersonId,
    string Name,
    OrganizationId OrganizationId,
    string Organization,
    EnrolmentStatus Status,
    DateTimeOffset EnrolledAt,
    IReadOnlyList<AttendanceCell> Attendance,
    CertificationId? CertificationId,
    DateOnly? CertifiedOn,
    DateOnly? CertifiedUntil)
{
    /// <summary>All hours recorded.</summary>
    public decimal Hours => Attendance.Sum(a => a.Hours);
}

/// <summary>Hours recorded for a day.</summary>
public sealed record AttendanceCell(TrainingDayId DayId, decimal Hours, uint Version);

/// <summary>A trainer of the cohort.</summary>
public sealed record TrainerRow(PersonId PersonId, string Name, TrainerRole Role);

/// <summary>Hours to store in one cell.</summary>
/// <param name="Hours">0 to the day's hours in quarters; <c>null</c> empties the cell.</param>
/// <param name="Version">Of the value the person was looking at; <c>null</c> for an empty cell.</param>
public sealed record AttendanceEntry(EnrolmentId EnrolmentId, TrainingDayId DayId, decimal? Hours, uint? Version);

/// <summary>What became of one cell: stored, or refused with what is stored now.</summary>
public sealed record AttendanceOutcome(EnrolmentId EnrolmentId, TrainingDayId DayId, decimal? StoredHours, uint? Version, Refusal? Refusal);

/// <summary>Opens cohorts, enrols, records attendance, concludes and certifies.</summary>
public sealed class CohortService(TraumaDatabase database, TimeProvider clock)
{
    /// <summary>The most cells one save takes.</summary>
    public const int MostCells = 2000;

    internal const string CodeIndex = "ix_training_cohort_code";
    internal const string EnrolmentIndex = "ix_training_enrolment_cohort_id_person_id";

    /// <summary>Cohorts, the latest first.</summary>
    public async Task<Slice<CohortRow>> ListAsync(Actor actor, CohortFilter filter, SliceRequest slice, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var today = clock.Date();
        var cohorts = db.Cohorts.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(filter.Term))
        {
            var term = filter.Term.Trim();
            cohorts = cohorts.Where(c => TextSearch.Fold(c.Code).Contains(TextSearch.Fold(term)));
        }

        cohorts = filter.Status switch
        {
            null => cohorts,
            CohortStatus.Open => cohorts.Where(c => c.Status == CohortStatus.Open && c.StartsOn > today),
            CohortStatus.InProgress => cohorts.Where(c => c.Status == CohortStatus.InProgress || (c.Status == CohortStatus.Open && c.StartsOn <= today)),
            { } status => cohorts.Where(c => c.Status == status),
        };
        var total = await cohorts.CountAsync(cancellationToken);
        var rows = await (
            from c in cohorts
            join p in db.TrainingPrograms on c.ProgramId equals p.Id
            orderby c.StartsOn descending, c.Code
            select new CohortRow(
                c.Id,
                c.Code,
                p.NameEn,
                p.NameFr,
                c.StartsOn,
                c.EndsOn,
                c.Status == CohortStatus.Open && c.StartsOn <= today ? CohortStatus.InProgress : c.Status,
                c.Capacity,
                c.Enrolments.Count(e => e.Status != EnrolmentStatus.Withdrawn && e.Status != EnrolmentStatus.Waitlisted),
                c.Enrolments.Count(e => e.Status == EnrolmentStatus.Waitlisted),
                c.Enrolments.Count(e => e.Status == EnrolmentStatus.Completed)))
            .Skip(slice.From).Take(slice.Size).ToListAsync(cancellationToken);
        return new Slice<CohortRow>(rows, total);
    }

    /// <summary>Closed cohorts of which someone waits for a certificate, the earliest first.</summary>
    public async Task<IReadOnlyList<CohortToCertifyRow>> ToCertifyAsync(Actor actor, int take, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var waiting = db.Enrolments.Where(e => e.Status == EnrolmentStatus.Completed && !db.Certifications.Any(c => c.SourceEnrolmentId == e.Id));
        return await (
            from c in db.Cohorts
            join p in db.TrainingPrograms on c.ProgramId equals p.Id
            where c.Status == CohortStatus.Completed && p.Tier != TrainingTier.Foundation && waiting.Any(e => e.CohortId == c.Id)
            orderby c.EndsOn, c.Code
            select new CohortToCertifyRow(c.Id, c.Code, waiting.Count(e => e.CohortId == c.Id)))
            .Take(take).ToListAsync(cancellationToken);
    }

    /// <summary>One cohort, or <c>null</c> where there is none.</summary>
    public async Task<CohortDetails?> FindAsync(Actor actor, CohortId id, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var today = clock.Date();
        var found = await (
            from c in db.Cohorts
            join p in db.TrainingPrograms on c.ProgramId equals p.Id
            where c.Id == id
            select new { Cohort = c, Program = p }).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;

        var days = await db.Set<TrainingDay>().AsNoTracking()
            .Where(d => d.CohortId == id).OrderBy(d => d.Date)
            .Select(d => new CohortDayRow(d.Id, d.Date, d.Hours)).ToListAsync(cancellationToken);
        var enrolments = await (
            from e in db.Enrolments
            join p in db.People on e.PersonId equals p.Id
            join o in db.Organizations on e.OrganizationId equals o.Id
            where e.CohortId == id
            orderby TextSearch.Fold(p.DisplayName), e.Id
            select new
            {
                Enrolment = e,
                p.DisplayName,
                Organization = o.Name,
                Attendance = e.Attendance.Select(a => new AttendanceCell(a.DayId, a.HoursAttended, a.Version)).ToList(),
                Certification = db.Certifications.Where(c => c.SourceEnrolmentId == e.Id && c.RevokedOn == null)
                    .Select(c => new { c.Id, c.IssuedOn, c.ExpiresOn }).FirstOrDefault(),
            }).AsNoTracking().AsSplitQuery().ToListAsync(cancellationToken);
        var trainers = await (
            from t in db.Set<CohortTrainer>()
            join p in db.People on t.PersonId equals p.Id
            where t.CohortId == id
            orderby t.Role descending, TextSearch.Fold(p.DisplayName)
            select new TrainerRow(p.Id, p.DisplayName, t.Role)).AsNoTracking().ToListAsync(cancellationToken);
        var taken = await PlacesTakenAsync(db, id, cancellationToken);

        var (cohort, program) = (found.Cohort, found.Program);
        return new CohortDetails(
            cohort.Id,
            cohort.Code,
            new TrainingProgramRow(
                program.Id, program.NameEn, program.NameFr, program.Tier, program.ContactHours, program.MinimumAttendanceRatio, program.ValidityMonths, 0),
            cohort.Mode,
            cohort.Language,
            cohort.Location,
            cohort.StartsOn,
            cohort.EndsOn,
            cohort.StatusOn(today),
            cohort.Capacity,
            taken >= cohort.Capacity,
            actor.WritesForAllOrganizations(),
            actor.MayWriteProgramme(),
            today,
            days,
            enrolments.ConvertAll(e => new EnrolmentRow(
                e.Enrolment.Id,
                e.Enrolment.PersonId,
                e.DisplayName,
                e.Enrolment.OrganizationId,
                e.Organization,
                e.Enrolment.Status,
                e.Enrolment.CreatedAt,
                e.Attendance,
                e.Certification?.Id,
                e.Certification?.IssuedOn,
                e.Certification?.ExpiresOn)),
            trainers);
    }

    /// <summary>Opens a cohort. For those who write for all organizations.</summary>
    public async Task<Result<CohortId>> OpenAsync(Actor actor, OpenCohort request, CancellationToken cancellationToken)
    {
        if (!actor.WritesForAllOrganizations())
            return TrainingRefusals.NationalOnly;
        var opened = TrainingCohort.Open(
            request.ProgramId, request.Code, request.Days, request.Capacity, request.Mode, request.Language, request.Location, request.CurriculumId);
        if (!opened.Succeeded)
            return opened.As<CohortId>();

        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        if (!await db.TrainingPrograms.AnyAsync(p => p.Id == request.ProgramId, cancellationToken))
            return TrainingRefusals.ProgramNotFound;
        if (request.CurriculumId is { } curriculum && !await db.Curricula.AnyAsync(c => c.Id == curriculum, cancellationToken))
            return TrainingRefusals.CurriculumNotFound;
        db.Add(opened.Value);
        return await db.SaveAsync(
            opened.Value.Id, TrainingRefusals.ChangedByAnother, cancellationToken, (CodeIndex, TrainingRefusals.CodeTaken(opened.Value.Code)));
    }

    /// <summary>Enrols a person for the organization the person works at, or puts the person on the waiting list.</summary>
    /// <returns><see cref="EnrolmentStatus.Registered"/> or <see cref="EnrolmentStatus.Waitlisted"/>.</returns>
    public async Task<Result<EnrolmentStatus>> EnrolAsync(
        Actor actor, CohortId id, PersonId person, OrganizationId sponsor, CancellationToken cancellationToken)
    {
        if (!actor.MayWriteProgramme())
            return TrainingRefusals.MayNotWrite;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var taken = await LockAndCountAsync(db, id, cancellationToken);
        var cohort = await LoadAsync(db, id, cancellationToken);
        if (cohort is null)
            return TrainingRefusals.NotFound;
        var today = clock.Date();
        var worksThere = await db.Affiliations.AnyAsync(
            a => a.PersonId == person && a.OrganizationId == sponsor && (a.EndsOn == null || today <= a.EndsOn), cancellationToken);
        if (!worksThere)
            return TrainingRefusals.PersonNotAffiliated;
        foreach (var trainer in cohort.Trainers)
        {
            if ((await TrainersOfAsync(db, trainer.PersonId, cancellationToken)).Contains(person))
                return TrainingRefusals.LineageTurnsBack;
        }

        var enrolled = cohort.Enrol(person, sponsor, taken);
        if (!enrolled.Succeeded)
            return enrolled.As<EnrolmentStatus>();
        if (db.Entry(enrolled.Value).State is EntityState.Detached)
            db.Add(enrolled.Value);
        var saved = await db.SaveAsync(enrolled.Value.Status, TrainingRefusals.ChangedByAnother, cancellationToken, (EnrolmentIndex, TrainingRefusals.AlreadyEnrolled));
        if (saved.Succeeded)
            await transaction.CommitAsync(cancellationToken);
        return saved;
    }

    /// <summary>Gives a place to someone on the waiting list. For those who see the whole list.</summary>
    public Task<Result<Done>> AdmitAsync(Actor actor, CohortId id, EnrolmentId enrolment, CancellationToken cancellationToken) =>
        ManageAsync(actor, id, (_, cohort, taken) => Task.FromResult(cohort.Admit(enrolment, taken)), cancellationToken);

    /// <summary>Takes a person out of the cohort.</summary>
    public Task<Result<Done>> WithdrawAsync(Actor actor, CohortId id, EnrolmentId enrolment, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, (_, cohort, _) => Task.FromResult(cohort.Withdraw(enrolment)), cancellationToken);

    /// <summary>Records hours, each cell on its own: one that is refused does not hold up the others.</summary>
    /// <param name="entries">1 to 2,000 cells.</param>
    /// <returns>An outcome for each entry, in their order.</returns>
    public async Task<Result<IReadOnlyList<AttendanceOutcome>>> RecordAttendanceAsync(
        Actor actor, CohortId id, IReadOnlyList<AttendanceEntry> entries, CancellationToken cancellationToken)
    {
        if (!actor.MayWriteProgramme())
            return TrainingRefusals.MayNotWrite;
        if (entries.Count > MostCells)
            return TrainingRefusals.TooManyCells(MostCells);
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await LockAndCountAsync(db, id, cancellationToken);
        var cohort = await LoadAsync(db, id, cancellationToken);
        if (cohort is null)
            return TrainingRefusals.NotFound;

        var today = clock.Date();
        var refusals = new Refusal?[entries.Count];
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var stored = Stored(cohort, entry);
            // Nobody else writes while the cohort is locked: comparing is enough, and each cell gets its own answer.
            refusals[i] = stored?.Version is { } version && version != 0 && version != entry.Version
                ? TrainingRefusals.CellChangedByAnother
                : stored is null && entry.Version is not null
                    ? TrainingRefusals.CellChangedByAnother
                    : cohort.RecordAttendance(entry.EnrolmentId, entry.DayId, entry.Hours, today).Refusal;
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        var outcomes = new List<AttendanceOutcome>(entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            var stored = Stored(cohort, entries[i]);
            outcomes.Add(new AttendanceOutcome(entries[i].EnrolmentId, entries[i].DayId, stored?.HoursAttended, stored?.Version, refusals[i]));
        }

        return outcomes;
    }

    /// <summary>Closes the attendance; who completed follows (INV-03).</summary>
    public Task<Result<Done>> CompleteAsync(Actor actor, CohortId id, CancellationToken cancellationToken) =>
        ManageAsync(
            actor,
            id,
            async (db, cohort, _) => cohort.Complete(await db.TrainingPrograms.SingleAsync(p => p.Id == cohort.ProgramId, cancellationToken), clock.Date()),
            cancellationToken);

    /// <summary>Opens a closed attendance again, as long as nobody was certified from it.</summary>
    public Task<Result<Done>> ReopenAsync(Actor actor, CohortId id, CancellationToken cancellationToken) =>
        ManageAsync(
            actor,
            id,
            async (db, cohort, _) => cohort.Reopen(
                await db.Certifications.AnyAsync(c => db.Enrolments.Any(e => e.Id == c.SourceEnrolmentId && e.CohortId == id), cancellationToken)),
            cancellationToken);

    /// <summary>Calls a cohort off.</summary>
    public Task<Result<Done>> CancelAsync(Actor actor, CohortId id, CancellationToken cancellationToken) =>
        ManageAsync(actor, id, (_, cohort, _) => Task.FromResult(cohort.Cancel()), cancellationToken);

    /// <summary>Names a trainer (INV-10).</summary>
    public Task<Result<Done>> AssignTrainerAsync(Actor actor, CohortId id, PersonId person, TrainerRole role, CancellationToken cancellationToken) =>
        ManageAsync(
            actor,
            id,
            async (db, cohort, _) =>
            {
                var certifications = await db.Certifications.Where(c => c.PersonId == person).ToListAsync(cancellationToken);
                var assigned = cohort.AssignTrainer(person, role, certifications, await TrainersOfAsync(db, person, cancellationToken));
                if (assigned.Succeeded)
                    db.Add(cohort.Trainers.Single(t => t.PersonId == person));
                return assigned;
            },
            cancellationToken);

    /// <summary>Certifies people who completed, all of them or none.</summary>
    /// <param name="issuedOn">On or after the last training day (INV-04), not in the future.</param>
    /// <returns>How many certificates were issued.</returns>
    public async Task<Result<int>> CertifyAsync(
        Actor actor, CohortId id, IReadOnlyCollection<EnrolmentId> enrolments, DateOnly issuedOn, CancellationToken cancellationToken)
    {
        var issued = 0;
        var done = await ManageAsync(
            actor,
            id,
            async (db, cohort, _) =>
            {
                var program = await db.TrainingPrograms.SingleAsync(p => p.Id == cohort.ProgramId, cancellationToken);
                var asked = enrolments.Distinct().ToList();
                if (await db.Certifications.AnyAsync(c => asked.Contains(c.SourceEnrolmentId), cancellationToken))
                    return TrainingRefusals.AlreadyIssued;
                foreach (var enrolment in asked)
                {
                    var certification = Certification.Issue(cohort, program, enrolment, issuedOn, clock.Date());
                    if (!certification.Succeeded)
                        return certification.As<Done>();
                    db.Add(certification.Value);
                    issued++;
                }

                return Done.Instance;
            },
            cancellationToken);
        return done.Succeeded ? issued : done.As<int>();
    }

    private static TrainingAttendance? Stored(TrainingCohort cohort, AttendanceEntry entry) =>
        cohort.Enrolments.FirstOrDefault(e => e.Id == entry.EnrolmentId)?.AttendanceOn(entry.DayId);

    private static Task<TrainingCohort?> LoadAsync(TraumaDbContext db, CohortId id, CancellationToken cancellationToken) =>
        db.Cohorts
            .Include(c => c.Days)
            .Include(c => c.Trainers)
            .Include(c => c.Enrolments).ThenInclude(e => e.Attendance)
            .AsSplitQuery()
            .SingleOrDefaultAsync(c => c.Id == id, cancellationToken);

    private static Task<int> LockAndCountAsync(TraumaDbContext db, CohortId id, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<int>($"select programme.places_taken({id.Value}, true) as \"Value\"").SingleAsync(cancellationToken);

    private static Task<int> PlacesTakenAsync(TraumaDbContext db, CohortId id, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<int>($"select programme.places_taken({id.Value}, false) as \"Value\"").SingleAsync(cancellationToken);

    private static async Task<HashSet<PersonId>> TrainersOfAsync(TraumaDbContext db, PersonId person, CancellationToken cancellationToken)
    {
        var ids = await db.Database.SqlQuery<Guid>($"select unnest(programme.trainers_of({person.Value})) as \"Value\"").ToListAsync(cancellationToken);
        return ids.Select(PersonId.From).ToHashSet();
    }

    private Task<Result<Done>> ManageAsync(
        Actor actor, CohortId id, Func<TraumaDbContext, TrainingCohort, int, Task<Result<Done>>> change, CancellationToken cancellationToken) =>
        actor.WritesForAllOrganizations()
            ? ChangeAsync(actor, id, change, cancellationToken)
            : Task.FromResult<Result<Done>>(TrainingRefusals.NationalOnly);

    private async Task<Result<Done>> ChangeAsync(
        Actor actor, CohortId id, Func<TraumaDbContext, TrainingCohort, int, Task<Result<Done>>> change, CancellationToken cancellationToken)
    {
        if (!actor.MayWriteProgramme())
            return TrainingRefusals.MayNotWrite;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var taken = await LockAndCountAsync(db, id, cancellationToken);
        var cohort = await LoadAsync(db, id, cancellationToken);
        if (cohort is null)
            return TrainingRefusals.NotFound;
        var changed = await change(db, cohort, taken);
        if (!changed.Succeeded)
            return changed;
        var saved = await db.SaveAsync(Done.Instance, TrainingRefusals.ChangedByAnother, cancellationToken);
        if (saved.Succeeded)
            await transaction.CommitAsync(cancellationToken);
        return saved;
    }
}
