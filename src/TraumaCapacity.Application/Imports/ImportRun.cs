using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Organizations;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Imports;

/// <summary>One file of one kind, taken row by row into the transaction of a check or an import.</summary>
internal abstract class ImportRun
{
    private Dictionary<string, Organization> organizations = [];
    private PeopleByAddress? people;

    public required TraumaDbContext Db { get; init; }

    public required Actor Actor { get; init; }

    public required ImportSheet Sheet { get; init; }

    public required ImportId Import { get; init; }

    public required DateOnly Today { get; init; }

    public required DateTimeOffset Now { get; init; }

    protected DateOnly Latest => Today.AddYears(2);

    public static ImportRun For(ImportKind kind, TraumaDbContext db, Actor actor, ImportSheet sheet, ImportId import, DateOnly today, DateTimeOffset now) => kind switch
    {
        ImportKind.Facilitators => new FacilitatorRows { Db = db, Actor = actor, Sheet = sheet, Import = import, Today = today, Now = now },
        ImportKind.Cohorts => new CohortRows { Db = db, Actor = actor, Sheet = sheet, Import = import, Today = today, Now = now },
        ImportKind.Attendance => new AttendanceRows { Db = db, Actor = actor, Sheet = sheet, Import = import, Today = today, Now = now },
        ImportKind.Groups => new GroupRows { Db = db, Actor = actor, Sheet = sheet, Import = import, Today = today, Now = now },
        ImportKind.Sessions => new SessionRows { Db = db, Actor = actor, Sheet = sheet, Import = import, Today = today, Now = now },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Takes the whole file. What breaks a rule is told to the sheet; with one such row the caller rolls back.</summary>
    public abstract Task RunAsync(CancellationToken cancellationToken);

    /// <summary>What a cell that lists several says, each once and without empty ones.</summary>
    protected static IEnumerable<string> EmailsIn(string cell) =>
        ImportWords.List(cell).Select(e => Person.NormalizeEmail(e)).OfType<string>().Distinct(StringComparer.Ordinal);

    protected async Task LoadOrganizationsAsync(CancellationToken cancellationToken) =>
        organizations = await Db.Organizations.AsNoTracking().ToDictionaryAsync(o => o.PublicCode, StringComparer.Ordinal, cancellationToken);

    protected async Task LoadPeopleAsync(IEnumerable<string> emails, CancellationToken cancellationToken) =>
        people = await PeopleByAddress.LoadAsync(Db, [.. emails.Distinct(StringComparer.Ordinal)], cancellationToken);

    /// <summary>Of several with the address, the one who works or worked at the organization.</summary>
    protected Person? FindPerson(string email, OrganizationId? at) => people!.Find(email, at);

    protected void Remember(Person person) => people!.Add(person);

    protected Organization? FindOrganization(ImportLine line) =>
        organizations.GetValueOrDefault(Organization.NormalizeCode(line[ImportField.OrganizationCode]));

    protected Organization? TakeOrganization(ImportLine line)
    {
        var code = Organization.NormalizeCode(line[ImportField.OrganizationCode]);
        if (code.Length == 0)
            Sheet.Refuse(line, ImportField.OrganizationCode, OrganizationRefusals.CodeMissing);
        else if (organizations.TryGetValue(code, out var organization))
            return organization;
        else
            Sheet.Refuse(line, ImportField.OrganizationCode, ImportRefusals.OrganizationUnknown, Near(code, organizations.Keys));
        return null;
    }

    protected Person? TakePerson(ImportLine line, string? email, ImportField field, OrganizationId? at)
    {
        if (email is null)
            Sheet.Refuse(line, field, OrganizationRefusals.EmailMissing);
        else if (FindPerson(email, at) is { } person)
            return person;
        else
            Sheet.Refuse(line, field, ImportRefusals.PersonUnknown);
        return null;
    }

    /// <summary>The people of a cell that lists addresses; <c>null</c> where one is unknown.</summary>
    protected List<Person>? TakePeople(ImportLine line, ImportField field, OrganizationId? at)
    {
        var found = new List<Person>();
        var unknown = false;
        foreach (var email in EmailsIn(line[field]))
        {
            if (TakePerson(line, email, field, at) is { } person)
                found.Add(person);
            else
                unknown = true;
        }

        return unknown ? null : found;
    }

    /// <summary>The one known word that differs in a letter.</summary>
    protected static string? Near(string word, IEnumerable<string> known) =>
        word.Length > 2 ? known.FirstOrDefault(k => k.Length > 2 && ImportWords.Distance(k, word) <= 1) : null;
}
