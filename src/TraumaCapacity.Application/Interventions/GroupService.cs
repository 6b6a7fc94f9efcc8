using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Interventions;

/// <summary>Intervention groups, for coordinators and those who may read them.</summary>
public sealed class GroupService(TraumaDatabase database, TimeProvider clock)
{
    private const int LongestPage = 200;

    /// <summary>Groups the actor may see, running ones first, then the latest.</summary>
    public async Task<GroupList> ListAsync(Actor actor, GroupFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var certified = await CertifiedGroupsAsync(db, clock.Date(), cancellationToken);
        var groups = db.Groups.AsNoTracking();
        if (filter.OrganizationId is { } organization)
            groups = groups.Where(g => g.OrganizationId == organization || g.Partners.Any(p => p.PartnerId == organization));
        if (filter.Status is { } status)
            groups = groups.Where(g => g.Status == status);
        if (filter.WithoutCertifiedFacilitator)
            groups = groups.Where(g => g.Status == GroupStatus.Running && !certified.Contains(g.Id));
        var total = await groups.CountAsync(cancellationToken);
        var rows = await groups
            .OrderByDescending(g => g.Status == GroupStatus.Running).ThenByDescending(g => g.StartsOn).ThenBy(g => g.Label)
            .Select(g => new GroupRow(
                g.Id, g.OrganizationId, "", Array.Empty<string>(), g.Label, g.StartsOn, g.EndsOn, g.PlannedSessions,
                g.Sessions.Count(s => s.Status == SessionStatus.Held),
                g.Sessions.Where(s => s.Status == SessionStatus.Held).Max(s => (DateOnly?)s.HeldOn),
                g.EnrolledCount, g.CompleterCount, g.Status,
                certified.Contains(g.Id)))
            .Skip(filter.Skip).Take(filter.IsEverything ? int.MaxValue : Math.Clamp(filter.Take, 1, LongestPage))
            .ToListAsync(cancellationToken);
        var names = await db.OrganizationsAsync(rows.Select(r => r.Id), cancellationToken);
        return new GroupList(
            [
                .. rows.Select(r => r with
                {
                    OrganizationName = names[r.Id].Where(o => o.IsLead).Select(o => o.Name).Single(),
                    PartnerNames = [.. names[r.Id].Where(o => !o.IsLead).Select(o => o.Name)],
                }),
            ],
            total);
    }

    /// <summary>One group with its sessions, or <c>null</c> if the actor may not see it.</summary>
    public async Task<GroupDetails?> FindAsync(Actor actor, GroupId id, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var group = await db.Groups.AsNoTracking().Whole().SingleOrDefaultAsync(g => g.Id == id, cancellationToken);
        if (group is null)
            return null;
        var organizations = (await db.OrganizationsAsync([id], cancellationToken))[id].ToList();
        var curriculum = await db.Curricula.AsNoTracking().Include(c => c.Topics).SingleAsync(c => c.Id == group.CurriculumId, cancellationToken);
        var people = await db.PeopleOfAsync(id, clock.Date(), cancellationToken);
        var terms = await db.AdaptationsAsync(alsoRetired: true, cancellationToken);
        var held = group.Sessions.Where(s => s.Status == SessionStatus.Held).ToList();
        return new GroupDetails(
            group.Id, group.OrganizationId, organizations.Single(o => o.IsLead).Name,
            [.. organizations.Where(o => !o.IsLead).Select(o => new OrganizationChoice(o.Id, o.Name))],
            curriculum.Id, curriculum.NameEn, curriculum.NameFr,
            PlanOf(group), group.Status, group.CompleterCount, group.ClosedOn, group.SessionsToComplete, group.Version,
            [
                .. group.Facilitators
                    .Select(f => new GroupFacilitatorRow(f.PersonId, people[f.PersonId].Name, people[f.PersonId].IsCertified, f.FromSession, f.ToSession))
                    .OrderBy(f => f.FromSession).ThenBy(f => f.Name, StringComparer.CurrentCulture),
            ],
            [.. group.Sessions.OrderBy(s => s.Number).Select(s => GroupReading.Row(s, people, curriculum.Topics, terms))],
            ExpectedSession.Of(group),
            GroupDelivery.Of(group),
            [
                .. from rating in held.SelectMany(s => s.Fidelity)
                   group rating by rating.Rater into ratings
                   orderby ratings.Key
                   select new GroupAdherence(ratings.Key, Adherence.Of(ratings.Select(r => r.Value)), ratings.Select(r => r.SessionId).Distinct().Count()),
            ],
            [
                .. from term in terms
                   let count = held.Count(s => s.Adaptations.Any(a => a.TermKey == term.Key))
                   where count > 0
                   orderby count descending
                   select new AdaptationCount(term, count),
            ],
            group.SlotsKeptUntil is { } keptUntil ? new SlotTable(group.SlotDays, keptUntil, group.SlotDoses()) : null,
            group.SlotsDestroyedAt,
            group.SlotsOn || held.Count == 0);
    }

