using TraumaCapacity.Application.Imports;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Features.Imports;

/// <summary>The report of a check as a file: the same file, with the reason beside each cell.</summary>
public static class ImportEndpoints
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Maps the download.</summary>
    public static void MapImports(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/imports/{id:guid}/report", ReportAsync).RequireAuthorization(Policies.ProgrammeWrite);

    private static async Task<IResult> ReportAsync(Guid id, HttpContext http, ImportService imports, ImportWords words, CancellationToken cancellationToken)
    {
        if (http.User.ToActor(http.TraceIdentifier) is not { } actor)
            return Results.Challenge();
        var report = await imports.WriteReportAsync(actor, new ImportId(id), words, cancellationToken);
        if (!report.Succeeded)
            return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(report.Value.Content, report.Value.IsWorkbook ? Workbook : "text/csv; charset=utf-8", report.Value.FileName);
    }
}
