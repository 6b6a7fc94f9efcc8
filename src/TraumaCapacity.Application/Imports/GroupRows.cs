using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Interventions;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Imports;

/// <summary>Intervention groups: organization and name are the key. An empty cell leaves what is stored as it is.</summary>
internal sealed class GroupRows : ImportRun
{
    private readonly Dictionary<(OrganizationId, string Label), InterventionGroup> groups = [];
    private readonly Dictionary<(OrganizationId, string Label), int> seen = [];
    private List<Curriculum> curricula = [];

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        var lines = Sheet.Read(cancellationToken).ToList();
        await LoadOrganizationsAsync(cancellationToken);
        await LoadPeopleAsync(lines.SelectMany(l => EmailsIn(l[ImportField.Facilitators])), cancellationToken);
        curricula = await Db.Curricula.AsNoTracking().ToListAsync(cancellationToken);
        foreach (var labels in lines.Select(l => l[ImportField.GroupLabel]).Distinct(StringComparer.Ordinal).Chunk(5000))
        {
            var found = await Db.Groups.Whole().Where(g => labels.Contains(g.Label)).ToListAsync(cancellationToken);
            foreach (var group in found)
                groups.Add((group.OrganizationId, group.Label), group);
        }

        foreach (var line in lines)
            Take(line);
    }

    private void Take(ImportLine line)
    {
        var before = Sheet.ErrorCount;
        var organization = TakeOrganization(line);
        var label = line[ImportField.GroupLabel];
        if (label.Length == 0)
            Sheet.Refuse(line, ImportField.GroupLabel, ImportRefusals.ValueMissing);
        var curriculum = TakeCurriculum(line);
        var startsOn = Sheet.Date(line, ImportField.StartsOn, Latest);
        var endsOn = Sheet.Date(line, ImportField.EndsOn, Latest);
        var planned = Sheet.Whole(line, ImportField.PlannedSessions);
        var enrolled = Sheet.Whole(line, ImportField.EnrolledCount, isRequired: true);
        var mode = Sheet.Word<DeliveryMode>(line, ImportField.Mode);
        var childCare = Sheet.YesOrNo(line, ImportField.ChildCare);
        var transport = Sheet.YesOrNo(line, ImportField.Transport);
        var people = TakePeople(line, ImportField.Facilitators, organization?.Id);
        if (Sheet.ErrorCount > before || organization is null || curriculum is null || people is null)
            return;
        if (!seen.TryAdd((organization.Id, label), line.Line))
        {
            Sheet.Refuse(line, ImportField.GroupLabel, ImportRefusals.RowTwice);
            return;
        }

        if (groups.TryGetValue((organization.Id, label), out var group))
        {
            var stored = GroupService.PlanOf(group);
            Revise(line, group, curriculum, people, stored with
            {
                StartsOn = startsOn!.Value,
                EndsOn = endsOn!.Value,
                PlannedSessions = planned ?? stored.PlannedSessions,
                EnrolledCount = enrolled!.Value,
                Mode = mode ?? stored.Mode,
                ChildCareProvided = childCare ?? stored.ChildCareProvided,
                TransportProvided = transport ?? stored.TransportProvided,
            });
            return;
        }

        var opened = InterventionGroup.Open(organization.Id, curriculum.Id, new GroupPlan
        {
            Label = label,
            StartsOn = startsOn!.Value,
            EndsOn = endsOn!.Value,
            PlannedSessions = planned ?? curriculum.PlannedSessions,
            EnrolledCount = enrolled!.Value,
            Mode = mode ?? DeliveryMode.InPerson,
            ChildCareProvided = childCare ?? false,
            TransportProvided = transport ?? false,
        });
        if (!opened.Succeeded)
        {
            Sheet.Refuse(line, FieldOf(opened.Refusal), opened.Refusal);
            return;
        }

        foreach (var person in people)
            opened.Value.NameFacilitator(person.Id);
        Db.Add(opened.Value);
        Sheet.Count(ImportedThing.Groups);
        Sheet.Tally(created: true, changed: false);
    }

    private void Revise(ImportLine line, InterventionGroup group, Curriculum curriculum, List<Person> people, GroupPlan plan)
    {
        if (curriculum.Id != group.CurriculumId)
        {
            Sheet.Refuse(line, ImportField.Curriculum, ImportRefusals.DiffersFromStored);
            return;
        }

        var named = people.Where(p => group.Facilitators.All(f => f.PersonId != p.Id)).ToList();
        if (plan == GroupService.PlanOf(group) && named.Count == 0)
        {
            Sheet.Tally(created: false, changed: false);
            return;
        }

        if (group.SlotsOn && plan.EnrolledCount != group.EnrolledCount)
        {
            Sheet.Refuse(line, ImportField.EnrolledCount, ImportRefusals.CountedBySlots);
            return;
        }

        var revised = group.Revise(plan);
        if (!revised.Succeeded)
        {
            Sheet.Refuse(line, FieldOf(revised.Refusal), revised.Refusal);
            return;
        }

        foreach (var person in named)
        {
            group.NameFacilitator(person.Id);
            Db.Add(group.Facilitators[^1]);
        }

        Sheet.Tally(created: false, changed: true);
    }

    private static ImportField FieldOf(Refusal refusal) => refusal.Field switch
    {
        nameof(GroupPlan.StartsOn) => ImportField.StartsOn,
        nameof(GroupPlan.EndsOn) => ImportField.EndsOn,
        nameof(GroupPlan.PlannedSessions) => ImportField.PlannedSessions,
        nameof(GroupPlan.EnrolledCount) => ImportField.EnrolledCount,
        _ => ImportField.GroupLabel,
    };

    private Curriculum? TakeCurriculum(ImportLine line)
    {
        var name = ImportLayout.Key(line[ImportField.Curriculum]);
        if (name.Length == 0)
        {
            Sheet.Refuse(line, ImportField.Curriculum, ImportRefusals.ValueMissing);
            return null;
        }

        var version = ImportLayout.Key(line[ImportField.CurriculumVersion]);
        var named = curricula.Where(c => (ImportLayout.Key(c.NameEn) == name || ImportLayout.Key(c.NameFr) == name)
                                         && (version.Length == 0 || ImportLayout.Key(c.VersionLabel) == version)).ToList();
        if (named.Count == 1)
            return named[0];
        Sheet.Refuse(line, ImportField.Curriculum, named.Count == 0 ? ImportRefusals.CurriculumUnknown : ImportRefusals.CurriculumAmbiguous);
        return null;
    }
}
