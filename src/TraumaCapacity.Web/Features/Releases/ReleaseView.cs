using System.Globalization;
using Microsoft.Extensions.Localization;
using TraumaCapacity.Application.Releases;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Releases;
using TraumaCapacity.Model.Releases.Disclosure;
using TraumaCapacity.Web.Components.Shared;

namespace TraumaCapacity.Web.Features.Releases;

/// <summary>A release in the reader's language. The page, the tables under its charts, print and both files take their words
/// and numbers from here, so that none of them can say more than another.</summary>
public sealed class ReleaseView
{
    private static readonly (Jurisdiction Place, int Row, int Column)[] Map =
    [
        (Jurisdiction.YT, 1, 1), (Jurisdiction.NT, 1, 2), (Jurisdiction.NU, 1, 3),
        (Jurisdiction.BC, 2, 1), (Jurisdiction.AB, 2, 2), (Jurisdiction.SK, 2, 3), (Jurisdiction.MB, 2, 4),
        (Jurisdiction.ON, 2, 5), (Jurisdiction.QC, 2, 6), (Jurisdiction.NL, 2, 8),
        (Jurisdiction.NB, 3, 7), (Jurisdiction.PE, 3, 8), (Jurisdiction.NS, 4, 7),
    ];

    private static readonly string[] Headlines =
        [ReleaseKeys.Organizations, ReleaseKeys.Jurisdictions, ReleaseKeys.FacilitatorsCertified, ReleaseKeys.Groups, ReleaseKeys.Interviewees];

    private static readonly string[] PlaceColumns = [ReleaseKeys.Organizations, ReleaseKeys.Groups, ReleaseKeys.Sessions];

    private readonly Dictionary<(ReleaseTable, string, string), ReleaseFigure> figures;
    private readonly PublishedRelease release;
    private readonly Terms terms;
    private readonly IStringLocalizer<ReleaseBody> texts;

    /// <summary>Reads a release in the current language.</summary>
    public ReleaseView(PublishedRelease release, Terms terms, IStringLocalizer<ReleaseBody> texts)
    {
        ArgumentNullException.ThrowIfNull(release);
        this.release = release;
        this.terms = terms;
        this.texts = texts;
        figures = release.Figures.ToDictionary(f => (f.Table, f.RowKey, f.ColumnKey));
        Policy = Note<DisclosurePolicy>(ReleaseKeys.Policy);
        AwaitingConsensus = Note<int>(ReleaseKeys.AwaitingConsensus);
        LeavesOutGoverned = Note<bool>(ReleaseKeys.LeftOut);
        Headline = [.. Headlines.Select(Card)];
        Cells = CapacityCell.All.ToDictionary(cell => cell, Matrix);
        Finding = Say(Note<FindingShape>(ReleaseKeys.Finding));
        Bars = BarsOf();
        Tiles = TilesOf();
        HeadlineTable = HeadlineSheet();
        MatrixTable = MatrixSheet();
        PlacesTable = PlacesSheet();
        QuartersTable = new(TableIds[3], texts["GroupsByQuarter"], texts["Quarter"], [texts["Row.GROUPS"]], [.. Bars.Select(b => new ReleaseRow($"{b.Label} {b.Year}", [b.Count]))]);
        ReachTable = ReachSheet();
    }

    /// <summary>What the tables are called in addresses.</summary>
    public static IReadOnlyList<string> TableIds { get; } = ["counts", "matrix", "places", "quarters", "reach"];

    /// <summary>The parameters it was made with.</summary>
    public DisclosurePolicy Policy { get; }

    /// <summary>Units that await consensus, and are in no value (INV-33).</summary>
    public int AwaitingConsensus { get; }

    /// <summary>Whether organizations were left out because a community governs their data (PRV-21).</summary>
    public bool LeavesOutGoverned { get; }

    /// <summary>The five counts.</summary>
    public IReadOnlyList<ReleaseCard> Headline { get; }

    /// <summary>The finding, one or two sentences.</summary>
    public string Finding { get; }

    /// <summary>Each cell of the matrix; <c>null</c> where it is not shown.</summary>
    public IReadOnlyDictionary<CapacityCell, MatrixShape?> Cells { get; }

