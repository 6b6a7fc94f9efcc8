using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Organizations;

/// <summary>A person to register, and where the person starts to work.</summary>
public sealed record RegisterPerson(string DisplayName, string? WorkEmail, OrganizationId OrganizationId, AffiliationRole Role, DateOnly From);

/// <summary>A person found, with an organization where the person works today.</summary>
public sealed record PersonRow(PersonId Id, string Name, OrganizationId OrganizationId, string OrganizationName, AffiliationRole Role);

/// <summary>What can be corrected of a person, as it is stored now.</summary>
public sealed record PersonDetails(PersonId Id, string Name, string? WorkEmail, uint Version);

/// <summary>Registers people and where they work.</summary>
public sealed class PersonService(TraumaDatabase database, TimeProvider clock)
{
    /// <summary>People who work somewhere today and whose name, address or organization holds the term; a line for each organization.</summary>
    /// <param name="term">Without regard to accents or capitals.</param>
    /// <param name="take">At most 50.</param>
    public async Task<IReadOnlyList<PersonRow>> SearchAsync(Actor actor, string term, int take, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var today = clock.Date();
        term = term.Trim();
        var address = term.ToLowerInvariant();
        return await (
            from a in db.Affiliations
            join p in db.People on a.PersonId equals p.Id
            join o in db.Organizations on a.OrganizationId equals o.Id
            where p.IsActive && a.StartsOn <= today && (a.EndsOn == null || today <= a.EndsOn)
                  && (term == ""
                      || TextSearch.Fold(p.DisplayName).Contains(TextSearch.Fold(term))
                      || TextSearch.Fold(o.Name).Contains(TextSearch.Fold(term))
                      || (p.WorkEmail != null && p.WorkEmail.Contains(address)))
            orderby TextSearch.Fold(p.DisplayName), TextSearch.Fold(o.Name)
            select new PersonRow(p.Id, p.DisplayName, o.Id, o.Name, a.Role))
            .Take(Math.Clamp(take, 1, 50)).AsNoTracking().ToListAsync(cancellationToken);
    }

    /// <summary>A person, or <c>null</c> if out of reach.</summary>
    public async Task<PersonDetails?> FindAsync(Actor actor, PersonId id, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        return await db.People.AsNoTracking().Where(p => p.Id == id)
            .Select(p => new PersonDetails(p.Id, p.DisplayName, p.WorkEmail, p.Version)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Registers a person who works at an organization that the actor may see. Refused where a person in the actor's
    /// sight has the address; somebody out of sight is not compared with.</summary>
    public async Task<Result<PersonId>> RegisterAsync(Actor actor, RegisterPerson request, CancellationToken cancellationToken)
    {
        if (!actor.MayWriteProgramme())
            return OrganizationRefusals.MayNotWrite;
        var registered = Person.Register(request.DisplayName, request.WorkEmail);
        if (!registered.Succeeded)
            return registered.As<PersonId>();
        var person = registered.Value;

        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        if (!await db.Organizations.AnyAsync(o => o.Id == request.OrganizationId, cancellationToken))
            return OrganizationRefusals.NotFound;
        _ = person.Affiliate(request.OrganizationId, request.Role, request.From).Value;
        db.Add(person);
        return await SaveAsync(db, person.Id, cancellationToken);
    }

    /// <summary>Corrects a person's name or address.</summary>
    /// <param name="version">What the actor was looking at; a stale one is refused.</param>
    public async Task<Result<Done>> ReviseAsync(
        Actor actor, PersonId id, string displayName, string? workEmail, uint version, CancellationToken cancellationToken)
    {
        if (!actor.MayWriteProgramme())
            return OrganizationRefusals.MayNotWrite;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (person is null)
            return OrganizationRefusals.PersonNotFound;
        db.HoldTo(person, version);
        var revised = person.Revise(displayName, workEmail);
        return revised.Succeeded ? await SaveAsync(db, Done.Instance, cancellationToken) : revised;
    }

    /// <summary>Starts an affiliation at an organization that the actor may see.</summary>
    public async Task<Result<Done>> AffiliateAsync(
        Actor actor, PersonId id, OrganizationId organization, AffiliationRole role, DateOnly from, DateOnly? to, CancellationToken cancellationToken)
    {
        if (!actor.MayWriteProgramme())
            return OrganizationRefusals.MayNotWrite;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var person = await db.People.Include(p => p.Affiliations).SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (person is null)
            return OrganizationRefusals.PersonNotFound;
        if (!await db.Organizations.AnyAsync(o => o.Id == organization, cancellationToken))
            return OrganizationRefusals.NotFound;
        var affiliated = person.Affiliate(organization, role, from, to);
        if (!affiliated.Succeeded)
            return affiliated.As<Done>();
        db.Add(affiliated.Value);
        return await SaveAsync(db, Done.Instance, cancellationToken);
    }

    /// <summary>Ends an affiliation at an organization that the actor may see.</summary>
    public async Task<Result<Done>> EndAffiliationAsync(
        Actor actor, PersonId id, AffiliationId affiliation, DateOnly lastDay, CancellationToken cancellationToken)
    {
        if (!actor.MayWriteProgramme())
            return OrganizationRefusals.MayNotWrite;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var person = await db.People.Include(p => p.Affiliations).SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (person is null)
            return OrganizationRefusals.PersonNotFound;
        var ended = person.EndAffiliation(affiliation, lastDay);
        if (!ended.Succeeded)
            return ended;
        var organization = person.Affiliations.Single(a => a.Id == affiliation).OrganizationId;
        if (await PersonDirectoryService.UncoveredSessionAsync(db, person, organization, cancellationToken) is { } heldOn)
            return OrganizationRefusals.AffiliationCoversSession(heldOn);
        return await SaveAsync(db, Done.Instance, cancellationToken);
    }

    private static Task<Result<T>> SaveAsync<T>(TraumaDbContext db, T answer, CancellationToken cancellationToken) =>
        db.SaveAsync(answer, OrganizationRefusals.ChangedByAnother, cancellationToken, (PeopleByAddress.Rule, OrganizationRefusals.EmailTaken));
}