    /// <summary>Organizations and curricula a group can be opened with.</summary>
    public async Task<GroupChoices> ChoicesAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var organizations = await db.Organizations.OrderBy(o => o.Name).Select(o => new OrganizationChoice(o.Id, o.Name)).ToListAsync(cancellationToken);
        var curricula = await db.Curricula.OrderBy(c => c.NameEn).ThenBy(c => c.VersionLabel)
            .Select(c => new CurriculumChoice(c.Id, c.NameEn, c.NameFr, c.VersionLabel, c.PlannedSessions)).ToListAsync(cancellationToken);
        return new GroupChoices(organizations, curricula);
    }

    /// <summary>People who may facilitate, certified ones first: affiliated today with one of the organizations, or people of the group.</summary>
    /// <param name="organizations">Organizations that the actor may see; others add nobody.</param>
    /// <param name="group">A group that exists already, with the people of organizations that the actor sees nothing else of.</param>
    public async Task<IReadOnlyList<FacilitatorRow>> PeopleAsync(
        Actor actor, IReadOnlyCollection<OrganizationId> organizations, GroupId? group, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var today = clock.Date();
        var found = new Dictionary<PersonId, FacilitatorRow>();
        if (group is { } id)
        {
            foreach (var (person, row) in await db.PeopleOfAsync(id, today, cancellationToken))
                found[person] = new FacilitatorRow(person, row.Name, row.IsCertified);
        }

        var certified = db.Certifications.Where(c => c.Kind == CertificationKind.Facilitator).Where(Certification.ValidOn(today)).Select(c => c.PersonId);
        var affiliated = await db.Affiliations
            .Where(a => organizations.Contains(a.OrganizationId) && a.StartsOn <= today && (a.EndsOn == null || today <= a.EndsOn))
            .Join(db.People, a => a.PersonId, p => p.Id, (a, p) => new { p.Id, p.DisplayName, IsCertified = certified.Contains(p.Id) })
            .Distinct().ToListAsync(cancellationToken);
        foreach (var person in affiliated)
            found.TryAdd(person.Id, new FacilitatorRow(person.Id, person.DisplayName, person.IsCertified));
        return [.. found.Values.OrderByDescending(p => p.IsCertified).ThenBy(p => p.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>Opens a group. Refused by the model's rules, for an organization, person or curriculum out of reach, and where
    /// the organization already has a group of that name.</summary>
    public async Task<Result<GroupId>> OpenAsync(Actor actor, OpenGroup request, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        if (!await db.Organizations.AnyAsync(o => o.Id == request.OrganizationId, cancellationToken))
            return InterventionRefusals.NotFound.For(nameof(request.OrganizationId));
        if (!await db.Curricula.AnyAsync(c => c.Id == request.CurriculumId, cancellationToken))
            return InterventionRefusals.NotFound.For(nameof(request.CurriculumId));
        var opened = InterventionGroup.Open(request.OrganizationId, request.CurriculumId, request.Plan);
        if (!opened.Succeeded)
            return opened.Refusal;
        var group = opened.Value;
        if (await StaffAsync(db, group, request.Partners, request.Facilitators, cancellationToken) is { } refusal)
            return refusal;
        if (request.SlotDays is { } days && group.UseSlots(days) is { Succeeded: false } slots)
            return slots.Refusal;
        db.Groups.Add(group);
        return await db.SaveGroupAsync(group.Id, cancellationToken);
    }

    /// <summary>Changes the plan of a group, its organizations, its facilitators and its slots.</summary>
    public async Task<Result<Done>> ReviseAsync(Actor actor, ReviseGroup request, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        if (await db.LoadGroupAsync(request.GroupId, cancellationToken) is not { } group)
            return InterventionRefusals.NotFound;
        db.HoldWholeTo(group, request.Version);
        var revised = group.Revise(request.Plan);
        if (!revised.Succeeded)
            return revised;
        if (await StaffAsync(db, group, request.Partners, request.Facilitators, cancellationToken) is { } refusal)
            return refusal;
        if (request.SlotDays is { } days)
        {
            if (group.UseSlots(days) is { Succeeded: false } slots)
                return slots;
        }
        else if (group.SlotsOn)
        {
            SlotKeeping.Destroy(db, group, clock.GetUtcNow());
        }

        return await db.SaveGroupAsync(Done.Instance, cancellationToken);
    }

    /// <summary>Somebody takes over from a facilitator, from a session on.</summary>
    /// <param name="version">What the person was looking at.</param>
    public async Task<Result<Done>> ReplaceFacilitatorAsync(
        Actor actor, GroupId id, uint version, PersonId leaving, PersonId by, int fromSession, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        if (await db.LoadGroupAsync(id, cancellationToken) is not { } group)
            return InterventionRefusals.NotFound;
        db.HoldWholeTo(group, version);
        var people = await db.PeopleOfAsync(id, clock.Date(), cancellationToken);
        if (!people.ContainsKey(by) && !await db.People.AnyAsync(p => p.Id == by && p.MergedIntoId == null, cancellationToken))
            return InterventionRefusals.NotFound;
        var replaced = group.ReplaceFacilitator(leaving, by, fromSession);
        return replaced.Succeeded ? await db.SaveGroupAsync(Done.Instance, cancellationToken) : replaced;
    }

    /// <summary>Closes a group.</summary>
    /// <param name="completerCount">How many completed; <c>null</c> where slots tell.</param>
    public async Task<Result<Done>> CloseAsync(Actor actor, GroupId id, uint version, int? completerCount, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        if (await db.LoadGroupAsync(id, cancellationToken) is not { } group)
            return InterventionRefusals.NotFound;
        db.HoldWholeTo(group, version);
        var closed = group.Close(completerCount, clock.Date());
        return closed.Succeeded ? await db.SaveGroupAsync(Done.Instance, cancellationToken) : closed;
    }

    /// <summary>Opens a closed group again.</summary>
    public async Task<Result<Done>> ReopenAsync(Actor actor, GroupId id, uint version, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        if (await db.LoadGroupAsync(id, cancellationToken) is not { } group)
            return InterventionRefusals.NotFound;
        db.HoldWholeTo(group, version);
        var reopened = group.Reopen();
        return reopened.Succeeded ? await db.SaveGroupAsync(Done.Instance, cancellationToken) : reopened;
    }

    /// <summary>Running groups whose next session is due: none logged in the last seven days, though they have begun.</summary>
    public async Task<IReadOnlyList<GroupRow>> SessionsDueAsync(Actor actor, CancellationToken cancellationToken)
    {
        var list = await ListAsync(actor, new GroupFilter { Status = GroupStatus.Running, Take = LongestPage }, cancellationToken);
        var today = clock.Date();
        return [.. list.Rows.Where(g => g.StartsOn <= today && g.SessionsHeld < g.PlannedSessions && (g.LastHeldOn ?? g.StartsOn.AddDays(-1)) <= today.AddDays(-7))];
    }

    // Partners and facilitators must be within reach, or of the group already: a coordinator of one organization keeps what
    // another one's coordinator named.
    private async Task<Refusal?> StaffAsync(
        TraumaDbContext db, InterventionGroup group, IReadOnlyList<OrganizationId> partners, IReadOnlyList<FacilitatorTerm> facilitators, CancellationToken cancellationToken)
    {
        var added = partners.Except(group.Organizations).ToArray();
        if (await db.Organizations.CountAsync(o => added.Contains(o.Id), cancellationToken) != added.Length)
            return InterventionRefusals.NotFound.For(nameof(OpenGroup.Partners));
        var gone = group.Partners.Select(p => p.PartnerId).Except(partners).Select(p => p.Value).ToArray();
        if (await db.Database.SqlQuery<bool>($"""select programme.facilitated_for({group.Id.Value}, {gone}) as "Value" """).SingleAsync(cancellationToken))
            return InterventionRefusals.PartnerFacilitated.For(nameof(OpenGroup.Partners));

        var known = await db.PeopleOfAsync(group.Id, clock.Date(), cancellationToken);
        var others = facilitators.Select(f => f.PersonId).Distinct().Where(p => !known.ContainsKey(p)).ToArray();
        if (await db.People.CountAsync(p => others.Contains(p.Id) && p.MergedIntoId == null, cancellationToken) != others.Length)
            return InterventionRefusals.NotFound.For(nameof(OpenGroup.Facilitators));
        return (group.RunWith(partners) is { Succeeded: false } run ? run.Refusal : null)
            ?? (group.NameFacilitators(facilitators) is { Succeeded: false } named ? named.Refusal : null);
    }

    private static async Task<GroupId[]> CertifiedGroupsAsync(TraumaDbContext db, DateOnly on, CancellationToken cancellationToken) =>
        Array.ConvertAll(
            await db.Database.SqlQuery<Guid[]>($"""select programme.certified_groups({on}) as "Value" """).SingleAsync(cancellationToken), GroupId.From);

    internal static GroupPlan PlanOf(InterventionGroup group) => new()
    {
        Label = group.Label,
        StartsOn = group.StartsOn,
        EndsOn = group.EndsOn,
        PlannedSessions = group.PlannedSessions,
        EnrolledCount = group.EnrolledCount,
        SessionMinutes = group.SessionMinutes,
        CompletionPercent = group.CompletionPercent,
        Mode = group.Mode,
        ChildCareProvided = group.ChildCareProvided,
        TransportProvided = group.TransportProvided,
        MealsProvided = group.MealsProvided,
        InterpretationProvided = group.InterpretationProvided,
    };
}
