using System.Security.Cryptography;
using System.Text;

namespace TraumaCapacity.Model.Identity;

/// <summary>What a one-time link lets its holder do.</summary>
public enum LinkPurpose
{
    /// <summary>Choose the password of an account that an administrator made.</summary>
    SetPassword,

    /// <summary>Make an administrator's account; given out on the console only.</summary>
    CreateAdministrator,
}

/// <summary>A link that works once and not for long. Only the hash of its token is kept, so that a copy of the database
/// opens nothing.</summary>
public sealed class OneTimeLink : Entity
{
    /// <summary>How many hexadecimal digits a stored hash has.</summary>
    public const int HashLength = 64;

    private const int TokenBytes = 32;

    private OneTimeLink()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public LinkPurpose Purpose { get; private set; }

    /// <summary>Whose password it sets; <c>null</c> where it makes an account.</summary>
    public UserId? UserId { get; private set; }

    /// <summary>SHA-256 of the token, in lower-case hexadecimal.</summary>
    public string TokenHash { get; private set; } = "";

    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>When it was used, or replaced by a newer one.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>How long a link of the purpose works: three days for a colleague to choose a password, an hour for what
    /// the console prints.</summary>
    public static TimeSpan Life(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.SetPassword => TimeSpan.FromDays(3),
        LinkPurpose.CreateAdministrator => TimeSpan.FromHours(1),
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };

    /// <summary>A new link and its token: 256 random bits, safe in an address, told once and never stored.</summary>
    public static (OneTimeLink Link, string Token) Make(LinkPurpose purpose, UserId? user, DateTimeOffset now)
    {
        if ((purpose == LinkPurpose.SetPassword) != user.HasValue)
            throw new ArgumentException("A link sets the password of one account, or makes an administrator's.", nameof(user));
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        return (new OneTimeLink { Purpose = purpose, UserId = user, TokenHash = Hash(token), ExpiresAt = now + Life(purpose) }, token);
    }

    /// <summary>What is stored of a token.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Uses it up. Refused (<c>Identity.LinkNotValid</c>) once it was used, or after its time.</summary>
    public Result<Done> Use(DateTimeOffset now)
    {
        if (UsedAt is not null || now >= ExpiresAt)
            return IdentityRefusals.LinkNotValid;
        UsedAt = now;
        return Done.Instance;
    }

    /// <summary>Makes it useless, because another took its place.</summary>
    public void Withdraw(DateTimeOffset now) => UsedAt ??= now;
}
