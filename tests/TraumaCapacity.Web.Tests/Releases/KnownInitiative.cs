using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Releases;
using TraumaCapacity.Model.Releases.Disclosure;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Web.Tests.Releases;

/// <summary>An initiative whose true numbers are so unlike any other number of a release that they can be looked for: 442
/// organizations in four provinces, one of them alone in its own, and three fiscal years, in one of which it was alone.</summary>
internal static class KnownInitiative
{
    /// <summary>Numbers below it also stand in dates, addresses and style sheets.</summary>
    public const int Distinctive = 100;

    private static readonly List<ReleaseOrganization> Ontario = Some(Jurisdiction.ON, 173);
    private static readonly List<ReleaseOrganization> Quebec = Some(Jurisdiction.QC, 137);

    // Withheld, so that the total of 442 does not tell that New Brunswick has one.
    private static readonly List<ReleaseOrganization> Saskatchewan = Some(Jurisdiction.SK, 131);
    private static readonly List<ReleaseOrganization> NewBrunswick = Some(Jurisdiction.NB, 1);

    private static readonly IReadOnlyList<ReleaseOrganization> All = [.. Ontario, .. Quebec, .. Saskatchewan, .. NewBrunswick];

    private static readonly Block[] Blocks =
    [
        new(NewBrunswick, new(2024, 5, 6), Groups: 107, Sessions: 1013, Enrolled: 7),
        new(NewBrunswick, new(2025, 11, 3), 109, 1117, 7),
        new(Quebec, new(2025, 5, 5), 131, 401, 9),
        new(Saskatchewan, new(2025, 5, 5), 211, 1511, 8),
        new(Ontario, new(2025, 8, 11), 223, 1523, 6),
        new(Ontario, new(2025, 11, 3), 229, 1543, 7),
        new(Quebec, new(2026, 5, 4), 227, 1531, 9),
    ];

    private static readonly (IReadOnlyList<ReleaseOrganization> Place, DateOnly On, int Cohorts, int Trained, int Certified)[] Training =
    [
        (NewBrunswick, new(2024, 6, 7), 117, 1213, 911),
        (Quebec, new(2025, 6, 6), 127, 1217, 919),
        (Ontario, new(2026, 6, 5), 139, 1223, 929),
    ];

    /// <summary>What the release is made from.</summary>
    public static ReleaseInputs Inputs { get; } = new()
    {
        WaveName = "@T1",
        CutOff = new DateOnly(2026, 6, 30),
        PolicyVersion = 1,
        Policy = DisclosurePolicy.Funder,
        Measure = new MeasurementBasis(ChangeScale.Version, "1"),
        Organizations = All,
        LeavesOutGoverned = true,
        Groups = [.. Blocks.SelectMany(b => Enumerable.Range(0, b.Groups).Select(i => new ReleaseGroup(b.At(i), b.On, b.Enrolled, b.Enrolled - 4)))],
        Sessions = [.. Blocks.SelectMany(b => Enumerable.Range(0, b.Sessions).Select(i => new ReleaseEvent(b.At(i), b.On)))],
        Cohorts = [.. Training.SelectMany(t => Enumerable.Range(0, t.Cohorts).Select(i => new ReleaseCohort(t.On, new HashSet<OrganizationId> { At(t.Place, i) })))],
        Trained = [.. Training.SelectMany(t => Enumerable.Range(0, t.Trained).Select(i => new ReleaseEvent(At(t.Place, i), t.On)))],
        Certified = [.. Training.SelectMany(t => Enumerable.Range(0, t.Certified).Select(i => new ReleaseEvent(At(t.Place, i), t.On)))],
        Values =
        [
            .. Values("AWR-F", Times(127, 2), insufficient: 149), // all at one point
            .. Values("AWR-O", Times(157, -1).Concat(Times(179, -2)), insufficient: 103), // all for the worse
            .. Values("SAF-C", [1, 1, 2, 0], insufficient: 197), // too few
            .. new[] { "CMP-F", "CMP-O", "COL-F", "COL-O", "SAF-F", "SAF-O" }.SelectMany(cell =>
                Values(cell, Times(10, -2).Concat(Times(20, -1)).Concat(Times(30, 0)).Concat(Times(40, 1)).Concat(Times(50, 2)), insufficient: 60)),
        ],
        IntervieweeCount = 1234,
        AwaitingConsensus = 12,
        Previous = null,
    };

    /// <summary>The true numbers behind what a release hides, and behind what it rounds; only those that can be looked for.</summary>
    public static IReadOnlySet<int> Secrets(IEnumerable<ReleaseFigure> figures) => figures
        .SelectMany(figure => figure.Status is ReleaseCellStatus.Shown ? Rounded(figure) : True(figure))
        .Where(number => number >= Distinctive)
        .ToHashSet();

