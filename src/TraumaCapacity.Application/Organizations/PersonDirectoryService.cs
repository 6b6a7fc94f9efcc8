using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Organizations;

/// <summary>Which people to list; what is <c>null</c> does not limit.</summary>
/// <param name="Term">Part of the name or address, without regard to accents or capitals.</param>
/// <param name="Role">A role that the person holds today.</param>
/// <param name="Organization">Where the person works today.</param>
/// <param name="Certified">Whether the person holds a certification today.</param>
/// <param name="AlsoInactive">Whether people who no longer take part are listed too.</param>
public sealed record PersonFilter(
    string? Term = null, AffiliationRole? Role = null, OrganizationId? Organization = null, bool? Certified = null, bool AlsoInactive = false);

/// <summary>One person in the list.</summary>
/// <param name="Places">Where the person works today.</param>
/// <param name="CertifiedUntil">Last day of the longest certification valid today; <c>null</c> where it does not expire or there is none.</param>
public sealed record PersonListRow(
    PersonId Id, string Name, string? WorkEmail, bool IsActive, IReadOnlyList<PersonPlace> Places, bool Certified, DateOnly? CertifiedUntil);

/// <summary>An organization where a person works, and as what.</summary>
public sealed record PersonPlace(OrganizationId OrganizationId, string Organization, AffiliationRole Role);

/// <summary>One person's own page: only what lies at organizations that the reader may see.</summary>
/// <param name="MergedIntoId">The record that this one has become, where it has.</param>
public sealed record PersonRecord(
    PersonId Id,
    string Name,
    string? WorkEmail,
    bool IsActive,
    PersonId? MergedIntoId,
    uint Version,
    IReadOnlyList<PersonAffiliation> Affiliations,
    IReadOnlyList<PersonTraining> Trainings,
    IReadOnlyList<PersonCertification> Certifications,
    IReadOnlyList<PersonCohort> Trained,
    IReadOnlyList<PersonGroup> Groups);

/// <summary>A person's time at an organization.</summary>
public sealed record PersonAffiliation(
    AffiliationId Id, OrganizationId OrganizationId, string Organization, AffiliationRole Role, DateOnly From, DateOnly? To, uint Version);

/// <summary>A cohort in which the person was enrolled.</summary>
/// <param name="Hours">Attended, of <paramref name="OfHours"/>.</param>
public sealed record PersonTraining(
    CohortId CohortId, string Code, DateOnly StartsOn, DateOnly EndsOn, EnrolmentStatus Status, decimal Hours, decimal OfHours);

/// <summary>A certification of the person.</summary>
public sealed record PersonCertification(CertificationId Id, CertificationKind Kind, DateOnly IssuedOn, DateOnly? ExpiresOn, DateOnly? RevokedOn, bool IsValid);

/// <summary>A cohort that the person trained.</summary>
public sealed record PersonCohort(CohortId CohortId, string Code, DateOnly StartsOn, DateOnly EndsOn, TrainerRole Role);

/// <summary>A group that the person facilitated, or is named for.</summary>
/// <param name="Sessions">Sessions held that the person facilitated.</param>
public sealed record PersonGroup(GroupId GroupId, string Label, string Organization, int Sessions, DateOnly? LastHeldOn);

