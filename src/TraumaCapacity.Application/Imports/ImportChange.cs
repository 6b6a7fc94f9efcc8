using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TraumaCapacity.Model.Imports;

namespace TraumaCapacity.Application.Imports;

/// <summary>What an import did to one row: its values before and after. Lines are added and never changed; the undo is read
/// from them, and for attendance they are the audit of each row.</summary>
internal sealed class ImportChange
{
    public ImportId ImportId { get; init; }

    /// <summary>Table of the programme schema.</summary>
    public required string Entity { get; init; }

    public Guid RowId { get; init; }

    /// <summary>The row as JSON, or those columns that changed; <c>null</c> for a row that the import made.</summary>
    public string? Before { get; init; }

    /// <summary>Likewise; <c>null</c> for a row that the import deleted.</summary>
    public string? After { get; init; }
}

/// <summary>A piece of a file that was handed in, until it is imported, at most a day.</summary>
internal sealed class ImportPart
{
    public ImportId ImportId { get; init; }

    /// <summary>In the order of the file, from 0.</summary>
    public int Number { get; init; }

    public required byte[] Content { get; init; }

    public DateTimeOffset StoredAt { get; init; }
}

internal sealed class ImportConfiguration : IEntityTypeConfiguration<Import>
{
    public void Configure(EntityTypeBuilder<Import> builder)
    {
        builder.ToTable("import", "app");
        builder.Property(i => i.FileName).HasMaxLength(Import.FileNameLength);
        builder.Property(i => i.Sha256).HasMaxLength(64);
        builder.Property(i => i.Encoding).HasMaxLength(40);
        builder.Property(i => i.Headings).HasColumnType("jsonb");
        builder.Property(i => i.HeadingsKey).HasMaxLength(64);
        builder.Property(i => i.Columns).HasColumnType("jsonb");
        builder.HasIndex(i => new { i.CreatedBy, i.Kind, i.HeadingsKey });
    }
}

internal sealed class ImportChangeConfiguration : IEntityTypeConfiguration<ImportChange>
{
    public void Configure(EntityTypeBuilder<ImportChange> builder)
    {
        builder.ToTable("import_change", "app");
        builder.HasKey(c => new { c.ImportId, c.Entity, c.RowId });
        builder.Property(c => c.Entity).HasMaxLength(60);
        builder.Property(c => c.Before).HasColumnType("jsonb");
        builder.Property(c => c.After).HasColumnType("jsonb");
        builder.HasOne<Import>().WithMany().HasForeignKey(c => c.ImportId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ImportPartConfiguration : IEntityTypeConfiguration<ImportPart>
{
    public void Configure(EntityTypeBuilder<ImportPart> builder)
    {
        builder.ToTable("import_part", "app");
        builder.HasKey(p => new { p.ImportId, p.Number });
        builder.HasOne<Import>().WithMany().HasForeignKey(p => p.ImportId).OnDelete(DeleteBehavior.Cascade);
    }
}
