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
            t.HasCheckConstraint("ck_release_second_person", "approved_by is null or approved_by <> prepared_by"));
        builder.Property(r => r.WaveName).HasMaxLength(40);
        builder.Property(r => r.TitleEn).HasMaxLength(200);
        builder.Property(r => r.TitleFr).HasMaxLength(200);
        builder.Property(r => r.CodebookVersion).HasMaxLength(20);
        builder.Property(r => r.ScaleVersion).HasMaxLength(20);
        builder.Property(r => r.AlgorithmVersion).HasMaxLength(20);
        builder.Property(r => r.Sha256).HasMaxLength(64).IsFixedLength();
        builder.HasIndex(r => r.Number).IsUnique();
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
        builder.Property(c => c.Shown).HasColumnType("jsonb");
        builder.HasIndex(c => new { c.ReleaseId, c.Table, c.RowKey, c.ColumnKey }).IsUnique();
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