/// <summary>People as a list and one by one, and the history of where they work.</summary>
public sealed class PersonDirectoryService(TraumaDatabase database, TimeProvider clock)
{
    /// <summary>The people that the actor may see, by name.</summary>
    public async Task<Slice<PersonListRow>> ListAsync(Actor actor, PersonFilter filter, SliceRequest slice, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var today = clock.Date();
        var valid = db.Certifications.Where(Certification.ValidOn(today));
        var people = db.People.AsNoTracking().Where(p => p.MergedIntoId == null);
        if (!filter.AlsoInactive)
            people = people.Where(p => p.IsActive);
        if (!string.IsNullOrWhiteSpace(filter.Term))
        {
            var term = filter.Term.Trim();
            var address = term.ToLowerInvariant();
            people = people.Where(p => TextSearch.Fold(p.DisplayName).Contains(TextSearch.Fold(term)) || (p.WorkEmail != null && p.WorkEmail.Contains(address)));
        }

        if (filter.Role is not null || filter.Organization is not null)
        {
            people = people.Where(p => db.Affiliations.Any(a =>
                a.PersonId == p.Id && a.StartsOn <= today && (a.EndsOn == null || today <= a.EndsOn)
                && (filter.Role == null || a.Role == filter.Role) && (filter.Organization == null || a.OrganizationId == filter.Organization)));
        }

        if (filter.Certified is { } certified)
            people = people.Where(p => valid.Any(c => c.PersonId == p.Id) == certified);

        var total = await people.CountAsync(cancellationToken);
        var rows = await people
            .OrderBy(p => TextSearch.Fold(p.DisplayName)).ThenBy(p => p.Id)
            .Skip(slice.From).Take(slice.Size)
            .Select(p => new
            {
                p.Id,
                p.DisplayName,
                p.WorkEmail,
                p.IsActive,
                Places = (
                    from a in db.Affiliations
                    join o in db.Organizations on a.OrganizationId equals o.Id
                    where a.PersonId == p.Id && a.StartsOn <= today && (a.EndsOn == null || today <= a.EndsOn)
                    orderby TextSearch.Fold(o.Name)
                    select new PersonPlace(o.Id, o.Name, a.Role)).ToList(),
                Certified = valid.Any(c => c.PersonId == p.Id),
                Open = valid.Any(c => c.PersonId == p.Id && c.ExpiresOn == null),
                Until = valid.Where(c => c.PersonId == p.Id).Max(c => c.ExpiresOn),
            })
            .AsSplitQuery().ToListAsync(cancellationToken);
        return new Slice<PersonListRow>(
            rows.ConvertAll(r => new PersonListRow(r.Id, r.DisplayName, r.WorkEmail, r.IsActive, r.Places, r.Certified, r.Open ? null : r.Until)), total);
    }

    /// <summary>One person, or <c>null</c> where there is none that the actor may see.</summary>
    public async Task<PersonRecord?> FindAsync(Actor actor, PersonId id, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var today = clock.Date();
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (person is null)
            return null;
        var affiliations = await AffiliationsOfAsync(db, id, cancellationToken);
        var trainings = await (
            from e in db.Enrolments
            join c in db.Cohorts on e.CohortId equals c.Id
            where e.PersonId == id
            orderby c.StartsOn descending
            select new PersonTraining(
                c.Id, c.Code, c.StartsOn, c.EndsOn, e.Status, e.Attendance.Sum(a => a.HoursAttended), c.Days.Sum(d => d.Hours))).AsNoTracking().ToListAsync(cancellationToken);
        var certifications = await db.Certifications.AsNoTracking().Where(c => c.PersonId == id).OrderByDescending(c => c.IssuedOn).ToListAsync(cancellationToken);
        var trained = await (
            from t in db.Set<CohortTrainer>()
            join c in db.Cohorts on t.CohortId equals c.Id
            where t.PersonId == id
            orderby c.StartsOn descending
            select new PersonCohort(c.Id, c.Code, c.StartsOn, c.EndsOn, t.Role)).AsNoTracking().ToListAsync(cancellationToken);
        var facilitated =
            from s in db.Sessions
            from f in s.Facilitators
            where f.PersonId == id && s.Status == SessionStatus.Held
            select new { s.GroupId, s.HeldOn };
        var groups = await (
            from g in db.Groups
            join o in db.Organizations on g.OrganizationId equals o.Id
            where g.Facilitators.Any(f => f.PersonId == id) || facilitated.Any(f => f.GroupId == g.Id)
            orderby g.StartsOn descending
            select new PersonGroup(
                g.Id,
                g.Label,
                o.Name,
                facilitated.Count(f => f.GroupId == g.Id),
                facilitated.Where(f => f.GroupId == g.Id).Max(f => (DateOnly?)f.HeldOn))).AsNoTracking().ToListAsync(cancellationToken);
        return new PersonRecord(
            person.Id,
            person.DisplayName,
            person.WorkEmail,
            person.IsActive,
            person.MergedIntoId,
            person.Version,
            affiliations,
            trainings,
            certifications.ConvertAll(c => new PersonCertification(c.Id, c.Kind, c.IssuedOn, c.ExpiresOn, c.RevokedOn, c.IsValidOn(today))),
            trained,
            groups);
    }

