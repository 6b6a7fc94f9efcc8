using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using TraumaCapacity.Application.Identity;

namespace TraumaCapacity.Web.Features.Identity;

/// <summary>What the account pages ask for by script or by a plain form.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this WebApplication app)
    {
        var account = app.MapGroup("/account").AddEndpointFilter<FormTokenFilter>();
        account.MapPost("/sign-out", async (SignInManager<UserAccount> signIn) =>
        {
            await signIn.SignOutAsync();
            return Results.LocalRedirect(SignInSetup.SignInAddress);
        }).RequireAuthorization();
        account.MapPost("/passkey/creation-options", async (HttpContext context, UserManager<UserAccount> users, SignInManager<UserAccount> signIn) =>
        {
            if (await users.GetUserAsync(context.User) is not { } user)
                return Results.Unauthorized();
            var options = await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
            {
                Id = user.Id.ToString(),
                Name = user.Email!,
                DisplayName = user.DisplayName,
            });
            return Results.Content(options, "application/json");
        }).RequireAuthorization();
        account.MapPost("/passkey/request-options", async (SignInManager<UserAccount> signIn) =>
            // For nobody in particular: an answer that depended on an address would tell who has an account.
            Results.Content(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json")).AllowAnonymous();
    }

    /// <summary>Refuses what was not sent from one of our own pages.</summary>
    private sealed class FormTokenFilter(IAntiforgery antiforgery) : IEndpointFilter
    {
        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
            await antiforgery.IsRequestValidAsync(context.HttpContext) ? await next(context) : Results.BadRequest();
    }
}
