using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Interventions;

/// <summary>A curriculum and the checklist in force for it.</summary>
/// <param name="CurriculumId"><c>null</c> for the standard checklist.</param>
/// <param name="VersionLabel">Of the curriculum; empty for the standard checklist.</param>
/// <param name="Number">Which checklist of the curriculum; 0 where the standard one is used.</param>
/// <param name="Ratings">Sessions rated by it so far.</param>
public sealed record CurriculumChecklistRow(
    CurriculumId? CurriculumId, string NameEn, string NameFr, string VersionLabel, int Number, IReadOnlyList<ChecklistItemRow> Items, int Ratings);

/// <summary>The fidelity checklists, and whether the reader may define one.</summary>
public sealed record ChecklistList(IReadOnlyList<CurriculumChecklistRow> Rows, bool MayDefine);

/// <summary>Fidelity checklists by curriculum. They are shared by all organizations.</summary>
public sealed class ChecklistService(TraumaDatabase database)
{
    /// <summary>The standard checklist and, for every curriculum, the one in force.</summary>
    public async Task<ChecklistList> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        var checklists = await db.FidelityChecklists.AsNoTracking().Include(c => c.Items).ToListAsync(cancellationToken);
        var curricula = await db.Curricula.AsNoTracking().OrderBy(c => c.NameEn).ThenBy(c => c.VersionLabel)
            .Select(c => new { c.Id, c.NameEn, c.NameFr, c.VersionLabel }).ToListAsync(cancellationToken);
        var rated = await db.Set<FidelityResponse>().AsNoTracking()
            .Join(db.Set<FidelityItem>(), r => r.ItemId, i => i.Id, (r, i) => new { i.ChecklistId, r.SessionId })
            .Distinct().GroupBy(r => r.ChecklistId).Select(r => new { r.Key, Count = r.Count() })
            .ToDictionaryAsync(r => r.Key, r => r.Count, cancellationToken);
        CurriculumChecklistRow Row(CurriculumId? curriculum, string en, string fr, string version)
        {
            var current = checklists.Where(c => c.CurriculumId == curriculum).MaxBy(c => c.Number);
            return new CurriculumChecklistRow(
                curriculum, en, fr, version, current?.Number ?? 0, current?.Row().Items ?? [], current is null ? 0 : rated.GetValueOrDefault(current.Id));
        }

        return new ChecklistList(
            [Row(null, "", "", ""), .. curricula.Select(c => Row(c.Id, c.NameEn, c.NameFr, c.VersionLabel))],
            actor.WritesForAllOrganizations());
    }

    /// <summary>Defines the checklist of a curriculum from now on. Sessions that were rated keep theirs. Refused by the model's
    /// rules, for a curriculum out of reach, and for a coordinator of some organizations.</summary>
    /// <param name="curriculum"><c>null</c> for the standard checklist.</param>
    /// <param name="number">The number of the checklist that the person was looking at, 0 for none; an older one is refused.</param>
    public async Task<Result<Done>> DefineAsync(
        Actor actor, CurriculumId? curriculum, int number, IReadOnlyList<FidelityItemText> items, CancellationToken cancellationToken)
    {
        if (!actor.WritesForAllOrganizations())
            return InterventionRefusals.NotForAll;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        if (curriculum is { } id && !await db.Curricula.AnyAsync(c => c.Id == id, cancellationToken))
            return InterventionRefusals.NotFound;
        var highest = await db.FidelityChecklists.Where(c => c.CurriculumId == curriculum).MaxAsync(c => (int?)c.Number, cancellationToken) ?? 0;
        if (highest != number)
            return InterventionRefusals.ChangedByAnother;
        var checklist = FidelityChecklist.Define(curriculum, highest + 1, items);
        if (!checklist.Succeeded)
            return checklist.Refusal;
        db.FidelityChecklists.Add(checklist.Value);
        return await db.SaveGroupAsync(Done.Instance, cancellationToken);
    }
}