    /// <summary>Corrects an affiliation at an organization that the actor may see: its role, its first day, its last.</summary>
    /// <param name="to">Last day; <c>null</c> while it lasts.</param>
    /// <param name="version">Of the affiliation, as the actor was looking at it; a stale one is refused.</param>
    /// <returns>Refused where a session that the person facilitated would no longer be covered (INV-06).</returns>
    public async Task<Result<Done>> CorrectAffiliationAsync(
        Actor actor, PersonId id, AffiliationId affiliation, AffiliationRole role, DateOnly from, DateOnly? to, uint version, CancellationToken cancellationToken)
    {
        if (!actor.MayWriteProgramme())
            return OrganizationRefusals.MayNotWrite;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var person = await db.People.Include(p => p.Affiliations).SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (person is null)
            return OrganizationRefusals.PersonNotFound;
        if (person.Affiliations.FirstOrDefault(a => a.Id == affiliation) is not { } known)
            return OrganizationRefusals.AffiliationNotFound;
        db.HoldTo(known, version);
        var corrected = person.CorrectAffiliation(affiliation, role, from, to);
        if (!corrected.Succeeded)
            return corrected;
        if (await UncoveredSessionAsync(db, person, known.OrganizationId, cancellationToken) is { } heldOn)
            return OrganizationRefusals.AffiliationCoversSession(heldOn);
        return await SaveAsync(db, cancellationToken);
    }

    /// <summary>Records that a person no longer takes part anywhere, or does again. Only for those who write for all
    /// organizations: the record is everybody's, and one organization ends its own affiliation.</summary>
    /// <param name="version">What the actor was looking at; a stale one is refused.</param>
    public async Task<Result<Done>> SetActiveAsync(Actor actor, PersonId id, bool active, uint version, CancellationToken cancellationToken)
    {
        if (!actor.WritesForAllOrganizations())
            return OrganizationRefusals.NationalOnly;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (person is null)
            return OrganizationRefusals.PersonNotFound;
        db.HoldTo(person, version);
        var set = person.SetActive(active);
        return set.Succeeded ? await SaveAsync(db, cancellationToken) : set;
    }

    /// <summary>Where a person works and worked, as far as the reader sees: what lasts first, then the latest.</summary>
    internal static async Task<IReadOnlyList<PersonAffiliation>> AffiliationsOfAsync(TraumaDbContext db, PersonId id, CancellationToken cancellationToken) =>
        await (
            from a in db.Affiliations
            join o in db.Organizations on a.OrganizationId equals o.Id
            where a.PersonId == id
            orderby a.EndsOn == null descending, a.StartsOn descending, a.Id
            select new PersonAffiliation(a.Id, o.Id, o.Name, a.Role, a.StartsOn, a.EndsOn, a.Version)).AsNoTracking().ToListAsync(cancellationToken);

    /// <summary>The first day of a session that the person facilitated in a group of the organization's, leading or as a
    /// partner, and that no affiliation with any organization of the group covers (INV-06).</summary>
    internal static async Task<DateOnly?> UncoveredSessionAsync(TraumaDbContext db, Person person, OrganizationId organization, CancellationToken cancellationToken)
    {
        var held = await (
            from s in db.Sessions
            join g in db.Groups on s.GroupId equals g.Id
            where s.Status == SessionStatus.Held && s.Facilitators.Any(f => f.PersonId == person.Id)
                && (g.OrganizationId == organization || g.Partners.Any(p => p.PartnerId == organization))
            orderby s.HeldOn
            select new { s.HeldOn, Lead = g.OrganizationId, Partners = g.Partners.Select(p => p.PartnerId).ToList() }).AsNoTracking().ToListAsync(cancellationToken);
        return held.Find(h => !h.Partners.Append(h.Lead).Any(o => person.IsAffiliatedOn(o, h.HeldOn)))?.HeldOn;
    }

    private static Task<Result<Done>> SaveAsync(TraumaDbContext db, CancellationToken cancellationToken) =>
        db.SaveAsync(Done.Instance, OrganizationRefusals.ChangedByAnother, cancellationToken);
}
