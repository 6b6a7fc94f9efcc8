using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Imports;

/// <summary>Sessions of groups: organization, group and number are the key. Each is logged or corrected by the group's own
/// verbs, so that no rule about sessions is told twice (INV-05 to INV-09). An empty cell leaves what is stored as it is. The
/// columns of fidelity are the facilitators' own rating, by those elements of the session's checklist that bear their names; a
/// session without them is not rated. Anonymous slots are never touched by file (PRV-20).</summary>
internal sealed class SessionRows : ImportRun
{
    private readonly Dictionary<(OrganizationId, string Label), InterventionGroup> groups = [];
    private readonly HashSet<(GroupId, int)> seen = [];
    private List<FidelityChecklist> checklists = [];

    private static IReadOnlyList<ImportColumn> Elements { get; } =
    [
        .. ImportLayout.Of(ImportKind.Sessions).Where(c =>
            c.Field is ImportField.OpeningCheckIn or ImportField.TopicAsInManual or ImportField.PracticeActivity or ImportField.ClosingAndNextStep),
    ];

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        var lines = Sheet.Read(cancellationToken).ToList();
        await LoadOrganizationsAsync(cancellationToken);
        await LoadPeopleAsync(lines.SelectMany(l => EmailsIn(l[ImportField.Facilitators])), cancellationToken);
        foreach (var labels in lines.Select(l => l[ImportField.GroupLabel]).Distinct(StringComparer.Ordinal).Chunk(5000))
        {
            var found = await Db.Groups.Whole().Where(g => labels.Contains(g.Label)).ToListAsync(cancellationToken);
            foreach (var group in found)
                groups.Add((group.OrganizationId, group.Label), group);
        }

