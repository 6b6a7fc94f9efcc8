using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using TraumaCapacity.Application.Data.Drafts;
using TraumaCapacity.Application.Data.Seeding;
using TraumaCapacity.Application.Identity;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interventions;

namespace TraumaCapacity.Application.Data.Auditing;

/// <summary>Stamps new rows and writes one audit line for every row a save touches, in the same transaction.</summary>
internal sealed class AuditInterceptor(TimeProvider clock) : SaveChangesInterceptor
{
    private static readonly HashSet<string> AccountSecrets =
    [
        nameof(UserAccount.PasswordHash), nameof(UserAccount.SecurityStamp), nameof(UserAccount.ConcurrencyStamp),
        nameof(UserAccount.AccessFailedCount),
    ];

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Record(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Record(eventData.Context);
        return ValueTask.FromResult(result);
    }

    private static AuditEvent? Describe(EntityEntry entry, DatabaseSession? session)
    {
        var before = new JsonObject();
        var after = new JsonObject();
        foreach (var property in entry.Properties)
        {
            var name = property.Metadata.GetColumnName();
            if (property.Metadata.Name is nameof(Entity.Version) || IsSecret(entry, property))
                continue;
            var changed = entry.State != EntityState.Modified || (property.IsModified && !Equals(property.OriginalValue, property.CurrentValue));
            if (!changed)
                continue;
            if (entry.State != EntityState.Added)
                before[name] = Value(property, property.OriginalValue);
            if (entry.State != EntityState.Deleted)
                after[name] = Value(property, property.CurrentValue);
        }

        if (entry.State == EntityState.Modified && after.Count == 0)
            return null;

        return new AuditEvent
        {
            Action = entry.State switch
            {
                EntityState.Added => "CREATE",
                EntityState.Deleted => "DELETE",
                _ => "UPDATE",
            },
            Entity = entry.Metadata.GetTableName()!,
            EntityId = string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties.Select(p => Key(entry.Property(p.Name)))),
            Before = before.Count == 0 ? null : before.ToJsonString(),
            After = after.Count == 0 ? null : after.ToJsonString(),
            UserId = session?.UserId,
            RequestId = session?.RequestId,
        };
    }

    private static bool IsSecret(EntityEntry entry, PropertyEntry property) =>
        (entry.Entity is UserAccount && AccountSecrets.Contains(property.Metadata.Name))
        || (entry.Entity is OneTimeLink && property.Metadata.Name == nameof(OneTimeLink.TokenHash));

    private static string Key(PropertyEntry property) =>
        property.CurrentValue is byte[] bytes
            ? Convert.ToHexStringLower(bytes)
            : Convert.ToString(property.CurrentValue, CultureInfo.InvariantCulture) ?? "";

    private static JsonNode? Value(PropertyEntry property, object? value)
    {
        if (value is null)
            return null;
        if (property.Metadata.PropertyInfo?.GetCustomAttribute<EvidenceAttribute>() is not null)
        {
            var text = value.ToString() ?? "";
            return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))} length:{text.Length.ToString(CultureInfo.InvariantCulture)}";
        }

        var stored = property.Metadata.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
        return stored is null ? null : JsonSerializer.SerializeToNode(stored, stored.GetType());
    }

    private void Record(DbContext? context)
    {
        if (context is not TraumaDbContext db)
            return;
        var now = clock.GetUtcNow();
        var events = new List<AuditEvent>();
        foreach (var entry in db.ChangeTracker.Entries().ToList())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted))
                continue;
            if (entry.Entity is AuditEvent access)
            {
                access.At = now;
                continue;
            }

            if (entry.Entity is Entity entity && entry.State == EntityState.Added)
                entity.Stamp(now, db.Session?.UserId);

            // Drafts are nobody's record yet, nor is how far the demonstration is; tokens and passkeys are secrets.
            if (entry.Entity is Draft or DemoFill or IdentityUserToken<Guid> or IdentityUserPasskey<Guid> or IdentityUserLogin<Guid>)
                continue;
            // A trail of slots would outlive them; that they were destroyed is recorded by who destroys them (PRV-20).
            if (entry.Entity is AnonymousSlot or SlotAttendance)
                continue;
            if (Describe(entry, db.Session) is { } described)
            {
                described.At = now;
                events.Add(described);
            }
        }

        db.AuditEvents.AddRange(events);
    }
}
