using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Application.Synthesis;

internal sealed class ReconciliationConfiguration : IEntityTypeConfiguration<Reconciliation>
{
    public void Configure(EntityTypeBuilder<Reconciliation> builder)
    {
        builder.ToTable("reconciliation", "evidence", t => t.HasCheckConstraint("ck_reconciliation_coders", "coder_count >= 1"));
        builder.Property(r => r.ScaleVersion).HasMaxLength(20);
        builder.Property(r => r.CodebookMajor).HasMaxLength(20);
        builder.HasIndex(r => r.InterviewId).IsUnique();
        builder.HasOne<Interview>().WithMany().HasForeignKey(r => r.InterviewId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Runs).WithOne().HasForeignKey(r => r.ReconciliationId);
    }
}

internal sealed class ReliabilityRunConfiguration : IEntityTypeConfiguration<ReliabilityRun>
{
    public void Configure(EntityTypeBuilder<ReliabilityRun> builder)
    {
        builder.ToTable("reliability_run", "evidence");
        builder.HasIndex(r => new { r.InterviewId, r.Metric }).IsUnique();
    }
}

internal sealed class ConsensusUnitConfiguration : IEntityTypeConfiguration<ConsensusUnit>
{
    public void Configure(EntityTypeBuilder<ConsensusUnit> builder)
    {
        builder.ToTable("consensus_unit", "evidence", t =>
        {
            t.HasCheckConstraint("ck_consensus_unit_value", "(coalesce(outcome, '') = 'RATED') = (value is not null)");
            t.HasCheckConstraint("ck_consensus_unit_range", "value is null or value between -2 and 2");
            t.HasCheckConstraint(
                "ck_consensus_unit_settled",
                "(outcome is null) = (method is null) and (outcome is null) = (settled_at is null) and (outcome is null) = (settled_by is null)");
            t.HasCheckConstraint(
                "ck_consensus_unit_reason",
                "case when method = 'ADJUDICATED' or (method = 'DISCUSSED' and outcome = 'NOT_THIS_CELL') then length(coalesce(reason, '')) >= 20 when method = 'DISCUSSED' then reason is not null else true end");
        });
        builder.Property(c => c.Reason).HasMaxLength(ConsensusUnit.ReasonLength);
        builder.HasIndex(c => new { c.InterviewId, c.TurnSequence, c.Cell }).IsUnique();
        builder.HasOne<Interview>().WithMany().HasForeignKey(c => c.InterviewId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CellSynthesisConfiguration : IEntityTypeConfiguration<CellSynthesis>
{
    /// <summary>Name of the filter that leaves out superseded signatures.</summary>
    public const string CurrentFilter = "Current";

    public void Configure(EntityTypeBuilder<CellSynthesis> builder)
    {
        builder.ToTable("cell_synthesis", "evidence", t =>
        {
            t.HasCheckConstraint("ck_cell_synthesis_scope", "(scope = 'INTERVIEW') = (interview_id is not null)");
            t.HasCheckConstraint("ck_cell_synthesis_value", "(status = 'RATED') = (value is not null)");
            t.HasCheckConstraint("ck_cell_synthesis_suggested", "(suggested_status = 'RATED') = (suggested_value is not null)");
            t.HasCheckConstraint("ck_cell_synthesis_range", "value is null or value between -2 and 2");
            t.HasCheckConstraint(
                "ck_cell_synthesis_override",
                "((status, value, is_mixed) is not distinct from (suggested_status, suggested_value, suggested_mixed)) or length(coalesce(override_reason, '')) >= 20");
        });
        builder.Property(s => s.OverrideReason).HasMaxLength(CellSynthesis.OverrideReasonLength);
        builder.Property(s => s.Rationale).HasMaxLength(CellSynthesis.RationaleLength);
        builder.Property(s => s.ScaleVersion).HasMaxLength(20);
        builder.Property(s => s.CodebookMajor).HasMaxLength(20);
        builder.Property(s => s.AlgorithmVersion).HasMaxLength(20);
        builder.Property(s => s.InputsSha256).HasMaxLength(64).IsFixedLength();
        builder.HasQueryFilter(CurrentFilter, s => s.SupersededAt == null);
        builder.HasIndex(s => new { s.InterviewId, s.Cell }).IsUnique().HasFilter("scope = 'INTERVIEW' and superseded_at is null");
        builder.HasIndex(s => new { s.OrganizationId, s.WaveId, s.Cell }).IsUnique().HasFilter("scope = 'ORGANIZATION' and superseded_at is null");
        builder.HasOne<Interview>().WithMany().HasForeignKey(s => s.InterviewId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<EvaluationWave>().WithMany().HasForeignKey(s => s.WaveId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class InterviewEvidenceConfiguration : IEntityTypeConfiguration<InterviewEvidence>
{
    public void Configure(EntityTypeBuilder<InterviewEvidence> builder)
    {
        builder.ToView("interview_evidence", "evidence").HasNoKey();
        builder.Property(e => e.InterviewId).HasColumnName("interview_id");
        builder.Property(e => e.Number).HasColumnName("number");
        builder.Property(e => e.OrganizationId).HasColumnName("organization_id");
        builder.Property(e => e.WaveId).HasColumnName("wave_id");
        builder.Property(e => e.CoderCount).HasColumnName("coder_count");
        builder.Property(e => e.ScaleVersion).HasColumnName("scale_version");
        builder.Property(e => e.CodebookMajor).HasColumnName("codebook_major");
        builder.Property(e => e.Interviewees).HasColumnName("interviewees");
    }
}

internal sealed class InterviewCellEvidenceConfiguration : IEntityTypeConfiguration<InterviewCellEvidence>
{
    public void Configure(EntityTypeBuilder<InterviewCellEvidence> builder)
    {
        builder.ToView("interview_cell_evidence", "evidence").HasNoKey();
        builder.Property(e => e.InterviewId).HasColumnName("interview_id");
        builder.Property(e => e.Cell).HasColumnName("cell");
        builder.Property(e => e.RatedValues).HasColumnName("rated_values");
        builder.Property(e => e.Mixed).HasColumnName("mixed");
        builder.Property(e => e.InsufficientCount).HasColumnName("insufficient_count");
        builder.Property(e => e.AwaitingCount).HasColumnName("awaiting_count");
        builder.Property(e => e.BasisRank).HasColumnName("basis_rank");
        builder.Property(e => e.ExcerptCount).HasColumnName("excerpt_count");
    }
}
