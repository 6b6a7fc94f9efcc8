using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Organizations;

/// <summary>Which organizations to list; what is <c>null</c> does not limit.</summary>
/// <param name="Term">Part of the name or code, without regard to accents or capitals.</param>
/// <param name="TakingPart">Whether the organization takes part today.</param>
public sealed record OrganizationFilter(
    string? Term = null, Jurisdiction? Jurisdiction = null, ServiceLanguage? Language = null, bool? TakingPart = null);

/// <summary>One organization in the list.</summary>
/// <param name="People">People who work there today.</param>
/// <param name="Certified">Of those trained by it, people certified today.</param>
/// <param name="Groups">Groups, whatever their state.</param>
public sealed record OrganizationRow(
    OrganizationId Id,
    string PublicCode,
    string Name,
    Jurisdiction Jurisdiction,
    OrganizationSetting Setting,
    ServiceLanguage Language,
    DateOnly JoinedOn,
    DateOnly? LeftOn,
    int People,
    int Certified,
    int Groups);

/// <summary>One organization's own page.</summary>
public sealed record OrganizationDetails(
    OrganizationId Id,
    OrganizationProfile Profile,
    DateOnly JoinedOn,
    DateOnly? LeftOn,
    uint Version,
    IReadOnlyList<SiteRow> Sites,
    IReadOnlyList<AffiliatedPersonRow> People,
    IReadOnlyList<AttendedCohortRow> Cohorts,
    IReadOnlyList<OrganizationGroupRow> Groups);

/// <summary>A person's time at the organization, and the certification that counts for it.</summary>
/// <param name="CertifiedUntil">Last day of the longest certification valid today; <c>null</c> where there is none or where it does not expire.</param>
public sealed record AffiliatedPersonRow(
    PersonId PersonId,
    string Name,
    string? WorkEmail,
    uint PersonVersion,
    AffiliationId AffiliationId,
    AffiliationRole Role,
    DateOnly From,
    DateOnly? To,
    bool Certified,
    DateOnly? CertifiedUntil);

/// <summary>A place where the organization works.</summary>
public sealed record SiteRow(SiteId Id, string Name, IReadOnlyList<OrganizationSetting> Settings, uint Version);

/// <summary>A cohort that the organization sent people to.</summary>
public sealed record AttendedCohortRow(CohortId Id, string Code, DateOnly StartsOn, DateOnly EndsOn, int Enrolled, int Completed);

/// <summary>A group that the organization runs.</summary>
public sealed record OrganizationGroupRow(GroupId Id, string Label, DateOnly StartsOn, DateOnly EndsOn, GroupStatus Status, int SessionsHeld, int PlannedSessions);

/// <summary>Lists, registers and revises organizations.</summary>
public sealed class OrganizationService(TraumaDatabase database, TimeProvider clock)
{
    internal const string CodeIndex = "ix_organization_public_code";

    private const string SiteIndex = "ix_site_organization_id_name";

    /// <summary>The organizations that the actor may see, by name.</summary>
    public async Task<Slice<OrganizationRow>> ListAsync(Actor actor, OrganizationFilter filter, SliceRequest slice, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var today = clock.Date();
        var organizations = db.Organizations.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(filter.Term))
        {
            var term = filter.Term.Trim();
            organizations = organizations.Where(o =>
                TextSearch.Fold(o.Name).Contains(TextSearch.Fold(term)) || TextSearch.Fold(o.PublicCode).Contains(TextSearch.Fold(term)));
        }

        if (filter.Jurisdiction is { } jurisdiction)
            organizations = organizations.Where(o => o.Jurisdiction == jurisdiction);
        if (filter.Language is { } language)
            organizations = organizations.Where(o => o.ServiceLanguage == language);
        if (filter.TakingPart is { } takingPart)
            organizations = organizations.Where(o => (o.JoinedOn <= today && (o.LeftOn == null || today <= o.LeftOn)) == takingPart);

