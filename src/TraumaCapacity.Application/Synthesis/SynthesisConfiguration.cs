using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Application.Synthesis;

internal sealed class ConsensusUnitConfiguration : IEntityTypeConfiguration<ConsensusUnit>
{
    public void Configure(EntityTypeBuilder<ConsensusUnit> builder)
    {
        builder.ToTable("consensus_unit", "evidence", t =>
        {
            t.HasCheckConstraint("ck_consensus_unit_value", "(outcome = 'RATED') = (value is not null)");
            t.HasCheckConstraint("ck_consensus_unit_range", "value is null or value between -2 and 2");
        });
        builder.Property(c => c.Reason).HasMaxLength(ConsensusUnit.ReasonLength);
        builder.HasIndex(c => new { c.InterviewId, c.TurnSequence, c.Cell }).IsUnique();
        builder.HasOne<Interview>().WithMany().HasForeignKey(c => c.InterviewId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CellSynthesisConfiguration : IEntityTypeConfiguration<CellSynthesis>
{
    public void Configure(EntityTypeBuilder<CellSynthesis> builder)
    {
        builder.ToTable("cell_synthesis", "evidence", t =>
        {
            t.HasCheckConstraint("ck_cell_synthesis_scope", "(scope = 'INTERVIEW') = (interview_id is not null)");
            t.HasCheckConstraint("ck_cell_synthesis_value", "(status = 'RATED') = (value is not null)");
            t.HasCheckConstraint("ck_cell_synthesis_suggested", "(suggested_status = 'RATED') = (suggested_value is not null)");
            t.HasCheckConstraint("ck_cell_synthesis_range", "value is null or value between -2 and 2");
        });
        builder.Property(s => s.OverrideReason).HasMaxLength(CellSynthesis.OverrideReasonLength);
        builder.Property(s => s.AlgorithmVersion).HasMaxLength(20);
        builder.Property(s => s.InputsSha256).HasMaxLength(64).IsFixedLength();
        builder.HasIndex(s => new { s.InterviewId, s.Cell }).IsUnique().HasFilter("scope = 'INTERVIEW'");
        builder.HasIndex(s => new { s.OrganizationId, s.WaveId, s.Cell }).IsUnique().HasFilter("scope = 'ORGANIZATION'");
        builder.HasOne<Interview>().WithMany().HasForeignKey(s => s.InterviewId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organization>().WithMany().HasForeignKey(s => s.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<EvaluationWave>().WithMany().HasForeignKey(s => s.WaveId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReliabilityRunConfiguration : IEntityTypeConfiguration<ReliabilityRun>
{
    public void Configure(EntityTypeBuilder<ReliabilityRun> builder)
    {
        builder.ToTable("reliability_run", "evidence");
        builder.HasIndex(r => new { r.InterviewId, r.Metric }).IsUnique();
        builder.HasOne<Interview>().WithMany().HasForeignKey(r => r.InterviewId).OnDelete(DeleteBehavior.Restrict);
    }
}
