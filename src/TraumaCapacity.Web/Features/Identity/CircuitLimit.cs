using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Web.Features.Identity;

/// <summary>Limits how many screens one person has open at a time, so that no account can use up the server.</summary>
public sealed class CircuitLimit
{
    /// <summary>Screens open at once, a person.</summary>
    public const int MostOpen = 24;

    private readonly ConcurrentDictionary<UserId, int> open = new();

    /// <summary>Whether the person may open another.</summary>
    public bool Allows(UserId user) => open.GetValueOrDefault(user) < MostOpen;

    internal void Opened(UserId user) => open.AddOrUpdate(user, 1, (_, count) => count + 1);

    internal void Closed(UserId user)
    {
        // The entry goes with the last screen; a person who is back in between keeps it.
        if (open.AddOrUpdate(user, 0, (_, count) => count - 1) <= 0)
            open.TryRemove(new KeyValuePair<UserId, int>(user, 0));
    }

    /// <summary>Counts one circuit.</summary>
    internal sealed class Counter(CircuitLimit limit, AuthenticationStateProvider state) : CircuitHandler
    {
        private UserId? user;

        public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            user = (await state.GetAuthenticationStateAsync()).User.ToActor(null)?.UserId;
            if (user is { } id)
                limit.Opened(id);
        }

        public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            if (user is { } id)
                limit.Closed(id);
            return Task.CompletedTask;
        }
    }
}

/// <summary>Turns a further screen away where the limit is reached.</summary>
internal static class CircuitLimitMiddleware
{
    public static void UseCircuitLimit(this WebApplication app) =>
        app.Use((context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments("/_blazor/negotiate", StringComparison.Ordinal)
                || context.User.ToActor(null) is not { } actor
                || context.RequestServices.GetRequiredService<CircuitLimit>().Allows(actor.UserId))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Task.CompletedTask;
        });
}
