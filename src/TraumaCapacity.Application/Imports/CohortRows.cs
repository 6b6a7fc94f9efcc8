using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Imports;

/// <summary>Cohorts and who is enrolled. A cohort's own cells are read from its first row; the others repeat them or leave
/// them empty. A cohort that exists is not changed by a file, only enrolled in.</summary>
internal sealed class CohortRows : ImportRun
{
    private readonly Dictionary<string, TrainingCohort> cohorts = new(StringComparer.Ordinal);
    private readonly Dictionary<CohortId, int> taken = [];
    private readonly Dictionary<CohortId, HashSet<PersonId>> trainersOfTrainers = [];
    private readonly Dictionary<string, ImportLine> opened = new(StringComparer.Ordinal);
    private readonly HashSet<string> refused = new(StringComparer.Ordinal);
    private readonly HashSet<(CohortId, PersonId)> seen = [];
    private List<TrainingProgram> programs = [];

    private static ImportField[] OfTheCohort { get; } =
        [ImportField.Programme, ImportField.Days, ImportField.Capacity, ImportField.Mode, ImportField.Language, ImportField.Location];

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        var lines = Sheet.Read(cancellationToken).ToList();
        await LoadOrganizationsAsync(cancellationToken);
        await LoadPeopleAsync(lines.Select(l => Person.NormalizeEmail(l[ImportField.Email])).OfType<string>(), cancellationToken);
        programs = await Db.TrainingPrograms.AsNoTracking().ToListAsync(cancellationToken);
        await LoadCohortsAsync([.. lines.Select(l => l[ImportField.CohortCode].Normalize()).Distinct(StringComparer.Ordinal)], cancellationToken);
        foreach (var line in lines)
            Take(line);
    }

    private async Task LoadCohortsAsync(string[] codes, CancellationToken cancellationToken)
    {
        foreach (var some in codes.Chunk(500))
        {
            var found = await Db.Cohorts.Include(c => c.Days).Include(c => c.Trainers).Include(c => c.Enrolments).AsSplitQuery()
                .Where(c => some.Contains(c.Code)).OrderBy(c => c.Id).ToListAsync(cancellationToken);
            foreach (var cohort in found)
            {
                cohorts.Add(cohort.Code, cohort);
                var trainers = new HashSet<PersonId>();
                foreach (var trainer in cohort.Trainers)
                {
                    var ids = await Db.Database.SqlQuery<Guid>($"select unnest(programme.trainers_of({trainer.PersonId.Value})) as \"Value\"").ToListAsync(cancellationToken);
                    trainers.UnionWith(ids.Select(PersonId.From));
                }

                trainersOfTrainers.Add(cohort.Id, trainers);
                taken.Add(cohort.Id, await Db.Database.SqlQuery<int>($"select programme.places_taken({cohort.Id.Value}, true) as \"Value\"").SingleAsync(cancellationToken));
            }
        }
    }

    private void Take(ImportLine line)
    {
        var code = line[ImportField.CohortCode].Normalize();
        if (code.Length == 0)
        {
            Sheet.Refuse(line, ImportField.CohortCode, ImportRefusals.ValueMissing);
            return;
        }

        var isNew = false;
        if (!cohorts.TryGetValue(code, out var cohort))
        {
            // One mistake in a cohort is told once, on the row that opens it.
            if (refused.Contains(code))
                return;
            cohort = Open(line, code);
            if (cohort is null)
            {
                refused.Add(code);
                return;
            }

            isNew = true;
        }
        else if (!Agrees(line, code, cohort))
        {
            return;
        }

        if (!ImportSheet.Says(line, ImportField.Email) && !ImportSheet.Says(line, ImportField.OrganizationCode))
            Sheet.Tally(isNew, changed: false);
        else
            Enrol(line, cohort, isNew);
    }

    private TrainingCohort? Open(ImportLine line, string code)
    {
        if (!Actor.WritesForAllOrganizations())
        {
            Sheet.Refuse(line, ImportField.CohortCode, ImportRefusals.CohortUnknown);
            return null;
        }

        var before = Sheet.ErrorCount;
        var program = TakeProgram(line);
        var days = TakeDays(line);
        var capacity = Sheet.Whole(line, ImportField.Capacity, isRequired: true);
        var mode = Sheet.Word<DeliveryMode>(line, ImportField.Mode) ?? DeliveryMode.InPerson;
        var language = Sheet.Word<ContentLanguage>(line, ImportField.Language) ?? ContentLanguage.English;
        if (Sheet.ErrorCount > before)
            return null;
        var cohort = TrainingCohort.Open(program!.Id, code, days!, capacity!.Value, mode, language, line[ImportField.Location]);
        if (!cohort.Succeeded)
        {
            Sheet.Refuse(line, FieldOf(cohort.Refusal), cohort.Refusal);
            return null;
        }

        Db.Add(cohort.Value);
        cohorts.Add(code, cohort.Value);
        taken.Add(cohort.Value.Id, 0);
        trainersOfTrainers.Add(cohort.Value.Id, []);
        opened.Add(code, line);
        Sheet.Count(ImportedThing.Cohorts);
        return cohort.Value;
    }

    private static ImportField FieldOf(Refusal refusal) => refusal.Field switch
    {
        nameof(TrainingCohort.Location) => ImportField.Location,
        nameof(TrainingCohort.Capacity) => ImportField.Capacity,
        nameof(TrainingCohort.Days) => ImportField.Days,
        _ => ImportField.CohortCode,
    };

    private bool Agrees(ImportLine line, string code, TrainingCohort cohort)
    {
        var before = Sheet.ErrorCount;
        if (opened.TryGetValue(code, out var first))
        {
            foreach (var field in OfTheCohort.Where(f => ImportSheet.Says(line, f) && line[f] != first[f]))
                Sheet.Refuse(line, field, ImportRefusals.DiffersFromLine(first.Line));
            return Sheet.ErrorCount == before;
        }

        if (ImportSheet.Says(line, ImportField.Programme) && TakeProgram(line) is { } program && program.Id != cohort.ProgramId)
            Sheet.Refuse(line, ImportField.Programme, ImportRefusals.DiffersFromStored);
        if (ImportSheet.Says(line, ImportField.Days) && TakeDays(line) is { } days
            && !days.OrderBy(d => d.Date).SequenceEqual(cohort.Days.OrderBy(d => d.Date).Select(d => new PlannedDay(d.Date, d.Hours))))
            Sheet.Refuse(line, ImportField.Days, ImportRefusals.DiffersFromStored);
        if (Sheet.Whole(line, ImportField.Capacity) is { } capacity && capacity != cohort.Capacity)
            Sheet.Refuse(line, ImportField.Capacity, ImportRefusals.DiffersFromStored);
        if (Sheet.Word<DeliveryMode>(line, ImportField.Mode) is { } mode && mode != cohort.Mode)
            Sheet.Refuse(line, ImportField.Mode, ImportRefusals.DiffersFromStored);
        if (Sheet.Word<ContentLanguage>(line, ImportField.Language) is { } language && language != cohort.Language)
            Sheet.Refuse(line, ImportField.Language, ImportRefusals.DiffersFromStored);
        if (ImportSheet.Says(line, ImportField.Location) && line[ImportField.Location].Normalize() != cohort.Location)
            Sheet.Refuse(line, ImportField.Location, ImportRefusals.DiffersFromStored);
        return Sheet.ErrorCount == before;
    }

    private void Enrol(ImportLine line, TrainingCohort cohort, bool isNew)
    {
        var organization = TakeOrganization(line);
        var person = TakePerson(line, Person.NormalizeEmail(line[ImportField.Email]), ImportField.Email, organization?.Id);
        if (organization is null || person is null)
            return;
        if (!seen.Add((cohort.Id, person.Id)))
        {
            Sheet.Refuse(line, ImportField.Email, ImportRefusals.RowTwice);
            return;
        }

        var known = cohort.Enrolments.FirstOrDefault(e => e.PersonId == person.Id);
        if (known is { Status: not EnrolmentStatus.Withdrawn })
        {
            if (known.OrganizationId == organization.Id)
                Sheet.Tally(isNew, changed: false);
            else
                Sheet.Refuse(line, ImportField.OrganizationCode, ImportRefusals.DiffersFromStored);
            return;
        }

        // As by hand: for an organization where the person works, and not where trainer and trainee would turn in a circle.
        if (!person.Affiliations.Any(a => a.OrganizationId == organization.Id && (a.EndsOn is null || Today <= a.EndsOn)))
        {
            Sheet.Refuse(line, ImportField.OrganizationCode, TrainingRefusals.PersonNotAffiliated);
            return;
        }

        if (trainersOfTrainers[cohort.Id].Contains(person.Id))
        {
            Sheet.Refuse(line, ImportField.Email, TrainingRefusals.LineageTurnsBack);
            return;
        }

        var enrolled = cohort.Enrol(person.Id, organization.Id, taken[cohort.Id]);
        if (!enrolled.Succeeded)
        {
            Sheet.Refuse(line, ImportField.Email, enrolled.Refusal);
            return;
        }

        // Whoever the person trains has the cohort's trainers above them from here on.
        var above = cohort.Trainers.Select(t => t.PersonId).Concat(trainersOfTrainers[cohort.Id]).ToList();
        foreach (var taught in cohorts.Values.Where(c => c.Trainers.Any(t => t.PersonId == person.Id) || trainersOfTrainers[c.Id].Contains(person.Id)))
            trainersOfTrainers[taught.Id].UnionWith(above);

        if (enrolled.Value.Status == EnrolmentStatus.Registered)
            taken[cohort.Id]++;
        if (known is null)
        {
            if (Db.Entry(enrolled.Value).State is EntityState.Detached)
                Db.Add(enrolled.Value);
            Sheet.Count(ImportedThing.Enrolments);
        }

        Sheet.Tally(isNew || known is null, changed: known is not null);
    }

    private TrainingProgram? TakeProgram(ImportLine line)
    {
        var name = ImportLayout.Key(line[ImportField.Programme]);
        if (name.Length > 0 && programs.Find(p => ImportLayout.Key(p.NameEn) == name || ImportLayout.Key(p.NameFr) == name) is { } program)
            return program;
        Sheet.Refuse(line, ImportField.Programme, name.Length == 0 ? ImportRefusals.ValueMissing : ImportRefusals.ProgrammeUnknown);
        return null;
    }

    // «2026-04-14 6; 2026-04-15 6,5»: each day with its hours.
    private List<PlannedDay>? TakeDays(ImportLine line)
    {
        var days = new List<PlannedDay>();
        foreach (var entry in line[ImportField.Days].Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = entry.Split([' ', ':', '(', ')', '\t', 'h'], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != 2 || ImportWords.Date(parts[0]) is not { } date || ImportWords.Hours(parts[1]) is not { } hours || date.Year < 1990 || date > Latest)
            {
                Sheet.Refuse(line, ImportField.Days, ImportRefusals.DaysNotValid);
                return null;
            }

            days.Add(new PlannedDay(date, hours));
        }

        if (days.Count > 0)
            return days;
        Sheet.Refuse(line, ImportField.Days, ImportRefusals.ValueMissing);
        return null;
    }
}
