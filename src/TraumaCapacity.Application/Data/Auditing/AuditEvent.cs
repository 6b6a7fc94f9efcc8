using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Data.Auditing;

/// <summary>One line of the audit trail: who did what to which row, and its values before and after. Evidence is
/// replaced by its hash and length. The application's database roles can add lines and change none.</summary>
internal sealed class AuditEvent
{
    public const int EntityIdLength = 80;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public DateTimeOffset At { get; set; }

    public UserId? UserId { get; init; }

    /// <summary><c>CREATE</c>, <c>UPDATE</c>, <c>DELETE</c>, or an access such as <c>READ</c>, <c>EXPORT</c>, <c>DENIED</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Table, such as <c>training_cohort</c>.</summary>
    public required string Entity { get; init; }

    public required string EntityId { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    public string? RequestId { get; init; }

    public static AuditEvent Access(string action, string entity, string entityId, object? details, DatabaseSession? session) => new()
    {
        Action = action,
        Entity = entity,
        EntityId = entityId,
        After = details is null ? null : JsonSerializer.Serialize(details),
        UserId = session?.UserId,
        RequestId = session?.RequestId,
    };
}

internal sealed class AuditEventConfiguration : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.ToTable("audit_event", "audit");
        builder.Property(e => e.Action).HasMaxLength(20);
        builder.Property(e => e.Entity).HasMaxLength(80);
        builder.Property(e => e.EntityId).HasMaxLength(AuditEvent.EntityIdLength);
        builder.Property(e => e.RequestId).HasMaxLength(80);
        builder.Property(e => e.Before).HasColumnType("jsonb");
        builder.Property(e => e.After).HasColumnType("jsonb");
        builder.HasIndex(e => e.At);
        builder.HasIndex(e => new { e.Entity, e.EntityId });
    }
}
