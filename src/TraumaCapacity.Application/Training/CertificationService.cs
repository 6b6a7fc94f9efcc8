using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Training;

/// <summary>Which certifications to list.</summary>
/// <param name="ValidOn">Those valid on the date.</param>
/// <param name="LapsingWithin">Of those, the ones whose last day comes within so many days of the date, and that nothing longer replaces.</param>
/// <param name="Term">Part of the person's or the organization's name.</param>
public sealed record CertificationFilter(DateOnly ValidOn, int? LapsingWithin = null, string? Term = null, OrganizationId? OrganizationId = null);

/// <summary>One certification.</summary>
public sealed record CertificationRow(
    CertificationId Id,
    PersonId PersonId,
    string Name,
    OrganizationId OrganizationId,
    string Organization,
    CertificationKind Kind,
    CohortId CohortId,
    string Cohort,
    DateOnly IssuedOn,
    DateOnly? ExpiresOn,
    uint Version);

/// <summary>Who is certified, and for how long.</summary>
public sealed class CertificationService(TraumaDatabase database, TimeProvider clock)
{
    /// <summary>How far ahead people are told that a certification lapses, in days.</summary>
    public const int NoticeDays = 90;

    /// <summary>Today's date, from which the screens start.</summary>
    public DateOnly Today => clock.Date();

    /// <summary>Certifications of the organizations that the actor may see: what lapses first comes first.</summary>
    public async Task<Slice<CertificationRow>> ListAsync(Actor actor, CertificationFilter filter, SliceRequest slice, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var certifications = db.Certifications.Where(Certification.ValidOn(filter.ValidOn));
        if (filter.OrganizationId is { } organization)
            certifications = certifications.Where(c => c.OrganizationId == organization);
        if (filter.LapsingWithin is { } days)
            certifications = Lapsing(db, certifications, filter.ValidOn, days);

        var rows =
            from c in certifications
            join p in db.People on c.PersonId equals p.Id
            join o in db.Organizations on c.OrganizationId equals o.Id
            join e in db.Enrolments on c.SourceEnrolmentId equals e.Id
            join cohort in db.Cohorts on e.CohortId equals cohort.Id
            select new { Certification = c, Person = p, Organization = o, Cohort = cohort };
        if (!string.IsNullOrWhiteSpace(filter.Term))
        {
            var term = filter.Term.Trim();
            rows = rows.Where(r =>
                TextSearch.Fold(r.Person.DisplayName).Contains(TextSearch.Fold(term)) || TextSearch.Fold(r.Organization.Name).Contains(TextSearch.Fold(term)));
        }

        var total = await rows.CountAsync(cancellationToken);
        var page = await rows
            .OrderBy(r => r.Certification.ExpiresOn == null).ThenBy(r => r.Certification.ExpiresOn)
            .ThenBy(r => TextSearch.Fold(r.Person.DisplayName)).ThenBy(r => r.Certification.Id)
            .Skip(slice.From).Take(slice.Size)
            .Select(r => new CertificationRow(
                r.Certification.Id,
                r.Person.Id,
                r.Person.DisplayName,
                r.Organization.Id,
                r.Organization.Name,
                r.Certification.Kind,
                r.Cohort.Id,
                r.Cohort.Code,
                r.Certification.IssuedOn,
                r.Certification.ExpiresOn,
                r.Certification.Version))
            .AsNoTracking().ToListAsync(cancellationToken);
        return new Slice<CertificationRow>(page, total);
    }

    /// <summary>How many people's certification lapses within <see cref="NoticeDays"/> days of today.</summary>
    public async Task<int> CountLapsingAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var today = clock.Date();
        return await Lapsing(db, db.Certifications.Where(Certification.ValidOn(today)), today, NoticeDays)
            .Select(c => c.PersonId).Distinct().CountAsync(cancellationToken);
    }

    /// <summary>Takes a certification back. For those who write for all organizations.</summary>
    /// <param name="version">What the person was looking at; a stale one is refused.</param>
    public async Task<Result<Done>> RevokeAsync(
        Actor actor, CertificationId id, DateOnly from, string reason, uint version, CancellationToken cancellationToken)
    {
        if (!actor.WritesForAllOrganizations())
            return TrainingRefusals.NationalOnly;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var certification = await db.Certifications.SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
        if (certification is null)
            return TrainingRefusals.CertificationNotFound;
        db.HoldTo(certification, version);
        var revoked = certification.Revoke(from, reason);
        return revoked.Succeeded ? await db.SaveAsync(Done.Instance, TrainingRefusals.ChangedByAnother, cancellationToken) : revoked;
    }

    private static IQueryable<Certification> Lapsing(TraumaDbContext db, IQueryable<Certification> certifications, DateOnly from, int days)
    {
        var last = from.AddDays(days);
        return certifications.Where(c => c.ExpiresOn != null && c.ExpiresOn <= last
            && !db.Certifications.Any(other => other.PersonId == c.PersonId && other.Kind == c.Kind && other.Id != c.Id
                && other.RevokedOn == null && (other.ExpiresOn == null || other.ExpiresOn > c.ExpiresOn)));
    }
}
