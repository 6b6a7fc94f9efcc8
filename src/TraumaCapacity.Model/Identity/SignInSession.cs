namespace TraumaCapacity.Model.Identity;

/// <summary>One sign-in, from one browser, until it is ended there or by an administrator.</summary>
public sealed class SignInSession : Entity
{
    /// <summary>A sign-in ends by itself after a working day.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromHours(12);

    private SignInSession()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public UserId UserId { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Begins at a successful sign-in.</summary>
    public static SignInSession Start(UserId user, DateTimeOffset now) => new() { UserId = user, ExpiresAt = now + LongestLife };

    /// <summary>Whether whoever holds it is signed in.</summary>
    public bool IsLive(DateTimeOffset now) => EndedAt is null && now < ExpiresAt;

    /// <summary>Ends it; screens that are still open close within a minute.</summary>
    public void End(DateTimeOffset now) => EndedAt ??= now;
}
