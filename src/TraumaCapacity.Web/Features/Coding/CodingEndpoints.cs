using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using TraumaCapacity.Application.Coding;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Data.Drafts;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Training;
using TraumaCapacity.Web.Components.Shared;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Features.Coding;

/// <summary>What the workbench's script asks for. The words of a transcript and the coder's gestures go this way and not
/// through the circuit: it is limited to small messages, and dies with a server.</summary>
internal static class CodingEndpoints
{
    /// <summary>Answered where the antiforgery token belongs to an earlier sign-in: the script gets a new one.</summary>
    private const string StaleToken = "token";

    public static void MapCoding(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/coding/{interview:guid}").RequireAuthorization(Policies.Coding);
        group.MapGet("data", DataAsync);
        group.MapGet("token", (HttpContext context, IAntiforgery antiforgery) => new { token = Token(context, antiforgery) });
        var changes = group.MapGroup("").AddEndpointFilter(RefuseForgedAsync);
        changes.MapPost("changes", ChangeAsync);
        changes.MapPost("passages/{flag:guid}", RevealAsync);
        changes.MapPost("place", KeepPlaceAsync);
        changes.MapPost("draft", KeepDraftAsync);
        changes.MapPost("set-aside", SetAsideAsync);
        changes.MapPost("submit", SubmitAsync);
    }

    private static string? Token(HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).RequestToken;

    private static async ValueTask<object?> RefuseForgedAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var antiforgery = context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>();
        return await antiforgery.IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : TypedResults.BadRequest(new { code = StaleToken });
    }

    private static async Task<IResult> DataAsync(
        Guid interview, HttpContext context, CodingService coding, DraftService drafts, IAntiforgery antiforgery, CancellationToken cancellationToken)
    {
        if (ActorOf(context) is not { } actor)
            return TypedResults.Unauthorized();
        var id = new InterviewId(interview);
        if (await coding.OpenAsync(actor, id, cancellationToken) is not { } opened)
            return NotFound(context);
        var draft = await drafts.FindAsync(actor, DataArea.Coding, DraftKey(id), cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(WorkbenchData.From(opened, draft?.Content, Token(context, antiforgery), ReadersLanguage()));
    }

    private static async Task<IResult> ChangeAsync(
        Guid interview, WorkbenchChange change, HttpContext context, CodingService coding, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (ActorOf(context) is not { } actor)
            return TypedResults.Unauthorized();
        var id = new InterviewId(interview);
        if (change.Check() is { } malformed)
            return malformed;
        var target = new CodingChangeRequest(id, change.Step, change.Revision);
        var excerpt = new ExcerptId(change.Excerpt);
        var code = new CodeId(change.Code);
        var result = change.Kind switch
        {
            "APPLY" => await coding.ApplyAsync(actor, new ApplyCode(target, change.ToGesture()), cancellationToken),
            "REMOVE_CODE" => await coding.RemoveCodeAsync(actor, target, excerpt, code, cancellationToken),
            "REMOVE" => await coding.RemoveExcerptAsync(actor, target, excerpt, cancellationToken),
            "UNDO" => await coding.UndoAsync(actor, target, cancellationToken),
            _ => await coding.RedoAsync(actor, target, cancellationToken),
        };
        return result.Succeeded
            ? TypedResults.Json(ChangeMade.From(result.Value, clock.GetUtcNow()))
            : Refuse(context, result.Refusal);
    }

    private static async Task<IResult> RevealAsync(
        Guid interview, Guid flag, HttpContext context, CodingService coding, CancellationToken cancellationToken)
    {
        if (ActorOf(context) is not { } actor)
            return TypedResults.Unauthorized();
        context.Response.Headers.CacheControl = "no-store";
        return await coding.RevealPassageAsync(actor, new InterviewId(interview), flag, cancellationToken) is { } passage
            ? TypedResults.Json(new { passage.Start, passage.End, passage.Text })
            : NotFound(context);
    }

    private static async Task<IResult> KeepPlaceAsync(
        Guid interview, WorkbenchPlace place, HttpContext context, CodingService coding, CancellationToken cancellationToken)
    {
        if (ActorOf(context) is not { } actor)
            return TypedResults.Unauthorized();
        await coding.KeepPlaceAsync(actor, new InterviewId(interview), place.Turn, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> KeepDraftAsync(
        Guid interview, WorkbenchDraft draft, HttpContext context, DraftService drafts, CancellationToken cancellationToken)
    {
        if (ActorOf(context) is not { } actor)
            return TypedResults.Unauthorized();
        var key = DraftKey(new InterviewId(interview));
        if (draft.Content is null)
        {
            await drafts.ForgetAsync(actor, DataArea.Coding, key, cancellationToken);
            return TypedResults.NoContent();
        }

        if (!draft.IsJson())
            return TypedResults.BadRequest(new { code = "malformed" });
        var kept = await drafts.KeepAsync(actor, DataArea.Coding, key, draft.Content, cancellationToken);
        return kept.Succeeded ? TypedResults.NoContent() : Refuse(context, kept.Refusal);
    }

    private static async Task<IResult> SetAsideAsync(Guid interview, HttpContext context, CodingService coding, CancellationToken cancellationToken) =>
        ActorOf(context) is { } actor
            ? Answer(context, await coding.SetAsideAsync(actor, new InterviewId(interview), cancellationToken))
            : TypedResults.Unauthorized();

    private static async Task<IResult> SubmitAsync(
        Guid interview, WorkbenchSubmission submission, HttpContext context, CodingService coding, DraftService drafts, CancellationToken cancellationToken)
    {
        if (ActorOf(context) is not { } actor)
            return TypedResults.Unauthorized();
        var id = new InterviewId(interview);
        var result = await coding.SubmitAsync(actor, id, submission.Revision, cancellationToken);
        if (result.Succeeded)
            await drafts.ForgetAsync(actor, DataArea.Coding, DraftKey(id), cancellationToken);
        return Answer(context, result);
    }

    private static Actor? ActorOf(HttpContext context) => context.User.ToActor(context.TraceIdentifier);

    private static string DraftKey(InterviewId interview) => $"coding/{interview}";

    private static ContentLanguage ReadersLanguage() =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? ContentLanguage.French : ContentLanguage.English;

    private static Results<NoContent, JsonHttpResult<RefusedChange>> Answer(HttpContext context, Result<Done> result) =>
        result.Succeeded ? TypedResults.NoContent() : Refuse(context, result.Refusal);

    private static JsonHttpResult<RefusedChange> NotFound(HttpContext context) => Refuse(context, CodingRefusals.UnknownInterview);

    private static JsonHttpResult<RefusedChange> Refuse(HttpContext context, Refusal refusal)
    {
        var message = context.RequestServices.GetRequiredService<RefusalTexts>().Say(refusal);
        var status = refusal.Code == CodingRefusals.UnknownInterview.Code ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict;
        return TypedResults.Json(new RefusedChange(refusal.Code, message), statusCode: status);
    }
}
