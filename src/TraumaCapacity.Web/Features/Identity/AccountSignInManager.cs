using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TraumaCapacity.Application.Identity;

namespace TraumaCapacity.Web.Features.Identity;

/// <summary>Signs in and out. Every sign-in is a row, so that it can be ended from outside the browser that holds it.</summary>
public sealed class AccountSignInManager(
    UserManager<UserAccount> users,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<UserAccount> claims,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<UserAccount>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<UserAccount> confirmation,
    SignInService signIns,
    LiveSessions sessions)
    : SignInManager<UserAccount>(users, http, claims, options, logger, schemes, confirmation)
{
    /// <inheritdoc />
    public override async Task<bool> CanSignInAsync(UserAccount user) => !user.IsDisabled && await base.CanSignInAsync(user);

    /// <inheritdoc />
    public override async Task SignInWithClaimsAsync(UserAccount user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        await EndCurrentAsync();
        var session = await signIns.StartAsync(user.UserId, Context.TraceIdentifier, Context.RequestAborted);
        await base.SignInWithClaimsAsync(user, authenticationProperties, [.. additionalClaims, new Claim(ActorClaims.Session, session.ToString())]);
    }

    /// <inheritdoc />
    public override async Task SignOutAsync()
    {
        await EndCurrentAsync();
        await Context.SignOutAsync(IdentityConstants.ApplicationScheme);
        await Context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
    }

    /// <inheritdoc />
    protected override async Task<SignInResult> SignInOrTwoFactorAsync(UserAccount user, bool isPersistent, string? loginProvider = null, bool bypassTwoFactor = false) =>
        await CanSignInAsync(user) ? await base.SignInOrTwoFactorAsync(user, isPersistent, loginProvider, bypassTwoFactor) : SignInResult.NotAllowed;

    /// <summary>Refused, where no passkey was asked for, or the asking has expired.</summary>
    public override async Task<PasskeyAttestationResult> PerformPasskeyAttestationAsync(string credentialJson) =>
        await HasAskedAsync(credentialJson)
            ? await base.PerformPasskeyAttestationAsync(credentialJson)
            : PasskeyAttestationResult.Fail(new PasskeyException("No passkey was asked for."));

    /// <summary>Refused, where no passkey was asked for, or the asking has expired.</summary>
    public override async Task<PasskeyAssertionResult<UserAccount>> PerformPasskeyAssertionAsync(string credentialJson) =>
        await HasAskedAsync(credentialJson)
            ? await base.PerformPasskeyAssertionAsync(credentialJson)
            : PasskeyAssertionResult.Fail<UserAccount>(new PasskeyException("No passkey was asked for."));

    private async Task<bool> HasAskedAsync(string credentialJson) =>
        credentialJson.Length > 0 && (await Context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Succeeded;

    private async Task EndCurrentAsync()
    {
        if (Context.User.ToActor(Context.TraceIdentifier) is not { } actor || ActorClaims.SessionOf(Context.User) is not { } session)
            return;
        await signIns.EndAsync(actor.UserId, session, actor.RequestId, Context.RequestAborted);
        sessions.Forget(Context.User);
    }
}

/// <summary>What the cookie says: the account, its name, its roles.</summary>
public sealed class AccountClaimsFactory(UserManager<UserAccount> users, IOptions<IdentityOptions> options, SignInService signIns)
    : UserClaimsPrincipalFactory<UserAccount>(users, options)
{
    /// <inheritdoc />
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(UserAccount user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaims(ActorClaims.From(await signIns.FindActorAsync(user.UserId, CancellationToken.None)));
        identity.AddClaim(new Claim(ActorClaims.DisplayName, user.DisplayName));
        return identity;
    }
}
