using Microsoft.Extensions.Localization;
using TraumaCapacity.Application.Dashboards;
using TraumaCapacity.Application.Data.Exports;
using TraumaCapacity.Model.Synthesis;
using TraumaCapacity.Web.Components.Shared;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Features.Dashboards;

/// <summary>Downloads what the matrix shows: the same filters, through the same service, one line an organization and cell.</summary>
public static class MatrixFile
{
    /// <summary>Maps the download.</summary>
    public static void MapMatrixFile(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/dashboards/matrix.csv", DownloadAsync).RequireAuthorization(Policies.EvidenceRead);

    private static async Task<IResult> DownloadAsync(
        string? wave,
        string? province,
        string? confidence,
        bool? review,
        HttpContext http,
        DashboardService dashboards,
        Terms terms,
        IStringLocalizer<OrganizationMatrixPage> texts,
        CancellationToken cancellationToken)
    {
        if (http.User.ToActor(http.TraceIdentifier) is not { } actor)
            return Results.Challenge();
        var matrix = await dashboards.ExportAsync(actor, MatrixAddress.Read(wave, province, confidence, review), cancellationToken);
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(Write(matrix, terms, texts), "text/csv; charset=utf-8", $"{texts["File"]}.csv");
    }

    private static byte[] Write(OrganizationMatrix matrix, Terms terms, IStringLocalizer texts) => CsvTable.Write(
        [
            .. new[]
            {
                "Organization", "Province", "Wave", "Code", "Domain", "Level", "Status", "Value", "Mixed", "Confidence", "Interviewees", "Excerpts",
                "Signed", "OutOfDate", "AwaitingConsensus",
            }.Select(column => (string)texts[$"Column.{column}"]),
        ],
        from row in matrix.Rows
        from cell in row.Cells
        let shown = cell is { IsFilteredOut: true, Value: CellValue.Rated } ? null : cell.Value
        let rated = shown as CellValue.Rated
        select (IReadOnlyList<object?>)
        [
            row.Name,
            row.Jurisdiction.ToString(),
            matrix.Wave,
            cell.Cell.Code,
            terms.Title(cell.Cell.Domain),
            terms.Title(cell.Cell.Level),
            shown is null ? (cell.Value is null ? texts[$"State.{cell.State}"].Value : texts["State.Below"].Value) : terms.Of(shown.Status),
            rated?.Value,
            rated?.IsMixed,
            rated is null || cell.Confidence is null ? null : terms.Of(cell.Confidence.Value),
            shown is null ? null : cell.IntervieweeCount,
            shown is null ? null : cell.ExcerptCount,
            cell.IsSigned,
            cell.IsOutOfDate,
            cell.AwaitingConsensus,
        ]);
}
