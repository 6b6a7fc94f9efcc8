using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Application.Identity;

/// <summary>An account. Roles are grants of their own, because a coordinator's may be limited to an organization.</summary>
public sealed class UserAccount : IdentityUser<Guid>
{
    public const int DisplayNameLength = 120;
    public const int EmailLength = 254;

    /// <summary>Name shown to colleagues.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary><c>en</c> or <c>fr</c>.</summary>
    public string Language { get; set; } = "en";

    public bool IsDisabled { get; set; }

    /// <summary>Whether the demonstration made it.</summary>
    public bool IsDemo { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The account's identifier as the model knows it.</summary>
    public UserId UserId => new(Id);
}

internal static class AccountConfiguration
{
    public const string NameIndex = "user_name_index";

    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<UserAccount>(b =>
        {
            b.ToTable("user_account", "account");
            b.Ignore(u => u.UserId);
            b.Property(u => u.DisplayName).HasMaxLength(UserAccount.DisplayNameLength);
            b.Property(u => u.Language).HasMaxLength(2);
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claim", "account");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_login", "account");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_token", "account");
        builder.Entity<IdentityUserPasskey<Guid>>().ToTable("user_passkey", "account");
        builder.Entity<RoleGrant>(b =>
        {
            b.ToTable("role_grant", "account", t => t.HasCheckConstraint("ck_role_grant_limit", "organization_id is null or role = 'COORDINATOR'"));
            b.HasIndex(g => new { g.UserId, g.Role, g.OrganizationId }).IsUnique().AreNullsDistinct(false).HasFilter("revoked_at is null");
        });
        builder.Entity<OneTimeLink>(b =>
        {
            b.ToTable("one_time_link", "account", t => t.HasCheckConstraint("ck_one_time_link_account", "(purpose = 'SET_PASSWORD') = (user_id is not null)"));
            b.Property(l => l.TokenHash).HasMaxLength(OneTimeLink.HashLength);
            b.HasIndex(l => l.TokenHash).IsUnique();
        });
        builder.Entity<SignInSession>(b =>
        {
            b.ToTable("sign_in_session", "account");
            b.HasIndex(s => s.UserId);
        });
    }
}
