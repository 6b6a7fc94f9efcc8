using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TraumaCapacity.Model.Releases;

namespace TraumaCapacity.Application.Releases;

internal sealed class ReleaseConfiguration : IEntityTypeConfiguration<Release>
{
    public void Configure(EntityTypeBuilder<Release> builder)
    {
        // No foreign key leaves this schema: a release stands alone, and its reader reaches nothing else (PRV-12).
        builder.ToTable("release", "release", t =>
        {
            t.HasCheckConstraint("ck_release_second_person", "approved_by is null or approved_by <> prepared_by");
            t.HasCheckConstraint("ck_release_approved", "(state = 'PREPARED') = (approved_by is null) and (approved_by is null) = (approved_at is null)");
            t.HasCheckConstraint(
                "ck_release_published",
                "case when state in ('PREPARED', 'APPROVED') then published_at is null when state in ('PUBLISHED', 'SUPERSEDED') then published_at is not null else true end");
            t.HasCheckConstraint("ck_release_withdrawn", "(state = 'WITHDRAWN') = (withdrawn_at is not null) and (withdrawn_at is null) = (withdrawal_reason is null)");
        });
        builder.Property(r => r.WaveName).HasMaxLength(40);
        builder.Property(r => r.TitleEn).HasMaxLength(Release.TitleLength);
        builder.Property(r => r.TitleFr).HasMaxLength(Release.TitleLength);
        builder.Property(r => r.WithdrawalReason).HasMaxLength(Release.ReasonLength);
        builder.Property(r => r.CodebookVersion).HasMaxLength(20);
        builder.Property(r => r.ScaleVersion).HasMaxLength(20);
        builder.Property(r => r.AlgorithmVersion).HasMaxLength(20);
        builder.Property(r => r.Sha256).HasMaxLength(64).IsFixedLength();
        builder.HasIndex(r => r.Number).IsUnique();
        builder.HasIndex(r => r.WaveId).IsUnique().HasFilter("state = 'PUBLISHED'");
        builder.HasMany(r => r.Cells).WithOne().HasForeignKey(c => c.ReleaseId);
    }
}

internal sealed class ReleaseCellConfiguration : IEntityTypeConfiguration<ReleaseCell>
{
    public void Configure(EntityTypeBuilder<ReleaseCell> builder)
    {
        builder.ToTable("release_cell", "release");
        builder.Property(c => c.RowKey).HasMaxLength(60);
        builder.Property(c => c.ColumnKey).HasMaxLength(60);
        // json, not jsonb: the text is hashed, so it stays as it was written.
        builder.Property(c => c.Shown).HasColumnType("json");
        builder.HasIndex(c => new { c.ReleaseId, c.Table, c.RowKey, c.ColumnKey }).IsUnique();
    }
}

internal sealed class ReleasePopulationConfiguration : IEntityTypeConfiguration<ReleasePopulation>
{
    public void Configure(EntityTypeBuilder<ReleasePopulation> builder)
    {
        builder.ToTable("release_population", "evidence");
        builder.HasIndex(p => new { p.ReleaseId, p.Cell }).IsUnique();
        builder.HasOne<Release>().WithMany().HasForeignKey(p => p.ReleaseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DisclosurePolicyVersionConfiguration : IEntityTypeConfiguration<DisclosurePolicyVersion>
{
    public void Configure(EntityTypeBuilder<DisclosurePolicyVersion> builder)
    {
        builder.ToTable("disclosure_policy_version", "evidence");
        builder.Property(p => p.Parameters).HasColumnType("jsonb");
        builder.HasIndex(p => p.Number).IsUnique();
    }
}
