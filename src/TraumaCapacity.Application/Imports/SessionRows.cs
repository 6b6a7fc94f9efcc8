using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Imports;

/// <summary>Sessions of groups: organization, group and number are the key. Each is logged or corrected by the group's own
/// verbs, so that no rule about sessions is told twice (INV-05 to INV-09). An empty cell leaves what is stored as it is.</summary>
internal sealed class SessionRows : ImportRun
{
    private readonly Dictionary<(OrganizationId, string Label), InterventionGroup> groups = [];
    private readonly HashSet<(GroupId, int)> seen = [];
    private Dictionary<PersonId, List<FacilitatorAffiliation>> affiliations = [];
    private Dictionary<PersonId, List<Certification>> certifications = [];

    private static (ImportField Field, FidelityItem Item)[] Checklist { get; } =
    [
        (ImportField.OpeningCheckIn, FidelityItem.OpeningCheckIn),
        (ImportField.TopicAsInManual, FidelityItem.TopicAsInManual),
        (ImportField.PracticeActivity, FidelityItem.PracticeActivity),
        (ImportField.ClosingAndNextStep, FidelityItem.ClosingAndNextStep),
    ];

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        var lines = Sheet.Read(cancellationToken).ToList();
        await LoadOrganizationsAsync(cancellationToken);
        await LoadPeopleAsync(lines.SelectMany(l => EmailsIn(l[ImportField.Facilitators])), cancellationToken);
        foreach (var labels in lines.Select(l => l[ImportField.GroupLabel]).Distinct(StringComparer.Ordinal).Chunk(5000))
        {
            var found = await Db.Groups.AsSplitQuery().Include(g => g.Facilitators)
                .Include(g => g.Sessions).ThenInclude(s => s.Facilitators)
                .Include(g => g.Sessions).ThenInclude(s => s.Fidelity)
                .Where(g => labels.Contains(g.Label)).ToListAsync(cancellationToken);
            foreach (var group in found)
                groups.Add((group.OrganizationId, group.Label), group);
        }

