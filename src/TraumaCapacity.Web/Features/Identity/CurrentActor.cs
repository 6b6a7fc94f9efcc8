using Microsoft.AspNetCore.Components.Authorization;

using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Web.Features.Identity;

/// <summary>Who asks, in a circuit, on a static page or in an endpoint. In a circuit the answer changes when the sign-in
/// ends, so it is asked for at every operation and never kept.</summary>
public sealed class CurrentActor(AuthenticationStateProvider state, IHttpContextAccessor http)
{
    // One for the life of the circuit or request: it ties audit rows and log lines together.
    private readonly string requestId = http.HttpContext?.TraceIdentifier ?? Guid.CreateVersion7().ToString("N");

    /// <summary>The person signed in.</summary>
    /// <exception cref="SignInEndedException">Nobody is, or no longer.</exception>
    public async ValueTask<Actor> GetAsync() => await FindAsync() ?? throw new SignInEndedException();

    /// <summary>The person signed in, or <c>null</c>.</summary>
    public async ValueTask<Actor?> FindAsync() => (await state.GetAuthenticationStateAsync()).User.ToActor(requestId);
}

/// <summary>The sign-in ended while a screen was open. The screen gives way to the sign-in page.</summary>
public sealed class SignInEndedException() : Exception("The sign-in has ended.");