    /// <summary>Whether an organization has no signed value in a cell that is shown.</summary>
    public bool HasUnsigned => Cells.Values.Any(c => c is { NotSigned: > 0 });

    /// <summary>Groups by quarter.</summary>
    public IReadOnlyList<ReleaseBar> Bars { get; }

    /// <summary>Organizations by province and territory.</summary>
    public IReadOnlyList<ReleaseTile> Tiles { get; }

    /// <summary>How many provinces and territories have an organization.</summary>
    public ReleaseText PlaceCount => Headline[1].Count;

    /// <summary>How many organizations are counted.</summary>
    public ReleaseText OrganizationCount => Headline[0].Count;

    public ReleaseSheet HeadlineTable { get; }

    public ReleaseSheet MatrixTable { get; }

    public ReleaseSheet PlacesTable { get; }

    public ReleaseSheet QuartersTable { get; }

    public ReleaseSheet ReachTable { get; }

    /// <summary>The first and the last day of the table of reach.</summary>
    public (DateOnly From, DateOnly To) ReachPeriod =>
        (new DateOnly(Years().DefaultIfEmpty(FiscalQuarter.Of(release.Release.CutOff).Year).First(), 4, 1), release.Release.CutOff);

    /// <summary>All tables, in the order of the page.</summary>
    public IReadOnlyList<ReleaseSheet> Tables => [HeadlineTable, MatrixTable, PlacesTable, QuartersTable, ReachTable];

    /// <summary>The title in the current language.</summary>
    public static string Title(string english, string french) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? french : english;

    /// <summary>A count as it is printed: «14», «&lt;5», «1–2», «55».</summary>
    public static ReleaseText Text(DisclosedCount count, bool isOfOrganizations = false) => count.Kind switch
    {
        DisclosedCountKind.FewerThan when isOfOrganizations => new($"1–{Formats.Number(count.Number - 1)}"),
        DisclosedCountKind.FewerThan => new($"<{Formats.Number(count.Number)}"),
        _ => new(Formats.Number(count.Number), count.Number),
    };

    /// <summary>The name of a cell's place, for the check: table, row and column.</summary>
    public (string Table, string Row, string Column) Place(HiddenExplanation hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        return (
            terms.Title(hidden.Table),
            hidden.Table switch
            {
                ReleaseTable.ChangeMatrix => terms.Cell(CapacityCell.Parse(hidden.RowKey)),
                ReleaseTable.Places => PlaceName(hidden.RowKey),
                ReleaseTable.GroupsByQuarter => QuarterName(hidden.RowKey),
                _ => texts[$"Row.{hidden.RowKey}"],
            },
            hidden.Table switch
            {
                ReleaseTable.Places or ReleaseTable.GroupsByQuarter => texts[$"Row.{hidden.ColumnKey}"],
                ReleaseTable.Reach => YearName(hidden.ColumnKey),
                _ => "",
            });
    }

    private static string ColumnOf(string year) => Formats.FiscalYear(int.Parse(year, CultureInfo.InvariantCulture));

    private string YearName(string column) => column == ReleaseKeys.Total ? texts["AllYears"] : ColumnOf(column);

    private string PlaceName(string row) => row == ReleaseKeys.Canada ? texts["Canada"] : terms.Title(Enum.Parse<Jurisdiction>(row));

    private string QuarterName(string key)
    {
        var quarter = FiscalQuarter.Parse(key);
        return $"{Months(quarter)} {quarter.StartsOn.Year.ToString(CultureInfo.InvariantCulture)}";
    }

    private string Months(FiscalQuarter quarter) => texts[$"Quarter.{quarter.Number.ToString(CultureInfo.InvariantCulture)}"];

    private T Note<T>(string row) => figures[(ReleaseTable.Notes, row, ReleaseKeys.Total)].Read<T>();

    private ReleaseText Hidden() => new(texts["NotShown"], IsHidden: true);

    private ReleaseText Count(ReleaseTable table, string row, string column) =>
        figures.TryGetValue((table, row, column), out var figure) && figure.Status is ReleaseCellStatus.Shown
            ? Text(figure.Read<DisclosedCount>(), column == ReleaseKeys.Organizations)
            : Hidden();