        checklists = await Db.FidelityChecklists.AsNoTracking().Include(c => c.Items).ToListAsync(cancellationToken);
        foreach (var line in lines)
            await TakeAsync(line, cancellationToken);
    }

    private async Task TakeAsync(ImportLine line, CancellationToken cancellationToken)
    {
        var before = Sheet.ErrorCount;
        var group = TakeGroup(line);
        var number = Sheet.Whole(line, ImportField.SessionNumber, isRequired: true);
        var heldOn = Sheet.Date(line, ImportField.Date, Latest);
        var status = Sheet.Word<SessionStatus>(line, ImportField.SessionStatus);
        var rescheduledTo = Sheet.Date(line, ImportField.RescheduledTo, Latest, isRequired: false);
        var present = Sheet.Whole(line, ImportField.PresentCount);
        var minutes = Sheet.Whole(line, ImportField.Minutes);
        var people = TakePeople(line, ImportField.Facilitators, group?.OrganizationId);
        var solo = Sheet.Word<SoloFacilitationReason>(line, ImportField.SoloReason);
        var session = group?.Sessions.FirstOrDefault(s => s.Number == number);
        var fidelity = TakeFidelity(line, group, session);
        if (Sheet.ErrorCount > before || group is null || number is null || heldOn is null || people is null)
            return;
        if (!seen.Add((group.Id, number.Value)))
        {
            Sheet.Refuse(line, ImportField.SessionNumber, ImportRefusals.RowTwice);
            return;
        }

        var stored = session is null ? null : SessionService.RecordOf(session);
        var start = stored ?? new SessionRecord { Number = number.Value, HeldOn = heldOn.Value, PresentCount = 0 };
        var record = Settled(start with
        {
            HeldOn = heldOn.Value,
            Status = status ?? start.Status,
            RescheduledTo = rescheduledTo ?? start.RescheduledTo,
            PresentCount = present ?? start.PresentCount,
            Minutes = minutes ?? start.Minutes,
            Facilitators = ImportSheet.Says(line, ImportField.Facilitators) ? [.. people.Select(p => p.Id)] : start.Facilitators,
            SoloReason = solo ?? start.SoloReason,
            Fidelity = fidelity ?? start.Fidelity,
            AdaptationNote = ImportSheet.Says(line, ImportField.Note) ? line[ImportField.Note].Normalize() : start.AdaptationNote,
        });
        if (record.Status == SessionStatus.Held && present is null && stored is null)
        {
            Sheet.Refuse(line, ImportField.PresentCount, ImportRefusals.ValueMissing);
            return;
        }

        if (group.SlotsOn && record.PresentCount != start.PresentCount)
        {
            Sheet.Refuse(line, ImportField.PresentCount, ImportRefusals.CountedBySlots);
            return;
        }

        if (record.AdaptationNote != start.AdaptationNote
            && await SessionService.CheckNoteAsync(Db, group, record, namesNobody: false, cancellationToken) is { } identifies)
        {
            Sheet.Refuse(line, ImportField.Note, identifies);
            return;
        }

        if (stored is not null && Same(stored, record))
            Sheet.Tally(created: false, changed: false);
        else
            Store(line, group, session, record, await SessionService.StandingsAsync(Db, group, record, cancellationToken));
    }

    // The ratings that the file tells on top of those stored, over the whole checklist; null where it tells none.
    private IReadOnlyDictionary<FidelityItemId, FidelityValue>? TakeFidelity(ImportLine line, InterventionGroup? group, InterventionSession? session)
    {
        var told = Elements.Select(c => (Column: c, Value: Sheet.Word<FidelityValue>(line, c.Field))).Where(t => t.Value is not null).ToList();
        if (group is null || told.Count == 0)
            return null;
        var checklist = checklists.For(group.CurriculumId, session);
        var ratings = session is null ? [] : SessionService.RecordOf(session).Fidelity.ToDictionary();
        foreach (var (column, value) in told)
        {
            if (checklist.Items.FirstOrDefault(i => column.IsNamedBy(i.TextEn) || column.IsNamedBy(i.TextFr)) is { } item)
                ratings[item.Id] = value!.Value;
            else
                Sheet.Refuse(line, column.Field, ImportRefusals.ElementUnknown);
        }

        return checklist.Fill(ratings).Value;
    }

    // As the session keeps it: one that was not held has nobody present, and two facilitators need no reason.
    private static SessionRecord Settled(SessionRecord record) => record.Status == SessionStatus.Held
        ? record with
        {
            RescheduledTo = null,
            NotHeldReason = null,
            SoloReason = record.Facilitators.Distinct().Count() < InterventionGroup.RecommendedFacilitators ? record.SoloReason : null,
        }
        : new SessionRecord
        {
            Number = record.Number,
            HeldOn = record.HeldOn,
            Status = record.Status,
            RescheduledTo = record.Status == SessionStatus.Rescheduled ? record.RescheduledTo : null,
            NotHeldReason = record.NotHeldReason,
            PresentCount = 0,
            AdaptationNote = record.AdaptationNote,
        };

    private void Store(ImportLine line, InterventionGroup group, InterventionSession? session, SessionRecord record, IReadOnlyList<FacilitatorStanding> standings)
    {
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

    // Slots and adaptations are told by no column: where the session is held they are those stored.
    private static bool Same(SessionRecord stored, SessionRecord told) =>
        stored with { Facilitators = told.Facilitators, Fidelity = told.Fidelity, PresentSlots = told.PresentSlots, Adaptations = told.Adaptations } == told
        && stored.Facilitators.ToHashSet().SetEquals(told.Facilitators)
        && stored.Fidelity.Count == told.Fidelity.Count
        && stored.Fidelity.All(f => told.Fidelity.TryGetValue(f.Key, out var value) && value == f.Value);

    private static ImportField FieldOf(Refusal refusal) => refusal.Field switch
    {
        nameof(SessionRecord.HeldOn) => ImportField.Date,
        nameof(SessionRecord.RescheduledTo) => ImportField.RescheduledTo,
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
