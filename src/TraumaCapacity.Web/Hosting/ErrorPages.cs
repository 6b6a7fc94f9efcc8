namespace TraumaCapacity.Web.Hosting;

/// <summary>What is shown when something is not there, or went wrong: a page of ours, without a stack.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        // Only pages that are read get a page in answer; a form or a script gets the bare status.
        app.UseWhen(
            context => HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method),
            pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseExceptionHandler("/error", createScopeForErrors: true);
    }
}
