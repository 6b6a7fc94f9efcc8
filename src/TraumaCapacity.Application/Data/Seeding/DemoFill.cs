using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TraumaCapacity.Application.Data.Seeding;

/// <summary>That the demonstration was begun, and that it came to its end: without the end, the next start begins it anew.
/// One row, stored with the demonstration's people.</summary>
internal sealed class DemoFill
{
    public int Id { get; init; } = 1;

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }
}

internal sealed class DemoFillConfiguration : IEntityTypeConfiguration<DemoFill>
{
    public void Configure(EntityTypeBuilder<DemoFill> builder)
    {
        builder.ToTable("demo_fill", "app", t => t.HasCheckConstraint("ck_demo_fill_one", "id = 1"));
        builder.Property(f => f.Id).ValueGeneratedNever();
    }
}
