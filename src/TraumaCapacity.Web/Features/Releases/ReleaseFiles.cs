using System.Globalization;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;
using TraumaCapacity.Application.Data.Exports;
using TraumaCapacity.Application.Releases;
using TraumaCapacity.Web.Components.Shared;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Features.Releases;

/// <summary>Downloads of what a release's page shows, in the reader's language: a workbook with a sheet a table, or one CSV
/// with a line a number. Each says which release it is, its cut-off, policy and hash, and is recorded (PRV-24).</summary>
public static class ReleaseFiles
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Maps the downloads.</summary>
    public static void MapReleaseFiles(this IEndpointRouteBuilder endpoints)
    {
        var files = endpoints.MapGroup("/releases/{number:int}").RequireAuthorization(Policies.ReleaseRead);
        files.MapGet("/download.csv", CsvAsync);
        files.MapGet("/download.xlsx", XlsxAsync);
    }

    private static Task<IResult> CsvAsync(
        int number,
        string? table,
        HttpContext http,
        PublishedReleaseService releases,
        Terms terms,
        IStringLocalizer<ReleaseBody> texts,
        CancellationToken cancellationToken) =>
        table is not null && !ReleaseView.TableIds.Contains(table)
            ? Task.FromResult(Results.NotFound())
            : SendAsync(http, releases, (number, "csv", table), "text/csv; charset=utf-8", release => Csv(release, table, terms, texts), cancellationToken);

    private static Task<IResult> XlsxAsync(
        int number,
        HttpContext http,
        PublishedReleaseService releases,
        Terms terms,
        IStringLocalizer<ReleaseBody> texts,
        CancellationToken cancellationToken) =>
        SendAsync(http, releases, (number, "xlsx", null), Workbook, release => Xlsx(release, terms, texts), cancellationToken);

    private static async Task<IResult> SendAsync(
        HttpContext http,
        PublishedReleaseService releases,
        (int Number, string Format, string? Table) file,
        string type,
        Func<PublishedRelease, byte[]> write,
        CancellationToken cancellationToken)
    {
        if (http.User.ToActor(http.TraceIdentifier) is not { } actor)
            return Results.Challenge();
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var found = await releases.ExportAsync(actor, file.Number, file.Format, language, cancellationToken);
        if (!found.Succeeded)
            return Results.NotFound();

        // The same release in the same language and state is the same file: whoever has it need not fetch it again.
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.Headers.Vary = "Cookie";
        var tag = new EntityTagHeaderValue($"\"{found.Value.Sha256}-{found.Value.Release.State}-{language}-{file.Table}\"");
        return Results.File(
            write(found.Value),
            type,
            string.Create(CultureInfo.InvariantCulture, $"release-{file.Number}-{found.Value.Release.CutOff:yyyy-MM-dd}-{language}.{file.Format}"),
            entityTag: tag);
    }

    private static byte[] Csv(PublishedRelease release, string? table, Terms terms, IStringLocalizer<ReleaseBody> texts)
    {
        var view = new ReleaseView(release, terms, texts);
        var about =
            from line in About(release, view, texts)
            select (IReadOnlyList<object?>)[texts["File.About"].Value, line.Name, null, line.Value];
        var numbers =
            from sheet in view.Tables
            where table is null || sheet.Id == table
            from row in sheet.Rows
            from cell in row.Cells.Zip(sheet.Columns)
            select (IReadOnlyList<object?>)[sheet.Title, row.Header, cell.Second, Value(cell.First)];
        return CsvTable.Write([texts["File.Table"], texts["File.Row"], texts["File.Column"], texts["File.Value"]], about.Concat(numbers));
    }

    private static byte[] Xlsx(PublishedRelease release, Terms terms, IStringLocalizer<ReleaseBody> texts)
    {
        var view = new ReleaseView(release, terms, texts);
        return XlsxWorkbook.Write(
        [
            new XlsxSheet(
                texts["File.About"],
                [texts["File.About"], ""],
                [.. About(release, view, texts).Select(line => (IReadOnlyList<object?>)[line.Name, line.Value])]),
            .. view.Tables.Select(sheet => new XlsxSheet(
                sheet.Title,
                [sheet.RowHeader, .. sheet.Columns],
                [.. sheet.Rows.Select(row => (IReadOnlyList<object?>)[row.Header, .. row.Cells.Select(Value)])])),
        ]);
    }

    private static object? Value(ReleaseText cell) => cell.Number is { } number ? number : cell.Text.Length == 0 ? null : cell.Text;

    private static IEnumerable<(string Name, string Value)> About(
        PublishedRelease release, ReleaseView view, IStringLocalizer<ReleaseBody> texts)
    {
        var row = release.Release;
        yield return (texts["File.Release"], row.Number.ToString(CultureInfo.InvariantCulture));
        yield return (texts["File.Title"], ReleaseView.Title(row.TitleEn, row.TitleFr));
        yield return (texts["File.Wave"], row.WaveName);
        yield return (texts["File.CutOff"], row.CutOff.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        yield return (texts["File.Published"], row.PublishedAt.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
        if (row.SupersededBy is { } next)
            yield return (texts["File.SupersededBy"], next.ToString(CultureInfo.InvariantCulture));
        yield return (texts["File.Finding"], view.Finding);
        yield return (texts["File.Policy"], release.PolicyVersion.ToString(CultureInfo.InvariantCulture));
        yield return (texts["File.Codebook"], release.CodebookVersion);
        yield return (texts["File.Scale"], release.ScaleVersion);
        yield return (texts["File.Rules"], release.AlgorithmVersion);
        yield return ("SHA-256", release.Sha256);
        yield return (texts["Method.NotShown"], texts["Method.NotShown.Text", view.Policy.RatingOrganizationMinimum, view.Policy.RatingContributorMinimum, view.Policy.PlaceOrganizationMinimum]);
        yield return (texts["Method.Rounding"], texts["Method.Rounding.Text", view.Policy.RoundingBase, view.Policy.PersonMinimum, view.Policy.ParticipantMinimum]);
        if (view.AwaitingConsensus > 0)
            yield return (texts["Method.Awaiting"], texts["Method.Awaiting.Text", view.AwaitingConsensus]);
        if (view.LeavesOutGoverned)
            yield return (texts["Method.Governed"], texts["Method.Governed.Text"]);
    }
}
