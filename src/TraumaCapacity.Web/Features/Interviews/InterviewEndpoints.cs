using TraumaCapacity.Application.Interviews;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Features.Interviews;

/// <summary>Gives texts to the transcript pane: too long for a circuit, and never kept by a browser. Through the same
/// services as the pages, so every text is recorded as read.</summary>
public static class InterviewEndpoints
{
    /// <summary>Maps the texts of an interview: raw and prepared ones for custodians, released ones for who reads evidence.</summary>
    public static void MapInterviewTexts(this IEndpointRouteBuilder endpoints)
    {
        var custody = endpoints.MapGroup("/interviews/{id:guid}/text").RequireAuthorization(Policies.Custody);
        custody.MapGet("/raw", (Guid id, HttpContext http, DeidentificationService service, CancellationToken cancellationToken) =>
            AnswerAsync(http, actor => service.ReadRawAsync(actor, InterviewId.From(id), cancellationToken)));
        custody.MapGet("/draft", (Guid id, HttpContext http, DeidentificationService service, CancellationToken cancellationToken) =>
            AnswerAsync(http, actor => service.ReadDraftAsync(actor, InterviewId.From(id), cancellationToken)));

        var evidence = endpoints.MapGroup("/interviews/{id:guid}/text/released").RequireAuthorization(Policies.EvidenceRead);
        evidence.MapGet("", (Guid id, HttpContext http, TranscriptService service, CancellationToken cancellationToken) =>
            AnswerAsync(http, actor => service.ReleasedAsync(actor, InterviewId.From(id), cancellationToken)));
        evidence.MapGet("/{flag:guid}", (Guid id, Guid flag, HttpContext http, TranscriptService service, CancellationToken cancellationToken) =>
            AnswerAsync(http, actor => service.RevealAsync(actor, InterviewId.From(id), flag, cancellationToken)));
    }

    private static async Task<IResult> AnswerAsync<T>(HttpContext http, Func<Actor, Task<T?>> read)
        where T : class
    {
        if (http.User.ToActor(http.TraceIdentifier) is not { } actor)
            return Results.Challenge();
        http.Response.Headers.CacheControl = "no-store";
        return await read(actor) is { } text ? Results.Json(text) : Results.NotFound();
    }
}
