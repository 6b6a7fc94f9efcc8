using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Diagnostics;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Identity;

namespace TraumaCapacity.Web.Features.Identity;

/// <summary>What a role may not open does not exist for it: «not found» instead of «forbidden», and a line in the audit.</summary>
internal sealed class HiddenAreas(AuditService audit) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler otherwise = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (!authorizeResult.Forbidden || context.User.ToActor(context.TraceIdentifier) is not { } actor)
        {
            await otherwise.HandleAsync(next, context, policy, authorizeResult);
            return;
        }

        await audit.RecordDeniedAsync(actor, context.Request.Path, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
    }
}

/// <summary>The same for what a service refuses: an area outside the actor's roles is not found; a sign-in that ended leads
/// to the sign-in page.</summary>
internal sealed class HiddenThings : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case OutsideOwnAreaException:
                httpContext.Response.StatusCode = StatusCodes.Status404NotFound;
                return ValueTask.FromResult(true);
            case SignInEndedException:
                httpContext.Response.Redirect(SignInSetup.SignInAddress);
                return ValueTask.FromResult(true);
            default:
                return ValueTask.FromResult(false);
        }
    }
}
