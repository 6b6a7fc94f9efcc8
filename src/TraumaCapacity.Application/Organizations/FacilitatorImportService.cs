using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Organizations;

/// <summary>What a file of facilitators would do, or did.</summary>
/// <param name="Stored">Whether it was stored; a check stores nothing.</param>
/// <param name="Rows">Rows read, without the heading and empty lines.</param>
/// <param name="NewPeople">People registered.</param>
/// <param name="NewAffiliations">Affiliations started, also by people known before.</param>
/// <param name="Unchanged">Rows that say what is stored already.</param>
/// <param name="Errors">The first 200 errors, by line.</param>
/// <param name="ErrorCount">All errors. With one or more, nothing is stored.</param>
/// <param name="Encoding">How the text was read; <c>null</c> for a workbook.</param>
public sealed record FacilitatorImport(
    bool Stored, int Rows, int NewPeople, int NewAffiliations, int Unchanged, IReadOnlyList<ImportError> Errors, int ErrorCount, string? Encoding);

/// <summary>A cell that breaks a rule.</summary>
/// <param name="Line">As an editor or a spreadsheet counts it, from 1.</param>
/// <param name="Column">As the file names it; empty for the whole line.</param>
/// <param name="Value">What stands there, where it is nearly a known word; anything else might identify someone and is not repeated.</param>
/// <param name="Refusal">The rule.</param>
/// <param name="Suggestion">The known word that was probably meant: an organization's code or an <see cref="AffiliationRole"/>.</param>
public sealed record ImportError(int Line, string Column, string? Value, Refusal Refusal, object? Suggestion = null);

