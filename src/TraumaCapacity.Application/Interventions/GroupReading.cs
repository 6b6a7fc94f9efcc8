using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Interventions;

/// <summary>What the services of groups and sessions read and save alike.</summary>
internal static class GroupReading
{
    private const string LabelIndex = "ix_intervention_group_organization_id_label";

    /// <summary>The group with all that hangs on it.</summary>
    public static IQueryable<InterventionGroup> Whole(this IQueryable<InterventionGroup> groups) => groups.AsSplitQuery()
        .Include(g => g.Facilitators)
        .Include(g => g.Partners)
        .Include(g => g.Slots)
        .Include(g => g.Sessions).ThenInclude(s => s.Facilitators)
        .Include(g => g.Sessions).ThenInclude(s => s.Fidelity)
        .Include(g => g.Sessions).ThenInclude(s => s.Adaptations)
        .Include(g => g.Sessions).ThenInclude(s => s.SlotAttendance);

    public static Task<InterventionGroup?> LoadGroupAsync(this TraumaDbContext db, GroupId id, CancellationToken cancellationToken) =>
        db.Groups.Whole().SingleOrDefaultAsync(g => g.Id == id, cancellationToken);

    /// <summary>Names of the organizations of groups, also of those that the actor sees nothing else of.</summary>
    public static async Task<ILookup<GroupId, GroupOrganization>> OrganizationsAsync(this TraumaDbContext db, IEnumerable<GroupId> groups, CancellationToken cancellationToken)
    {
        var ids = groups.Select(g => g.Value).ToArray();
        var rows = await db.Database.SqlQuery<OrganizationOfGroup>(
            $"""select group_id as "GroupId", organization_id as "OrganizationId", name as "Name", is_lead as "IsLead" from programme.group_organizations({ids})""")
            .ToListAsync(cancellationToken);
        return rows.OrderByDescending(r => r.IsLead).ThenBy(r => r.Name, StringComparer.CurrentCulture)
            .ToLookup(r => GroupId.From(r.GroupId), r => new GroupOrganization(OrganizationId.From(r.OrganizationId), r.Name, r.IsLead));
    }

    /// <summary>People of a group as they stand on a day: who works at one of its organizations then, was named for it, or
    /// facilitated one of its sessions.</summary>
    public static async Task<IReadOnlyDictionary<PersonId, GroupPerson>> PeopleOfAsync(this TraumaDbContext db, GroupId group, DateOnly on, CancellationToken cancellationToken)
    {
        var rows = await db.Database.SqlQuery<PersonOfGroup>(
            $"""select person_id as "PersonId", name as "Name", is_affiliated as "IsAffiliated", is_certified as "IsCertified" from programme.group_people({group.Value}, {on})""")
            .ToListAsync(cancellationToken);
        return rows.ToDictionary(r => PersonId.From(r.PersonId), r => new GroupPerson(r.Name, r.IsAffiliated, r.IsCertified));
    }

    /// <summary>The checklist that a session was rated by, otherwise the one in force for the curriculum, otherwise the
    /// standard one.</summary>
    public static async Task<FidelityChecklist> ChecklistAsync(
        this TraumaDbContext db, CurriculumId curriculum, InterventionSession? session, CancellationToken cancellationToken)
    {
        var checklists = await db.FidelityChecklists.AsNoTracking().Include(c => c.Items)
            .Where(c => c.CurriculumId == curriculum || c.CurriculumId == null).ToListAsync(cancellationToken);
        return checklists.For(curriculum, session);
    }

    /// <summary>Likewise, from all checklists or those that the curriculum may use.</summary>
    public static FidelityChecklist For(this IReadOnlyCollection<FidelityChecklist> checklists, CurriculumId curriculum, InterventionSession? session) =>
        session?.Fidelity is [{ ItemId: var rated }, ..]
            ? checklists.Single(c => c.Items.Any(i => i.Id == rated))
            : checklists.Where(c => c.CurriculumId == curriculum || c.CurriculumId is null)
                .OrderBy(c => c.CurriculumId is null).ThenByDescending(c => c.Number).First();

    public static ChecklistRow Row(this FidelityChecklist checklist) =>
        new(checklist.Id, [.. checklist.Items.OrderBy(i => i.Position).Select(i => new ChecklistItemRow(i.Id, i.TextEn, i.TextFr, i.IsTopic))]);

    public static async Task<IReadOnlyList<AdaptationChoice>> AdaptationsAsync(this TraumaDbContext db, bool alsoRetired, CancellationToken cancellationToken) =>
        await db.AdaptationTerms.AsNoTracking().Where(t => alsoRetired || !t.IsRetired).OrderBy(t => t.Position)
            .Select(t => new AdaptationChoice(t.Key, t.NameEn, t.NameFr)).ToListAsync(cancellationToken);

    /// <summary>Saves what was done with a group; two who do the same at once are told.</summary>
    public static Task<Result<T>> SaveGroupAsync<T>(this TraumaDbContext db, T value, CancellationToken cancellationToken) =>
        db.SaveAsync(value, InterventionRefusals.ChangedByAnother, cancellationToken, (LabelIndex, InterventionRefusals.LabelTaken.For(nameof(GroupPlan.Label))));

    public static SessionRow Row(
        InterventionSession session, IReadOnlyDictionary<PersonId, GroupPerson> people, IReadOnlyList<CurriculumTopic> topics, IReadOnlyList<AdaptationChoice> terms)
    {
        var topic = topics.SingleOrDefault(t => t.Number == session.Number);
        var own = session.RatingsBy(FidelityRater.Self).ToList();
        return new SessionRow(
            session.Id, session.Number, session.HeldOn, session.Status, session.RescheduledTo, session.RescheduledFrom,
            session.NotHeldReason, session.PresentCount, session.LateCount, session.ChildrenInCareCount, session.Minutes,
            [.. session.Facilitators.Select(f => people.GetValueOrDefault(f.PersonId)?.Name).OfType<string>().Order(StringComparer.CurrentCulture)],
            own.Count(v => v == FidelityValue.Full), own.Count,
            [
                .. session.Fidelity.GroupBy(f => f.Rater).OrderBy(r => r.Key)
                    .Select(r => new SessionRating(r.Key, Adherence.Of(r.Select(f => f.Value)))),
            ],
            [.. terms.Where(t => session.Adaptations.Any(a => a.TermKey == t.Key))],
            session.AdaptationNote, topic?.TitleEn, topic?.TitleFr);
    }

    private sealed record OrganizationOfGroup(Guid GroupId, Guid OrganizationId, string Name, bool IsLead);

    private sealed record PersonOfGroup(Guid PersonId, string Name, bool IsAffiliated, bool IsCertified);
}

/// <summary>An organization of a group.</summary>
internal sealed record GroupOrganization(OrganizationId Id, string Name, bool IsLead);

/// <summary>A person of a group on a day.</summary>
internal sealed record GroupPerson(string Name, bool IsAffiliated, bool IsCertified);
