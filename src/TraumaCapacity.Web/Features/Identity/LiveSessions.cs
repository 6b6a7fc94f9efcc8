using System.Data.Common;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using TraumaCapacity.Application.Identity;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Web.Features.Identity;

/// <summary>Whether a cookie still stands for a sign-in: asked at every request (an answer serves for a few seconds, since
/// a page is many requests), and again and again while a screen is open.</summary>
public sealed class LiveSessions(SignInService signIns, IMemoryCache cache, IOptions<IdentityOptions> options)
{
    private static readonly TimeSpan AnswerServesFor = TimeSpan.FromSeconds(5);

    /// <summary>Asks the database.</summary>
    public async Task<bool> IsLiveAsync(ClaimsPrincipal principal, CancellationToken cancellationToken) =>
        ActorClaims.SessionOf(principal) is { } session
        && Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var user)
        && principal.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) is { } stamp
        && await signIns.IsLiveAsync(new UserId(user), session, stamp, cancellationToken);

    /// <summary>Forgets a kept answer, because the sign-in has just ended here.</summary>
    public void Forget(ClaimsPrincipal principal) => cache.Remove(Key(principal));

    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<LiveSessions>();
        if (context.Principal is { } principal && await sessions.IsLiveLatelyAsync(principal, context.HttpContext.RequestAborted))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    private (string Kind, Guid? Session, string? Stamp) Key(ClaimsPrincipal principal) =>
        (nameof(LiveSessions), ActorClaims.SessionOf(principal), principal.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType));

    private async Task<bool> IsLiveLatelyAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        var key = Key(principal);
        if (cache.TryGetValue(key, out bool _))
            return true;
        if (!await IsLiveAsync(principal, cancellationToken))
            return false;
        cache.Set(key, true, AnswerServesFor);
        return true;
    }
}

/// <summary>Who is signed in, in a circuit. Asked again every few seconds: a sign-out elsewhere, a revoked role or a
/// disabled account ends the screens that are open.</summary>
public sealed partial class LiveAuthenticationState : RevalidatingServerAuthenticationStateProvider
{
    private readonly LiveSessions sessions;
    private readonly IHttpContextAccessor http;
    private readonly ILogger logger;
    private bool isSet;

    /// <summary>Made by the circuit, or by the request of a static page.</summary>
    public LiveAuthenticationState(ILoggerFactory loggers, LiveSessions sessions, IHttpContextAccessor http)
        : base(loggers)
    {
        (this.sessions, this.http, logger) = (sessions, http, loggers.CreateLogger<LiveAuthenticationState>());
        AuthenticationStateChanged += _ => isSet = true;
    }

    /// <inheritdoc />
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(20);

    /// <summary>In an endpoint, where no component set it, the request's own.</summary>
    public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
        !isSet && http.HttpContext is { } context
            ? Task.FromResult(new AuthenticationState(context.User))
            : base.GetAuthenticationStateAsync();

    /// <summary>While the database is away nobody is signed out: nothing can be read then, and what is being typed stays.</summary>
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            return await sessions.IsLiveAsync(authenticationState.User, cancellationToken);
        }
        catch (Exception e) when (e is DbException || e.InnerException is DbException)
        {
            LogNotAsked(logger, e.GetType().Name);
            return true;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Whether a sign-in still holds could not be asked: {Error}")]
    private static partial void LogNotAsked(ILogger logger, string error);
}