/// <summary>Imports facilitators from a CSV or XLSX file: all rows or none.</summary>
public sealed class FacilitatorImportService(TraumaDatabase database, TimeProvider clock)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaximumBytes = TableFile.MaximumBytes;

    private const int ErrorsShown = 200;

    /// <summary>Does all that <see cref="ImportAsync"/> does, in the same transaction, and rolls it back.</summary>
    public Task<Result<FacilitatorImport>> CheckAsync(Actor actor, ReadOnlyMemory<byte> file, CancellationToken cancellationToken) =>
        RunAsync(actor, file, store: false, cancellationToken);

    /// <summary>Imports the file if no row is at fault.</summary>
    public Task<Result<FacilitatorImport>> ImportAsync(Actor actor, ReadOnlyMemory<byte> file, CancellationToken cancellationToken) =>
        RunAsync(actor, file, store: true, cancellationToken);

    private static Result<Dictionary<FacilitatorColumn, (int Index, string Heading)>> FindColumns(TableLine heading)
    {
        var columns = new Dictionary<FacilitatorColumn, (int Index, string Heading)>();
        for (var i = 0; i < heading.Cells.Count; i++)
        {
            if (FacilitatorColumns.Find(heading.Cells[i]) is not { } column)
                continue;
            if (!columns.TryAdd(column, (i, heading.Cells[i].Trim())))
                return OrganizationRefusals.ColumnTwice(column);
        }

        var missing = Enum.GetValues<FacilitatorColumn>().Where(c => !columns.ContainsKey(c)).ToList();
        return missing.Count == 0 ? columns : OrganizationRefusals.ColumnsMissing(missing);
    }

    private async Task<Result<FacilitatorImport>> RunAsync(Actor actor, ReadOnlyMemory<byte> file, bool store, CancellationToken cancellationToken)
    {
        if (!actor.MayWriteProgramme())
            return OrganizationRefusals.MayNotWrite;
        var read = TableFile.Read(file, cancellationToken);
        if (!read.Succeeded)
            return read.As<FacilitatorImport>();
        var lines = read.Value.Lines.Where(l => !l.IsEmpty).ToList();
        if (lines.Count == 0)
            return OrganizationRefusals.FileEmpty;
        var columns = FindColumns(lines[0]);
        if (!columns.Succeeded)
            return columns.As<FacilitatorImport>();
        if (lines.Count == 1)
            return OrganizationRefusals.FileHasNoRows;

        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var import = await Reading.StartAsync(db, columns.Value, lines, clock.Date(), cancellationToken);
        foreach (var line in lines.Skip(1))
            import.Take(line);
        if (import.ErrorCount == 0)
        {
            db.AddRange(import.NewPeople);
            db.AddRange(import.NewAffiliations);
            db.RecordAccess("IMPORT", "person", "facilitators", new { rows = lines.Count - 1, people = import.NewPeople.Count });
            // Where someone else registered one of them since this began, the next check names the row.
            var saved = await db.SaveAsync(Done.Instance, OrganizationRefusals.ChangedByAnother, cancellationToken);
            if (!saved.Succeeded)
                return saved.Refusal;
            if (store)
                await transaction.CommitAsync(cancellationToken);
        }

        return new FacilitatorImport(
            store && import.ErrorCount == 0,
            lines.Count - 1,
            import.NewPeople.Count,
            import.NewAffiliations.Count,
            import.Unchanged,
            import.Errors,
            import.ErrorCount,
            read.Value.Encoding);
    }

    /// <summary>One pass over the rows, against what is stored.</summary>
    private sealed class Reading
    {
        private readonly Dictionary<FacilitatorColumn, (int Index, string Heading)> columns;
        private readonly Dictionary<string, Organization> organizations;
        private readonly PeopleByAddress people;
        private readonly HashSet<(string Email, OrganizationId, AffiliationRole)> seen = [];
        private readonly DateOnly today;

        private Reading(
            Dictionary<FacilitatorColumn, (int Index, string Heading)> columns,
            Dictionary<string, Organization> organizations,
            PeopleByAddress people,
            DateOnly today)
        {
            this.columns = columns;
            this.organizations = organizations;
            this.people = people;
            this.today = today;
        }

        public List<Person> NewPeople { get; } = [];

        public List<FacilitatorAffiliation> NewAffiliations { get; } = [];

        public List<ImportError> Errors { get; } = [];

        public int ErrorCount { get; private set; }

        public int Unchanged { get; private set; }

        public static async Task<Reading> StartAsync(
            TraumaDbContext db,
            Dictionary<FacilitatorColumn, (int Index, string Heading)> columns,
            List<TableLine> lines,
            DateOnly today,
            CancellationToken cancellationToken)
        {
            string[] Distinct(FacilitatorColumn column, Func<string, string?> normalize) =>
                [.. lines.Skip(1).Select(l => normalize(Cell(l, columns[column].Index))).OfType<string>().Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)];

            var emails = Distinct(FacilitatorColumn.Email, Person.NormalizeEmail);
            var organizations = await db.Organizations.AsNoTracking().ToDictionaryAsync(o => o.PublicCode, StringComparer.Ordinal, cancellationToken);
            return new Reading(columns, organizations, await PeopleByAddress.LoadAsync(db, emails, cancellationToken), today);
        }

        public void Take(TableLine line)
        {
            var before = ErrorCount;
            var organization = TakeOrganization(line);
            var role = TakeRole(line);
            var from = TakeDate(line);
            if (organization is not null && from is { } start && organization.LeftOn is { } left && start > left)
                Refuse(line, FacilitatorColumn.From, OrganizationRefusals.StartsAfterLeaving(left));

            var email = Person.NormalizeEmail(Cell(line, columns[FacilitatorColumn.Email].Index));
            var name = Cell(line, columns[FacilitatorColumn.Name].Index);
            Person? person = null;
            if (email is null)
                Refuse(line, FacilitatorColumn.Email, OrganizationRefusals.EmailMissing);
            else
                person = TakePerson(line, name, email, organization?.Id);

            if (ErrorCount > before || person is null || organization is null || role is null || from is null)
                return;
            if (!seen.Add((email!, organization.Id, role.Value)))
            {
                Refuse(line, null, OrganizationRefusals.RowTwice);
                return;
            }

            if (person.Affiliations.Any(a => a.OrganizationId == organization.Id && a.Role == role && a.StartsOn == from))
            {
                Unchanged++;
                return;
            }

            var affiliated = person.Affiliate(organization.Id, role.Value, from.Value);
            if (affiliated.Succeeded)
                NewAffiliations.Add(affiliated.Value);
            else
                Refuse(line, FacilitatorColumn.From, affiliated.Refusal);
        }

        private static string Cell(TableLine line, int index) => index < line.Cells.Count ? line.Cells[index].Trim() : "";

        private Person? TakePerson(TableLine line, string name, string email, OrganizationId? at)
        {
            if (people.Find(email, at) is { } known)
                return known;
            var registered = Person.Register(name, email);
            if (!registered.Succeeded)
            {
                Refuse(line, registered.Refusal.Field == nameof(Person.WorkEmail) ? FacilitatorColumn.Email : FacilitatorColumn.Name, registered.Refusal);
                return null;
            }

            people.Add(registered.Value);
            NewPeople.Add(registered.Value);
            return registered.Value;
        }

        private Organization? TakeOrganization(TableLine line)
        {
            var code = Organization.NormalizeCode(Cell(line, columns[FacilitatorColumn.OrganizationCode].Index));
            if (code.Length == 0)
                Refuse(line, FacilitatorColumn.OrganizationCode, OrganizationRefusals.CodeMissing);
            else if (organizations.TryGetValue(code, out var organization))
                return organization;
            else if (code.Length > 2 && organizations.Keys.FirstOrDefault(k => k.Length > 2 && FacilitatorColumns.Distance(k, code) <= 1) is { } near)
                Refuse(line, FacilitatorColumn.OrganizationCode, OrganizationRefusals.OrganizationUnknown, code, near);
            else
                Refuse(line, FacilitatorColumn.OrganizationCode, OrganizationRefusals.OrganizationUnknown);
            return null;
        }

        private AffiliationRole? TakeRole(TableLine line)
        {
            var text = Cell(line, columns[FacilitatorColumn.Role].Index);
            if (FacilitatorColumns.Role(text) is { } role)
                return role;
            if (FacilitatorColumns.NearRole(text) is { } near)
                Refuse(line, FacilitatorColumn.Role, OrganizationRefusals.RoleUnknown, text, near);
            else
                Refuse(line, FacilitatorColumn.Role, OrganizationRefusals.RoleUnknown);
            return null;
        }

        private DateOnly? TakeDate(TableLine line)
        {
            var date = FacilitatorColumns.Date(Cell(line, columns[FacilitatorColumn.From].Index));
            if (date is null)
                Refuse(line, FacilitatorColumn.From, OrganizationRefusals.DateNotValid);
            else if (date.Value.Year < 1990 || date > today.AddYears(1))
                Refuse(line, FacilitatorColumn.From, OrganizationRefusals.DateOutOfRange);
            else
                return date;
            return null;
        }

        private void Refuse(TableLine line, FacilitatorColumn? column, Refusal refusal, string? value = null, object? suggestion = null)
        {
            ErrorCount++;
            if (Errors.Count < ErrorsShown)
                Errors.Add(new ImportError(line.Line, column is { } c ? columns[c].Heading : "", value, refusal, suggestion));
        }
    }
}
