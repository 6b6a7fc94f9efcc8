using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Organizations;

/// <summary>Who has which work address, as far as the actor can see. An address is registered once within one's sight, which
/// the database holds by <see cref="Rule"/>; beyond it nothing is compared, because a refusal would tell a coordinator of a
/// person who is not theirs to know of. So the same person may be there twice, and whoever sees both brings them together.</summary>
internal sealed class PeopleByAddress
{
    /// <summary>The rule as the database names it when a save breaks it.</summary>
    public const string Rule = "person_work_email_in_sight";

    private readonly Dictionary<string, List<Person>> people;

    private PeopleByAddress(Dictionary<string, List<Person>> people) => this.people = people;

    /// <summary>Loads the people with those addresses, and where they work.</summary>
    /// <param name="addresses">As <see cref="Person.NormalizeEmail"/> writes them.</param>
    public static async Task<PeopleByAddress> LoadAsync(TraumaDbContext db, IReadOnlyCollection<string> addresses, CancellationToken cancellationToken)
    {
        var found = await db.People.Include(p => p.Affiliations)
            .Where(p => p.WorkEmail != null && addresses.Contains(p.WorkEmail))
            .OrderBy(p => p.CreatedAt).ThenBy(p => p.Id)
            .ToListAsync(cancellationToken);
        var people = new Dictionary<string, List<Person>>(StringComparer.Ordinal);
        foreach (var person in found)
        {
            if (await StandingAsync(db, person, cancellationToken) is { } standing)
                (people.TryGetValue(person.WorkEmail!, out var several) ? several : people[person.WorkEmail!] = []).Add(standing);
        }

        return new PeopleByAddress(people);
    }

    /// <summary>The person with the address: where there are several, the one who works or worked at the organization, and
    /// otherwise the one who was registered first.</summary>
    public Person? Find(string address, OrganizationId? at) =>
        people.TryGetValue(address, out var several)
            ? several.Find(p => p.Affiliations.Any(a => a.OrganizationId == at)) ?? several[0]
            : null;

    // A record that was merged into another still answers to its address: what arrives under it is the other's.
    private static async Task<Person?> StandingAsync(TraumaDbContext db, Person person, CancellationToken cancellationToken)
    {
        var standing = person;
        while (standing?.MergedIntoId is { } kept)
            standing = await db.People.Include(p => p.Affiliations).SingleOrDefaultAsync(p => p.Id == kept, cancellationToken);
        return standing;
    }

    /// <summary>Takes a person in who has just been registered.</summary>
    public void Add(Person person) => people.Add(person.WorkEmail!, [person]);
}