    private ReleaseCard Card(string row)
    {
        var figure = figures[(ReleaseTable.Headline, row, ReleaseKeys.Total)];
        var about = row == ReleaseKeys.Groups
            ? texts["About.GROUPS", Headlined(ReleaseKeys.Sessions).Text]
            : row is ReleaseKeys.FacilitatorsCertified or ReleaseKeys.Interviewees
                ? texts["About.Rounded", Policy.RoundingBase]
                : texts[$"About.{row}"];
        if (figure.Status is not ReleaseCellStatus.Shown)
            return new(texts[$"Row.{row}"], Hidden(), null, about);
        var shape = figure.Read<HeadlineShape>();
        return new(texts[$"Row.{row}"], Headlined(row), shape.Previous is { } previous ? Change(shape.Count, previous, row) : null, about);
    }

    private ReleaseText Headlined(string row)
    {
        var figure = figures[(ReleaseTable.Headline, row, ReleaseKeys.Total)];
        return figure.Status is ReleaseCellStatus.Shown
            ? Text(figure.Read<HeadlineShape>().Count, row == ReleaseKeys.Organizations)
            : Hidden();
    }

    // Two rounded numbers are not subtracted: the difference would be neither of their roundings.
    private string Change(DisclosedCount now, PreviousCount previous, string row)
    {
        if (now.Kind is not DisclosedCountKind.Exact || previous.Count.Kind is not DisclosedCountKind.Exact)
            return texts["Was", Text(previous.Count, row == ReleaseKeys.Organizations).Text, previous.Release];
        var difference = now.Number - previous.Count.Number;
        return difference == 0 ? texts["Same", previous.Release] : texts["Since", Formats.Signed(difference), previous.Release];
    }

    private MatrixShape? Matrix(CapacityCell cell)
    {
        var figure = figures[(ReleaseTable.ChangeMatrix, cell.Code, ReleaseKeys.Organizations)];
        return figure.Status is ReleaseCellStatus.Shown ? figure.Read<MatrixShape>() : null;
    }

    private string Say(FindingShape finding)
    {
        var sentence = texts[$"Finding.{finding.Kind}", finding.CellsShown, finding.CellsBetter, finding.CellsWorse, finding.CellsUnchanged].Value;
        return finding.StrongestCell is { } cell
            ? $"{sentence} {texts[$"Finding.{finding.Kind}.Strongest", terms.Cell(cell), finding.Part!, finding.Whole!]}"
            : sentence;
    }

    private List<ReleaseBar> BarsOf()
    {
        var quarters = release.Figures.Where(f => f.Table is ReleaseTable.GroupsByQuarter).ToList();
        var tallest = quarters.Where(q => q.Status is ReleaseCellStatus.Shown).Select(q => q.Read<DisclosedCount>().Number).DefaultIfEmpty(1).Max();
        return
        [
            .. quarters.Select(q =>
            {
                var quarter = FiscalQuarter.Parse(q.RowKey);
                var count = Count(ReleaseTable.GroupsByQuarter, q.RowKey, q.ColumnKey);
                return new ReleaseBar(
                    Months(quarter), quarter.StartsOn.Year.ToString(CultureInfo.InvariantCulture), count, (count.Number ?? 0) / (double)Math.Max(tallest, 1));
            }),
        ];
    }

    private List<ReleaseTile> TilesOf() =>
    [
        .. Map.Select(tile =>
        {
            var count = Count(ReleaseTable.Places, tile.Place.ToString(), ReleaseKeys.Organizations);
            var shade = count switch { { IsHidden: true } => "hatch", { Number: null } => "in", { Number: 0 } => "", _ => "k3" };
            return new ReleaseTile(tile.Place.ToString(), terms.Title(tile.Place), count, tile.Row, tile.Column, shade);
        }),
    ];