        var certifications = db.Certifications.Where(Certification.ValidOn(today));
        var total = await organizations.CountAsync(cancellationToken);
        var rows = await organizations
            .OrderBy(o => TextSearch.Fold(o.Name)).ThenBy(o => o.Id)
            .Skip(slice.From).Take(slice.Size)
            .Select(o => new OrganizationRow(
                o.Id,
                o.PublicCode,
                o.Name,
                o.Jurisdiction,
                o.Setting,
                o.ServiceLanguage,
                o.JoinedOn,
                o.LeftOn,
                db.Affiliations.Where(a => a.OrganizationId == o.Id && a.StartsOn <= today && (a.EndsOn == null || today <= a.EndsOn))
                    .Select(a => a.PersonId).Distinct().Count(),
                certifications.Where(c => c.OrganizationId == o.Id).Select(c => c.PersonId).Distinct().Count(),
                db.Groups.Count(g => g.OrganizationId == o.Id || g.Partners.Any(p => p.PartnerId == o.Id))))
            .ToListAsync(cancellationToken);
        return new Slice<OrganizationRow>(rows, total);
    }

    /// <summary>One organization with its people, or <c>null</c> where there is none that the actor may see.</summary>
    public async Task<OrganizationDetails?> FindAsync(Actor actor, OrganizationId id, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var today = clock.Date();
        var organization = await db.Organizations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancellationToken);
        if (organization is null)
            return null;

        var sites = await db.Sites.AsNoTracking().Where(s => s.OrganizationId == id)
            .OrderBy(s => TextSearch.Fold(s.Name))
            .Select(s => new SiteRow(s.Id, s.Name, s.Settings, s.Version))
            .ToListAsync(cancellationToken);
        var valid = db.Certifications.Where(Certification.ValidOn(today));
        var people = await (
            from a in db.Affiliations
            join p in db.People on a.PersonId equals p.Id
            where a.OrganizationId == id
            orderby TextSearch.Fold(p.DisplayName), a.StartsOn
            select new AffiliatedPersonRow(
                p.Id,
                p.DisplayName,
                p.WorkEmail,
                p.Version,
                a.Id,
                a.Role,
                a.StartsOn,
                a.EndsOn,
                valid.Any(c => c.PersonId == p.Id),
                valid.Any(c => c.PersonId == p.Id && c.ExpiresOn == null) ? null : valid.Where(c => c.PersonId == p.Id).Max(c => c.ExpiresOn)))
            .AsNoTracking().ToListAsync(cancellationToken);
        var cohorts = await db.Cohorts.AsNoTracking()
            .Where(c => c.Enrolments.Any(e => e.OrganizationId == id))
            .OrderByDescending(c => c.StartsOn)
            .Select(c => new AttendedCohortRow(
                c.Id,
                c.Code,
                c.StartsOn,
                c.EndsOn,
                c.Enrolments.Count(e => e.OrganizationId == id && e.Status != EnrolmentStatus.Withdrawn),
                c.Enrolments.Count(e => e.OrganizationId == id && e.Status == EnrolmentStatus.Completed)))
            .ToListAsync(cancellationToken);
        var groups = await db.Groups.AsNoTracking()
            .Where(g => g.OrganizationId == id || g.Partners.Any(p => p.PartnerId == id))
            .OrderByDescending(g => g.StartsOn)
            .Select(g => new OrganizationGroupRow(
                g.Id, g.Label, g.StartsOn, g.EndsOn, g.Status, g.Sessions.Count(s => s.Status == SessionStatus.Held), g.PlannedSessions))
            .ToListAsync(cancellationToken);
        return new OrganizationDetails(
            organization.Id,
            new OrganizationProfile(
                organization.PublicCode,
                organization.Name,
                organization.Jurisdiction,
                organization.Setting,
                organization.ServiceLanguage,
                organization.OfficialLanguageMinority,
                organization.IndigenousLed,
                organization.GovernanceRegime)
            {
                ProgramStreams = organization.ProgramStreams,
            },
            organization.JoinedOn,
            organization.LeftOn,
            organization.Version,
            sites,
            people,
            cohorts,
            groups);
    }

    /// <summary>Registers an organization. For those who write for all organizations.</summary>
    public async Task<Result<OrganizationId>> RegisterAsync(Actor actor, OrganizationProfile profile, DateOnly joinedOn, CancellationToken cancellationToken)
    {
        if (!actor.WritesForAllOrganizations())
            return OrganizationRefusals.NationalOnly;
        var registered = Organization.Register(profile, joinedOn);
        if (!registered.Succeeded)
            return registered.As<OrganizationId>();

        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        db.Add(registered.Value);
        return await db.SaveAsync(
            registered.Value.Id, OrganizationRefusals.ChangedByAnother, cancellationToken, (CodeIndex, OrganizationRefusals.CodeTaken(registered.Value.PublicCode)));
    }

    /// <summary>Corrects what is known of an organization.</summary>
    /// <param name="version">What the person was looking at; a stale one is refused.</param>
    public Task<Result<Done>> ReviseAsync(Actor actor, OrganizationId id, OrganizationProfile profile, uint version, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, version, o => o.Revise(profile), cancellationToken);

    /// <summary>Ends an organization's part in the initiative.</summary>
    /// <param name="lastDay">Not before it joined (INV-01).</param>
    /// <param name="version">What the person was looking at; a stale one is refused.</param>
    public Task<Result<Done>> LeaveAsync(Actor actor, OrganizationId id, DateOnly lastDay, uint version, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, version, o => o.Leave(lastDay), cancellationToken);

    /// <summary>Takes the last day back: the organization takes part again.</summary>
    /// <param name="version">What the person was looking at; a stale one is refused.</param>
    public Task<Result<Done>> TakeLeavingBackAsync(Actor actor, OrganizationId id, uint version, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, version, o => o.TakeLeavingBack(), cancellationToken);

    /// <summary>Adds a place where the organization works.</summary>
    public Task<Result<Done>> AddSiteAsync(
        Actor actor, OrganizationId id, string name, IReadOnlyCollection<OrganizationSetting> settings, CancellationToken cancellationToken) =>
        ChangeSitesAsync(actor, id, null, (db, o) =>
        {
            var added = o.AddSite(name, settings);
            if (added.Succeeded)
                db.Add(added.Value);
            return added.Succeeded ? Done.Instance : added.As<Done>();
        }, cancellationToken);

    /// <summary>Corrects a site.</summary>
    /// <param name="version">Of the site, as the person was looking at it; a stale one is refused.</param>
    public Task<Result<Done>> ReviseSiteAsync(
        Actor actor, OrganizationId id, SiteId site, string name, IReadOnlyCollection<OrganizationSetting> settings, uint version, CancellationToken cancellationToken) =>
        ChangeSitesAsync(actor, id, (site, version), (_, o) => o.ReviseSite(site, name, settings), cancellationToken);

    /// <summary>Takes a site off the list.</summary>
    /// <param name="version">Of the site, as the person was looking at it; a stale one is refused.</param>
    public Task<Result<Done>> RemoveSiteAsync(Actor actor, OrganizationId id, SiteId site, uint version, CancellationToken cancellationToken) =>
        ChangeSitesAsync(actor, id, (site, version), (_, o) => o.RemoveSite(site), cancellationToken);

    private async Task<Result<Done>> ChangeSitesAsync(
        Actor actor,
        OrganizationId id,
        (SiteId Site, uint Version)? seen,
        Func<TraumaDbContext, Organization, Result<Done>> change,
        CancellationToken cancellationToken)
    {
        if (!actor.MayWriteProgramme())
            return OrganizationRefusals.MayNotWrite;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var organization = await db.Organizations.Include(o => o.Sites).SingleOrDefaultAsync(o => o.Id == id, cancellationToken);
        if (organization is null)
            return OrganizationRefusals.NotFound;
        if (seen is { } known && organization.Sites.FirstOrDefault(s => s.Id == known.Site) is { } site)
            db.HoldTo(site, known.Version);
        var changed = change(db, organization);
        return changed.Succeeded
            ? await db.SaveAsync(Done.Instance, OrganizationRefusals.ChangedByAnother, cancellationToken, (SiteIndex, OrganizationRefusals.SiteTwice))
            : changed;
    }

    private async Task<Result<Done>> ChangeAsync(
        Actor actor, OrganizationId id, uint version, Func<Organization, Result<Done>> change, CancellationToken cancellationToken)
    {
        if (!actor.MayWriteProgramme())
            return OrganizationRefusals.MayNotWrite;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var organization = await db.Organizations.SingleOrDefaultAsync(o => o.Id == id, cancellationToken);
        if (organization is null)
            return OrganizationRefusals.NotFound;
        db.HoldTo(organization, version);
        var changed = change(organization);
        if (!changed.Succeeded)
            return changed;
        return await db.SaveAsync(
            Done.Instance, OrganizationRefusals.ChangedByAnother, cancellationToken, (CodeIndex, OrganizationRefusals.CodeTaken(organization.PublicCode)));
    }
}
