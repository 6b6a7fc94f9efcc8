using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Training;

/// <summary>A training programme in the list.</summary>
public sealed record TrainingProgramRow(
    TrainingProgramId Id, string NameEn, string NameFr, TrainingTier Tier, decimal ContactHours, decimal MinimumAttendanceRatio, int? ValidityMonths, int Cohorts);

/// <summary>A curriculum in the list.</summary>
public sealed record CurriculumRow(
    CurriculumId Id, string NameEn, string NameFr, string VersionLabel, ContentLanguage Language, int PlannedSessions);

/// <summary>What is taught: programmes and curricula, shared by all organizations.</summary>
public sealed class TrainingProgramService(TraumaDatabase database)
{
    internal const string NameIndex = "ix_training_program_name_en";
    internal const string CurriculumIndex = "ix_curriculum_name_en_version_label_language";

    /// <summary>All programmes, by name.</summary>
    public async Task<IReadOnlyList<TrainingProgramRow>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        return await db.TrainingPrograms.AsNoTracking()
            .OrderBy(p => p.NameEn)
            .Select(p => new TrainingProgramRow(
                p.Id, p.NameEn, p.NameFr, p.Tier, p.ContactHours, p.MinimumAttendanceRatio, p.ValidityMonths, db.Cohorts.Count(c => c.ProgramId == p.Id)))
            .ToListAsync(cancellationToken);
    }

    /// <summary>All curricula, by name and version.</summary>
    public async Task<IReadOnlyList<CurriculumRow>> ListCurriculaAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        return await db.Curricula.AsNoTracking()
            .OrderBy(c => c.NameEn).ThenBy(c => c.VersionLabel)
            .Select(c => new CurriculumRow(c.Id, c.NameEn, c.NameFr, c.VersionLabel, c.Language, c.PlannedSessions))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Stores a programme that was defined. For those who write for all organizations.</summary>
    public async Task<Result<TrainingProgramId>> DefineAsync(Actor actor, Result<TrainingProgram> defined, CancellationToken cancellationToken) =>
        defined.Succeeded ? await AddAsync(actor, defined.Value, defined.Value.Id, NameIndex, cancellationToken) : defined.As<TrainingProgramId>();

    /// <summary>Stores a curriculum that was defined. For those who write for all organizations.</summary>
    public async Task<Result<CurriculumId>> DefineCurriculumAsync(Actor actor, Result<Curriculum> defined, CancellationToken cancellationToken) =>
        defined.Succeeded ? await AddAsync(actor, defined.Value, defined.Value.Id, CurriculumIndex, cancellationToken) : defined.As<CurriculumId>();

    private async Task<Result<TId>> AddAsync<TId>(Actor actor, Entity entity, TId id, string index, CancellationToken cancellationToken)
    {
        if (!actor.WritesForAllOrganizations())
            return TrainingRefusals.NationalOnly;
        await using var db = await database.OpenAsync(actor, DataArea.Programme, cancellationToken);
        db.Add(entity);
        return await db.SaveAsync(id, TrainingRefusals.ChangedByAnother, cancellationToken, (index, TrainingRefusals.NameTaken));
    }
}
