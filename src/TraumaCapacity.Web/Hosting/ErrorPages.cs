using Microsoft.AspNetCore.Diagnostics;

namespace TraumaCapacity.Web.Hosting;

/// <summary>What is shown when something is not there, or went wrong: a page of ours, without a stack.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        // Only pages that are read get a page in answer; a form or a script gets the bare status.
        app.Use((context, next) =>
        {
            if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
                && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
                pages.Enabled = false;
            return next(context);
        });
        app.UseExceptionHandler("/error", createScopeForErrors: true);
    }
}