    private ReleaseSheet HeadlineSheet()
    {
        ReleaseText Before(string row) => figures[(ReleaseTable.Headline, row, ReleaseKeys.Total)] is { Status: ReleaseCellStatus.Shown } figure
            && figure.Read<HeadlineShape>().Previous is { } previous
                ? Text(previous.Count, row == ReleaseKeys.Organizations)
                : new("");

        string[] rows = [.. Headlines.Take(4), ReleaseKeys.Sessions, ReleaseKeys.Interviewees];
        var last = rows.Select(row => figures[(ReleaseTable.Headline, row, ReleaseKeys.Total)])
            .Where(f => f.Status is ReleaseCellStatus.Shown)
            .Select(f => f.Read<HeadlineShape>().Previous?.Release)
            .FirstOrDefault(number => number is not null);
        return new(
            TableIds[0],
            texts["Counts"],
            texts["Counted"],
            last is null ? [texts["ThisRelease"]] : [texts["ThisRelease"], texts["ReleaseNumber", last]],
            [.. rows.Select(row => new ReleaseRow(texts[$"Row.{row}"], last is null ? [Headlined(row)] : [Headlined(row), Before(row)]))]);
    }

    private ReleaseSheet MatrixSheet()
    {
        string[] columns =
        [
            texts["Rated"], .. ChangeScale.Points.Select(point => $"{Terms.PointTitle(point)} ({Formats.Signed(point)})"), texts["Mixed"],
            terms.Title(Model.Synthesis.SynthesisStatus.InsufficientEvidence), terms.Title(Model.Synthesis.SynthesisStatus.NotDiscussed),
            texts["NotSigned"], texts["Organizations"], texts["Confidence"],
        ];
        ReleaseText Number(int number) => new(Formats.Number(number), number);
        return new(
            TableIds[1],
            texts["Change"],
            texts["Cell"],
            columns,
            [
                .. CapacityCell.All.Select(cell => new ReleaseRow(terms.Cell(cell), Cells[cell] is { } shape
                    ?
                    [
                        Number(shape.Points.Sum()), .. shape.Points.Select(Number), Number(shape.Mixed), Number(shape.Insufficient),
                        Number(shape.NotDiscussed), Number(shape.NotSigned), Number(shape.Organizations),
                        new(shape.Confidence is { } confidence ? terms.Of(confidence) : ""),
                    ]
                    : [.. columns.Select(_ => Hidden())])),
            ]);
    }

    // Places with a number first, the largest first; then bands; then those without an organization.
    private ReleaseSheet PlacesSheet()
    {
        var rows = Map.Select(tile => tile.Place.ToString())
            .Select(row => (Name: PlaceName(row), Cells: PlaceColumns.Select(column => Count(ReleaseTable.Places, row, column)).ToList()))
            .OrderByDescending(row => row.Cells[0] switch { { Number: 0 } => -1, { Number: { } number } => number, _ => 0 })
            .ThenBy(row => row.Name, StringComparer.CurrentCulture)
            .Select(row => new ReleaseRow(row.Name, row.Cells));
        return new(
            TableIds[2],
            texts["Places"],
            texts["Place"],
            [.. PlaceColumns.Select(column => texts[$"Row.{column}"].Value)],
            [.. rows, new ReleaseRow(texts["Canada"], [.. PlaceColumns.Select(column => Count(ReleaseTable.Places, ReleaseKeys.Canada, column))], IsTotal: true)]);
    }

    private IEnumerable<int> Years() => release.Figures
        .Where(f => f.Table is ReleaseTable.Reach && f.ColumnKey != ReleaseKeys.Total)
        .Select(f => int.Parse(f.ColumnKey, CultureInfo.InvariantCulture))
        .Distinct()
        .Order();

    private ReleaseSheet ReachSheet()
    {
        string[] columns = [.. Years().Select(year => year.ToString(CultureInfo.InvariantCulture)), ReleaseKeys.Total];
        return new(
            TableIds[4],
            texts["Reach"],
            texts["Counted"],
            [.. columns.Select(YearName)],
            [
                .. release.Figures.Where(f => f.Table is ReleaseTable.Reach).Select(f => f.RowKey).Distinct()
                    .Select(row => new ReleaseRow(texts[$"Reach.{row}"], [.. columns.Select(column => Count(ReleaseTable.Reach, row, column))])),
            ]);
    }
}
