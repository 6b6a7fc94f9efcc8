using TraumaCapacity.Application.Organizations;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Imports;

/// <summary>People and where they work. The address is the key of a person; address, organization and role that of a row.</summary>
internal sealed class FacilitatorRows : ImportRun
{
    private readonly HashSet<(string Email, OrganizationId, AffiliationRole)> seen = [];
    private readonly Dictionary<PersonId, (string Name, int Line)> names = [];

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        var lines = Sheet.Read(cancellationToken).ToList();
        await LoadOrganizationsAsync(cancellationToken);
        await LoadPeopleAsync(lines.Select(l => Person.NormalizeEmail(l[ImportField.Email])).OfType<string>(), cancellationToken);
        foreach (var line in lines)
            await TakeAsync(line, cancellationToken);
    }

    private async Task TakeAsync(ImportLine line, CancellationToken cancellationToken)
    {
        var before = Sheet.ErrorCount;
        var organization = TakeOrganization(line);
        var role = TakeRole(line);
        var from = Sheet.Date(line, ImportField.From, Today.AddYears(1));
        var until = Sheet.Date(line, ImportField.Until, Today.AddYears(1), isRequired: false);
        if (organization is { LeftOn: { } left } && from > left)
            Sheet.Refuse(line, ImportField.From, ImportRefusals.StartsAfterLeaving(left));
        var email = Person.NormalizeEmail(line[ImportField.Email]);
        var (person, isNew, isRenamed) = TakePersonOf(line, email, organization?.Id);
        if (Sheet.ErrorCount > before || person is null || organization is null || role is null || from is null)
            return;
        if (!seen.Add((email!, organization.Id, role.Value)))
        {
            Sheet.Refuse(line, ImportField.Email, ImportRefusals.RowTwice);
            return;
        }

        if (person.Affiliations.FirstOrDefault(a => a.OrganizationId == organization.Id && a.Role == role && a.StartsOn == from) is { } known)
        {
            var ends = until is not null && until != known.EndsOn;
            if (ends && person.EndAffiliation(known.Id, until!.Value).Refusal is { } refusal)
                Sheet.Refuse(line, ImportField.Until, refusal);
            else if (ends && await PersonDirectoryService.UncoveredSessionAsync(Db, person, organization.Id, cancellationToken) is { } heldOn)
                Sheet.Refuse(line, ImportField.Until, OrganizationRefusals.AffiliationCoversSession(heldOn));
            else
                Sheet.Tally(isNew, isRenamed || ends);
            return;
        }

        var affiliated = person.Affiliate(organization.Id, role.Value, from.Value, until);
        if (!affiliated.Succeeded)
        {
            Sheet.Refuse(line, affiliated.Refusal.Field == nameof(FacilitatorAffiliation.EndsOn) ? ImportField.Until : ImportField.From, affiliated.Refusal);
            return;
        }

        Db.Add(affiliated.Value);
        Sheet.Count(ImportedThing.Affiliations);
        Sheet.Tally(created: true, changed: false);
    }

    private (Person? Person, bool IsNew, bool IsRenamed) TakePersonOf(ImportLine line, string? email, OrganizationId? at)
    {
        var name = line[ImportField.PersonName];
        if (email is null)
        {
            Sheet.Refuse(line, ImportField.Email, OrganizationRefusals.EmailMissing);
            return default;
        }

        if (FindPerson(email, at) is { } known)
        {
            if (name.Length > 0 && !names.TryAdd(known.Id, (name, line.Line)) && names[known.Id].Name != name)
            {
                Sheet.Refuse(line, ImportField.PersonName, ImportRefusals.DiffersFromLine(names[known.Id].Line));
                return default;
            }

            if (name.Length == 0 || name.Normalize() == known.DisplayName)
                return (known, false, false);
            if (known.Revise(name, known.WorkEmail).Refusal is not { } refusal)
                return (known, false, true);
            Sheet.Refuse(line, ImportField.PersonName, refusal);
            return default;
        }

        var registered = Person.Register(name, email);
        if (!registered.Succeeded)
        {
            Sheet.Refuse(line, registered.Refusal.Field == nameof(Person.WorkEmail) ? ImportField.Email : ImportField.PersonName, registered.Refusal);
            return default;
        }

        Remember(registered.Value);
        names.Add(registered.Value.Id, (name, line.Line));
        Db.Add(registered.Value);
        Sheet.Count(ImportedThing.People);
        return (registered.Value, true, false);
    }

    private AffiliationRole? TakeRole(ImportLine line)
    {
        var text = line[ImportField.Role];
        if (ImportWords.Word<AffiliationRole>(text) is { } role)
            return role;
        Sheet.Refuse(line, ImportField.Role, text.Length == 0 ? ImportRefusals.ValueMissing : ImportRefusals.RoleUnknown, ImportWords.NearWord<AffiliationRole>(text));
        return null;
    }
}
