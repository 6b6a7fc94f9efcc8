using Microsoft.Extensions.Localization;
using TraumaCapacity.Application.Data.Exports;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Components.Shared;

/// <summary>Sends lists as files: an address for a workbook and one for CSV beside each list, with the list's own filters.</summary>
public sealed class ListFiles(ListExportService exports, IStringLocalizer<SharedTexts> texts)
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Writes the list, as the signed-in person sees it, and sends it; <c>null</c> from <paramref name="read"/> is «no such page».</summary>
    /// <param name="list">Names the file and the line in the audit.</param>
    /// <param name="format">Last part of the address: <c>xlsx</c> or <c>zip</c>.</param>
    public async Task<IResult> SendAsync(HttpContext http, string list, string format, Func<Actor, CancellationToken, Task<ListTable?>> read)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(read);
        if (http.User.ToActor(http.TraceIdentifier) is not { } actor)
            return Results.Challenge();
        if (format is not ("xlsx" or "zip") || await read(actor, http.RequestAborted) is not { } table)
            return Results.NotFound();
        var isWorkbook = format == "xlsx";
        var file = await exports.WriteAsync(actor, list, table, isWorkbook ? ListFormat.Xlsx : ListFormat.CsvWithManifest, Words(), http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(file, isWorkbook ? Workbook : "application/zip", $"{list}.{format}");
    }

    private ManifestWords Words() => new(
        texts["Manifest.Sheet"], texts["Manifest.List"], texts["Manifest.MadeAt"], texts["Manifest.Rows"], texts["Manifest.Fingerprint"], texts["Manifest.Filter"], texts["Manifest.NoFilter"]);
}