        await LoadStandingsAsync(lines, cancellationToken);
        foreach (var line in lines)
            await TakeAsync(line, cancellationToken);
    }

    private async Task LoadStandingsAsync(List<ImportLine> lines, CancellationToken cancellationToken)
    {
        var people = lines.SelectMany(l => EmailsIn(l[ImportField.Facilitators]).Select(e => FindPerson(e, FindOrganization(l)?.Id))).OfType<Person>().Select(p => p.Id)
            .Concat(groups.Values.SelectMany(g => g.Sessions).SelectMany(s => s.Facilitators).Select(f => f.PersonId))
            .Distinct().ToArray();
        affiliations = (await Db.Affiliations.AsNoTracking().Where(a => people.Contains(a.PersonId)).ToListAsync(cancellationToken))
            .GroupBy(a => a.PersonId).ToDictionary(g => g.Key, g => g.ToList());
        certifications = (await Db.Certifications.AsNoTracking().Where(c => c.Kind == CertificationKind.Facilitator && people.Contains(c.PersonId)).ToListAsync(cancellationToken))
            .GroupBy(c => c.PersonId).ToDictionary(g => g.Key, g => g.ToList());
    }

    private async Task TakeAsync(ImportLine line, CancellationToken cancellationToken)
    {
        var before = Sheet.ErrorCount;
        var group = TakeGroup(line);
        var number = Sheet.Whole(line, ImportField.SessionNumber, isRequired: true);
        var heldOn = Sheet.Date(line, ImportField.Date, Latest);
        var status = Sheet.Word<SessionStatus>(line, ImportField.SessionStatus);
        var present = Sheet.Whole(line, ImportField.PresentCount);
        var minutes = Sheet.Whole(line, ImportField.Minutes);
        var people = TakePeople(line, ImportField.Facilitators, group?.OrganizationId);
        var solo = Sheet.Word<SoloFacilitationReason>(line, ImportField.SoloReason);
        var fidelity = Checklist.Select(c => (c.Item, Value: Sheet.Word<FidelityValue>(line, c.Field))).Where(f => f.Value is not null).ToList();
        if (Sheet.ErrorCount > before || group is null || number is null || heldOn is null || people is null)
            return;
        if (!seen.Add((group.Id, number.Value)))
        {
            Sheet.Refuse(line, ImportField.SessionNumber, ImportRefusals.RowTwice);
            return;
        }

        var session = group.Sessions.FirstOrDefault(s => s.Number == number);
        var stored = session is null ? null : GroupService.RecordOf(session);
        var start = stored ?? new SessionRecord { Number = number.Value, HeldOn = heldOn.Value, PresentCount = 0 };
        var record = start with
        {
            HeldOn = heldOn.Value,
            Status = status ?? start.Status,
            PresentCount = present ?? start.PresentCount,
            Minutes = minutes ?? start.Minutes,
            Facilitators = ImportSheet.Says(line, ImportField.Facilitators) ? [.. people.Select(p => p.Id)] : start.Facilitators,
            SoloReason = solo ?? start.SoloReason,
            Fidelity = fidelity.Count == 0 ? start.Fidelity : Merge(start.Fidelity, fidelity!),
            AdaptationNote = ImportSheet.Says(line, ImportField.Note) ? line[ImportField.Note].Normalize() : start.AdaptationNote,
        };
        if (record.Status == SessionStatus.Held && present is null && stored is null)
        {
            Sheet.Refuse(line, ImportField.PresentCount, ImportRefusals.ValueMissing);
            return;
        }

        if (record.AdaptationNote != start.AdaptationNote
            && await GroupService.CheckNoteAsync(Db, group, record.AdaptationNote, namesNobody: false, cancellationToken) is { } identifies)
        {
            Sheet.Refuse(line, ImportField.Note, identifies);
            return;
        }

        Store(line, group, session, stored, record);
    }

    private void Store(ImportLine line, InterventionGroup group, InterventionSession? session, SessionRecord? stored, SessionRecord record)
    {
        if (stored is not null && Same(stored, record))
        {
            Sheet.Tally(created: false, changed: false);
            return;
        }

        var standings = record.Facilitators.Distinct().Select(p => new FacilitatorStanding(
            p,
            affiliations.GetValueOrDefault(p, []).Exists(a => a.OrganizationId == group.OrganizationId && a.CoversDate(record.HeldOn)),
            certifications.GetValueOrDefault(p, []).Exists(c => c.IsValidOn(record.HeldOn)))).ToList();
        if (session is null)
        {
            var logged = group.RecordSession(record, standings, Today);
            if (!logged.Succeeded)
            {
                Sheet.Refuse(line, FieldOf(logged.Refusal), logged.Refusal);
                return;
            }

            Db.Add(logged.Value);
            Sheet.Count(ImportedThing.Sessions);
            Sheet.Tally(created: true, changed: false);
            return;
        }

        var revised = group.ReviseSession(session.Id, record, standings, Today);
        if (!revised.Succeeded)
        {
            Sheet.Refuse(line, FieldOf(revised.Refusal), revised.Refusal);
            return;
        }

        foreach (var child in session.Facilitators.Cast<Entity>().Concat(session.Fidelity).Where(c => Db.Entry(c).State == EntityState.Detached))
            Db.Add(child);
        Sheet.Tally(created: false, changed: true);
    }

    private static bool Same(SessionRecord a, SessionRecord b) =>
        a with { Facilitators = b.Facilitators, Fidelity = b.Fidelity } == b
        && a.Facilitators.ToHashSet().SetEquals(b.Facilitators)
        && Enum.GetValues<FidelityItem>().All(i => a.Fidelity.GetValueOrDefault(i, FidelityValue.NotDone) == b.Fidelity.GetValueOrDefault(i, FidelityValue.NotDone));

    private static Dictionary<FidelityItem, FidelityValue> Merge(
        IReadOnlyDictionary<FidelityItem, FidelityValue> stored, List<(FidelityItem Item, FidelityValue? Value)> told)
    {
        var merged = stored.ToDictionary(f => f.Key, f => f.Value);
        foreach (var (item, value) in told)
            merged[item] = value!.Value;
        return merged;
    }

    private static ImportField FieldOf(Refusal refusal) => refusal.Field switch
    {
        nameof(SessionRecord.HeldOn) => ImportField.Date,
        nameof(SessionRecord.PresentCount) => ImportField.PresentCount,
        nameof(SessionRecord.Minutes) => ImportField.Minutes,
        nameof(SessionRecord.Facilitators) => ImportField.Facilitators,
        nameof(SessionRecord.SoloReason) => ImportField.SoloReason,
        nameof(SessionRecord.AdaptationNote) => ImportField.Note,
        _ => ImportField.SessionNumber,
    };

    private InterventionGroup? TakeGroup(ImportLine line)
    {
        var organization = TakeOrganization(line);
        var label = line[ImportField.GroupLabel];
        if (label.Length == 0)
            Sheet.Refuse(line, ImportField.GroupLabel, ImportRefusals.ValueMissing);
        else if (organization is not null && groups.TryGetValue((organization.Id, label), out var group))
            return group;
        else if (organization is not null)
            Sheet.Refuse(line, ImportField.GroupLabel, ImportRefusals.GroupUnknown);
        return null;
    }
}
