namespace TraumaCapacity.Web.Features.Releases;

/// <summary>A table of a release in the reader's language: on the page, under each chart, and in both files the same.</summary>
/// <param name="Id">Names it in addresses of the page.</param>
/// <param name="RowHeader">What its rows are.</param>
public sealed record ReleaseSheet(
    string Id, string Title, string RowHeader, IReadOnlyList<string> Columns, IReadOnlyList<ReleaseRow> Rows);

/// <summary>One row.</summary>
/// <param name="IsTotal">Whether it stands for all.</param>
public sealed record ReleaseRow(string Header, IReadOnlyList<ReleaseText> Cells, bool IsTotal = false);

/// <summary>What a cell says.</summary>
/// <param name="Text">As the reader's language writes it.</param>
/// <param name="Number">The number behind the text, where it is one; for files.</param>
/// <param name="IsHidden">Whether it is withheld.</param>
public sealed record ReleaseText(string Text, int? Number = null, bool IsHidden = false);

/// <summary>A headline count.</summary>
/// <param name="Change">What the release before it showed.</param>
/// <param name="About">What is counted.</param>
public sealed record ReleaseCard(string Label, ReleaseText Count, string? Change, string About);

/// <summary>A bar of a chart.</summary>
/// <param name="Share">Of the tallest, 0 to 1.</param>
public sealed record ReleaseBar(string Label, string Year, ReleaseText Count, double Share);

/// <summary>A place on the tile map.</summary>
/// <param name="Row">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Class">Its shade: <c>k3</c> for a number, <c>in</c> for a band, <c>hatch</c> where it is withheld.</param>
public sealed record ReleaseTile(string Code, string Name, ReleaseText Organizations, int Row, int Column, string Class);