    // A rounded number is its own secret where rounding changed nothing.
    private static IEnumerable<int> Rounded(ReleaseFigure figure)
    {
        var shown = figure.Table switch
        {
            ReleaseTable.Headline => figure.Read<HeadlineShape>().Count,
            ReleaseTable.Reach => figure.Read<DisclosedCount>(),
            _ => default,
        };
        return shown.Kind is DisclosedCountKind.Rounded ? True(figure).Where(number => number != shown.Number) : [];
    }

    private static IEnumerable<int> True(ReleaseFigure figure) => (figure.Table, figure.RowKey) switch
    {
        (ReleaseTable.ChangeMatrix, _) => Cell(CapacityCell.Parse(figure.RowKey)),
        (ReleaseTable.Places, _) => [Place(Enum.Parse<Jurisdiction>(figure.RowKey), figure.ColumnKey)],
        (ReleaseTable.GroupsByQuarter, _) => [Inputs.Groups.Count(g => FiscalQuarter.Of(g.FirstSession).Key == figure.RowKey)],
        (ReleaseTable.Headline, ReleaseKeys.Interviewees) => [Inputs.IntervieweeCount],
        (ReleaseTable.Headline or ReleaseTable.Reach, _) => [Reach(figure.RowKey, figure.ColumnKey)],
        _ => throw new ArgumentOutOfRangeException(nameof(figure), figure.Table, "Never hidden."),
    };

    private static IEnumerable<int> Cell(CapacityCell cell)
    {
        var values = Inputs.Values.Where(v => v.Cell == cell).ToList();
        if (values.Count == 0)
            return [];
        var rated = values.Where(v => v.Value is CellValue.Rated).ToList();
        return
        [
            rated.Count, rated.SelectMany(v => v.Contributors).Distinct().Count(),
            .. ChangeScale.Points.Select(point => rated.Count(v => v.Value is CellValue.Rated r && r.Value == point)),
            values.Count - rated.Count, All.Count - values.Count, All.Count - rated.Count,
        ];
    }

    private static int Place(Jurisdiction place, string column)
    {
        var here = All.Where(o => o.Jurisdiction == place).Select(o => o.Id).ToHashSet();
        return column switch
        {
            ReleaseKeys.Organizations => here.Count,
            ReleaseKeys.Groups => Inputs.Groups.Count(g => here.Contains(g.Organization)),
            ReleaseKeys.Sessions => Inputs.Sessions.Count(s => here.Contains(s.Organization)),
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, "Not a column of places."),
        };
    }

    private static int Reach(string row, string column)
    {
        bool Within(DateOnly date) => column == ReleaseKeys.Total || FiscalQuarter.Of(date).Year.ToString(System.Globalization.CultureInfo.InvariantCulture) == column;
        var groups = Inputs.Groups.Where(g => Within(g.FirstSession)).ToList();
        return row switch
        {
            ReleaseKeys.Cohorts => Inputs.Cohorts.Count(c => Within(c.EndedOn)),
            ReleaseKeys.FacilitatorsTrained => Inputs.Trained.Count(t => Within(t.On)),
            ReleaseKeys.FacilitatorsCertified => Inputs.Certified.Count(c => Within(c.On)),
            ReleaseKeys.Groups => groups.Count,
            ReleaseKeys.Sessions => Inputs.Sessions.Count(s => Within(s.On)),
            ReleaseKeys.Participants => groups.Sum(g => g.Enrolled),
            ReleaseKeys.Completers => groups.Sum(g => g.Completers),
            _ => throw new ArgumentOutOfRangeException(nameof(row), row, "Not a row of reach."),
        };
    }

    // Every third organization has two interviewees, so that their number is not that of the organizations.
    private static IEnumerable<ReleaseValue> Values(string cell, IEnumerable<int> points, int insufficient)
    {
        var values = points.Select(point => CellValue.Of(point)).Concat(Enumerable.Repeat(CellValue.Insufficient, insufficient));
        return values.Zip(All, (value, organization) => (value, organization)).Select((v, i) => v.value is CellValue.Rated
            ? new ReleaseValue(v.organization.Id, CapacityCell.Parse(cell), v.value, Confidence.Low, Enumerable.Range(0, i % 3 == 0 ? 2 : 1).Select(_ => IntervieweeId.New()).ToHashSet())
            : new ReleaseValue(v.organization.Id, CapacityCell.Parse(cell), v.value, null, new HashSet<IntervieweeId>()));
    }

    private static IEnumerable<int> Times(int count, int point) => Enumerable.Repeat(point, count);

    private static List<ReleaseOrganization> Some(Jurisdiction place, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => new ReleaseOrganization(OrganizationId.New(), place, 2, true))];

    private static OrganizationId At(IReadOnlyList<ReleaseOrganization> place, int index) => place[index % place.Count].Id;

    /// <summary>What the organizations of a place did from one day on, in turns.</summary>
    private sealed record Block(IReadOnlyList<ReleaseOrganization> Place, DateOnly On, int Groups, int Sessions, int Enrolled)
    {
        public OrganizationId At(int index) => KnownInitiative.At(Place, index);
    }
}
