using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Data.Drafts;

/// <summary>What someone typed and has not saved yet, kept so that a reload, a lost network or a restart loses nothing.</summary>
internal sealed class Draft : Entity
{
    public const int KeyLength = 200;
    public const int ContentLength = 20_000;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required UserId UserId { get; init; }

    /// <summary>Which form of which thing, such as <c>session/0193…</c>.</summary>
    public required string FormKey { get; init; }

    /// <summary>The fields as JSON.</summary>
    [Evidence]
    public string Content { get; set; } = "{}";

    public DateTimeOffset SavedAt { get; set; }
}

internal sealed class DraftConfiguration : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("draft", "app");
        builder.Property(d => d.FormKey).HasMaxLength(Draft.KeyLength);
        builder.Property(d => d.Content).HasColumnType("jsonb");
        builder.HasIndex(d => new { d.UserId, d.FormKey }).IsUnique();
    }
}
