using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Releases.Disclosure;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Model.Releases;

/// <summary>Makes a release from its inputs: counts, decides what may be shown, and explains what may not (section 6). It
/// is the only way from true values to a release, so that a screen, a file and the database can show no more.</summary>
public static class ReleaseComposer
{
    /// <summary>Composes the draft. The same inputs give the same draft, whatever order they come in (PRV-13).</summary>
    public static ReleaseDraft Compose(ReleaseInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var figures = new List<ReleaseFigure>();
        var explanations = new List<HiddenExplanation>();

        // The whole initiative is a place too: with one or two organizations, its counts are theirs.
        var whole = PlaceRule.Disclose(CountOf(inputs.Organizations), inputs.Policy);
        var matrix = MatrixTable.Compose(inputs);
        var sheet = new ReleaseSheet(inputs, whole, figures, explanations);

        sheet.AddHeadline();
        figures.AddRange(matrix.Figures);
        explanations.AddRange(matrix.Explanations);
        PlacesTable.AddTo(sheet);
        ReachTable.AddTo(sheet);
        figures.Add(ReleaseFigure.Of(ReleaseTable.Notes, ReleaseKeys.Finding, ReleaseKeys.Total, FindingShape.Of(FindingRule.Of(matrix.ShownCells))));
        figures.Add(ReleaseFigure.Of(ReleaseTable.Notes, ReleaseKeys.AwaitingConsensus, ReleaseKeys.Total, inputs.AwaitingConsensus));
        figures.Add(ReleaseFigure.Of(ReleaseTable.Notes, ReleaseKeys.LeftOut, ReleaseKeys.Total, inputs.LeavesOutGoverned));
        figures.Add(ReleaseFigure.Of(ReleaseTable.Notes, ReleaseKeys.Policy, ReleaseKeys.Total, inputs.Policy));
        return new ReleaseDraft
        {
            CutOff = inputs.CutOff,
            WaveName = inputs.WaveName,
            PolicyVersion = inputs.PolicyVersion,
            Measure = inputs.Measure,
            Figures = figures,
            Explanations = explanations,
            Differences = matrix.Differences,
            Populations = matrix.Populations,
        };
    }

    internal static PlaceCount CountOf(IReadOnlyCollection<ReleaseOrganization> organizations) =>
        new(organizations.Count, organizations.Count > 0 && organizations.All(o => o.Facilitators <= 1));

    /// <summary>Why a place or a period is hidden by itself.</summary>
    internal static HiddenExplanation Explain(ReleaseTable table, string row, string column, PlaceCount place, DisclosurePolicy policy) =>
        place.Organizations < policy.PlaceOrganizationMinimum
            ? new(table, row, column, HiddenReason.FewOrganizationsHere, place.Organizations, policy.PlaceOrganizationMinimum)
            : new(table, row, column, HiddenReason.OneFacilitatorEach);
}

/// <summary>A release while it is put together.</summary>
internal sealed record ReleaseSheet(ReleaseInputs Inputs, PlaceDisclosure Whole, List<ReleaseFigure> Figures, List<HiddenExplanation> Explanations)
{
    public DisclosurePolicy Policy => Inputs.Policy;

    /// <summary>A count of organizations, groups, sessions or cohorts.</summary>
    public static DisclosedCount Exact(int count) => new(DisclosedCountKind.Exact, count);

    public void AddHeadline()
    {
        var place = ReleaseComposer.CountOf(Inputs.Organizations);
        var counts = new (string Row, bool MayShow, DisclosedCount Count)[]
        {
            (ReleaseKeys.Organizations, true, Organizations(Whole)!.Value),
            (ReleaseKeys.Jurisdictions, Whole.ShowsValues, Exact(Inputs.Organizations.Select(o => o.Jurisdiction).Distinct().Count())),
            (ReleaseKeys.FacilitatorsCertified, true, PersonCountRule.Disclose(Inputs.Certified.Count, Policy)),
            (ReleaseKeys.Groups, Whole.ShowsValues, Exact(Inputs.Groups.Count)),
            (ReleaseKeys.Sessions, Whole.ShowsValues, Exact(Inputs.Sessions.Count)),
            (ReleaseKeys.Interviewees, true, PersonCountRule.Disclose(Inputs.IntervieweeCount, Policy)),
        };
        foreach (var (row, mayShow, count) in counts)
        {
            if (mayShow)
            {
                var previous = Inputs.Previous is { } before && before.Headline.TryGetValue(row, out var then)
                    ? new PreviousCount(before.Number, then)
                    : null;
                Figures.Add(ReleaseFigure.Of(ReleaseTable.Headline, row, ReleaseKeys.Total, new HeadlineShape(count, previous)));
            }
            else
            {
                Hide(ReleaseComposer.Explain(ReleaseTable.Headline, row, ReleaseKeys.Total, place, Policy));
            }
        }
    }

    /// <summary>The number of organizations of a place as it may be shown; <c>null</c> where it is withheld.</summary>
    public DisclosedCount? Organizations(PlaceDisclosure place) => place.Band switch
    {
        PlaceBand.Withheld => null,
        PlaceBand.Few => new(DisclosedCountKind.FewerThan, Policy.PlaceOrganizationMinimum),
        _ => Exact(place.Organizations ?? 0),
    };

    public void Show(ReleaseTable table, string row, string column, DisclosedCount count) =>
        Figures.Add(ReleaseFigure.Of(table, row, column, count));

    public void Hide(HiddenExplanation why)
    {
        var status = why.Reason is HiddenReason.ProtectsAnother or HiddenReason.TableCollapsed or HiddenReason.Withheld
            ? ReleaseCellStatus.Complementary
            : ReleaseCellStatus.Primary;
        Figures.Add(ReleaseFigure.Hidden(why.Table, why.RowKey, why.ColumnKey, status));
        Explanations.Add(why);
    }
}

/// <summary>The change matrix of a release.</summary>
internal sealed record MatrixTable(
    IReadOnlyList<ReleaseFigure> Figures,
    IReadOnlyList<HiddenExplanation> Explanations,
    IReadOnlyList<ShownCell> ShownCells,
    IReadOnlyList<HeldDifference> Differences,
    IReadOnlyDictionary<CapacityCell, IReadOnlySet<IntervieweeId>> Populations)
{
    public static MatrixTable Compose(ReleaseInputs inputs)
    {
        var (figures, explanations, shown) = (new List<ReleaseFigure>(), new List<HiddenExplanation>(), new List<ShownCell>());
        var (differences, populations) = (new List<HeldDifference>(), new Dictionary<CapacityCell, IReadOnlySet<IntervieweeId>>());
        var inWave = inputs.Organizations.Where(o => o.IsInWave).Select(o => o.Id).ToHashSet();
        var byCell = inputs.Values.Where(v => inWave.Contains(v.Organization)).ToLookup(v => v.Cell);
        foreach (var cell in CapacityCell.All)
        {
            var values = byCell[cell].ToList();
            var rated = values.Where(v => v.Value is CellValue.Rated).ToList();
            var summary = NationalCellSummary.Of(values.Select(v => v.Value));
            var contributors = rated.SelectMany(v => v.Contributors).ToHashSet();
            if (Explain(cell, summary, contributors.Count, inputs) is { } why)
            {
                figures.Add(ReleaseFigure.Hidden(
                    ReleaseTable.ChangeMatrix,
                    cell.Code,
                    ReleaseKeys.Organizations,
                    why.Reason is HiddenReason.Withheld ? ReleaseCellStatus.Complementary : ReleaseCellStatus.Primary));
                explanations.Add(why);
                continue;
            }

            shown.Add(new ShownCell(cell, summary));
            populations[cell] = contributors;
            differences.AddRange(Difference(cell, contributors, inputs));
            figures.Add(ReleaseFigure.Of(ReleaseTable.ChangeMatrix, cell.Code, ReleaseKeys.Organizations, new MatrixShape(
                inWave.Count,
                [.. ChangeScale.Points.Select(summary.CountAt)],
                summary.MixedCount,
                summary.InsufficientCount,
                summary.MissingCount,
                inWave.Count - summary.OrganizationCount,
                Commonest(rated))));
        }

        return new(figures, explanations, shown, differences, populations);
    }

    private static HiddenExplanation? Explain(CapacityCell cell, NationalCellSummary summary, int contributors, ReleaseInputs inputs)
    {
        HiddenExplanation Hidden(HiddenReason reason, int? has = null, int? needs = null) =>
            new(ReleaseTable.ChangeMatrix, cell.Code, ReleaseKeys.Organizations, reason, has, needs);

        var policy = inputs.Policy;
        return RatingCellRule.Decide(summary, contributors, policy) switch
        {
            RatingCellDisclosure.TooFewContributors => Hidden(HiddenReason.TooFewContributors, contributors, policy.RatingContributorMinimum),
            RatingCellDisclosure.TooFewOrganizations => Hidden(HiddenReason.TooFewOrganizations, summary.RatedCount, policy.RatingOrganizationMinimum),
            RatingCellDisclosure.OnePoint => Hidden(HiddenReason.OnePoint),
            RatingCellDisclosure.AllWorse => Hidden(HiddenReason.AllWorse),
            RatingCellDisclosure.Shown => inputs.Withheld.Contains(cell) ? Hidden(HiddenReason.Withheld) : null,
        };
    }

    // The same cell in two releases of a wave is one aggregate over two populations (PRV-10).
    private static IEnumerable<HeldDifference> Difference(CapacityCell cell, IReadOnlySet<IntervieweeId> contributors, ReleaseInputs inputs)
    {
        if (inputs.Previous is not { } previous || !previous.Populations.TryGetValue(cell, out var before))
            return [];
        var minimum = inputs.Policy.RatingContributorMinimum;
        return DifferencingRule.Violations([before, contributors], minimum)
            .Select(found => new HeldDifference(cell, previous.Number, found.Difference, minimum));
    }

    private static Confidence? Commonest(List<ReleaseValue> rated) => rated
        .Where(v => v.Confidence is not null)
        .GroupBy(v => v.Confidence)
        .OrderByDescending(g => g.Count())
        .ThenBy(g => g.Key)
        .Select(g => g.Key)
        .FirstOrDefault();
}

/// <summary>Organizations, groups and sessions by province and territory (PRV-03).</summary>
internal static class PlacesTable
{
    private static readonly string[] Values = [ReleaseKeys.Groups, ReleaseKeys.Sessions];

    public static void AddTo(ReleaseSheet sheet)
    {
        var inputs = sheet.Inputs;
        var homes = inputs.Organizations.ToDictionary(o => o.Id, o => o.Jurisdiction);
        var groups = inputs.Groups.CountBy(g => homes[g.Organization]).ToDictionary();
        var sessions = inputs.Sessions.CountBy(s => homes[s.Organization]).ToDictionary();
        var byPlace = inputs.Organizations.ToLookup(o => o.Jurisdiction);
        var jurisdictions = Enum.GetValues<Organizations.Jurisdiction>();
        var places = jurisdictions.Select(j => ReleaseComposer.CountOf([.. byPlace[j]])).ToList();

        if (Hide(sheet, places, [.. jurisdictions.Select(j => (groups.GetValueOrDefault(j), sessions.GetValueOrDefault(j)))]) is not { } hidden)
        {
            foreach (var jurisdiction in jurisdictions)
            {
                foreach (var column in Values.Prepend(ReleaseKeys.Organizations))
                    sheet.Hide(new(ReleaseTable.Places, jurisdiction.ToString(), column, HiddenReason.TableCollapsed));
            }
        }
        else
        {
            for (var i = 0; i < jurisdictions.Length; i++)
            {
                var row = jurisdictions[i].ToString();
                if (sheet.Organizations(hidden.Places[i]) is { } organizations)
                    sheet.Show(ReleaseTable.Places, row, ReleaseKeys.Organizations, organizations);
                else
                    sheet.Hide(new(ReleaseTable.Places, row, ReleaseKeys.Organizations, HiddenReason.ProtectsAnother));
                foreach (var (column, count) in Values.Zip([groups.GetValueOrDefault(jurisdictions[i]), sessions.GetValueOrDefault(jurisdictions[i])]))
                {
                    if (hidden.Complementary.Contains(i))
                        sheet.Hide(new(ReleaseTable.Places, row, column, HiddenReason.ProtectsAnother));
                    else if (!PlaceRule.Disclose(places[i], sheet.Policy).ShowsValues)
                        sheet.Hide(ReleaseComposer.Explain(ReleaseTable.Places, row, column, places[i], sheet.Policy));
                    else
                        sheet.Show(ReleaseTable.Places, row, column, ReleaseSheet.Exact(count));
                }
            }
        }

        sheet.Show(ReleaseTable.Places, ReleaseKeys.Canada, ReleaseKeys.Organizations, sheet.Organizations(sheet.Whole)!.Value);
        foreach (var (column, count) in Values.Zip([inputs.Groups.Count, inputs.Sessions.Count]))
        {
            if (sheet.Whole.ShowsValues)
                sheet.Show(ReleaseTable.Places, ReleaseKeys.Canada, column, ReleaseSheet.Exact(count));
            else
                sheet.Hide(ReleaseComposer.Explain(ReleaseTable.Places, ReleaseKeys.Canada, column, ReleaseComposer.CountOf(inputs.Organizations), sheet.Policy));
        }
    }

    // The bands hold against the total of organizations, and each column against its own total. A place that is hidden in
    // one column is hidden in all, since sessions tell groups.
    private static (IReadOnlyList<PlaceDisclosure> Places, HashSet<int> Complementary)? Hide(
        ReleaseSheet sheet, List<PlaceCount> places, List<(int Groups, int Sessions)> values)
    {
        if (!sheet.Whole.ShowsValues || PlaceRule.DiscloseWithTotal(places, sheet.Policy) is not { } disclosed)
            return null;
        var peopled = Enumerable.Range(0, places.Count).Where(i => places[i].Organizations > 0).ToArray();
        var columns = new[] { Column(peopled, i => values[i].Groups), Column(peopled, i => values[i].Sessions) };
        var primary = Cells(peopled, i => disclosed[i].Band is not PlaceBand.Withheld && !disclosed[i].ShowsValues);
        var withheld = Cells(peopled, i => disclosed[i].Band is PlaceBand.Withheld);
        var complementary = withheld.ToHashSet();
        foreach (var column in columns)
        {
            if (ComplementarySuppression.Choose(column, primary, sheet.Policy.HiddenRangeMinimum) is not { } chosen)
                return null;
            complementary.UnionWith(chosen.Complementary);
        }

        return columns.All(column => SuppressionAudit.Betrayed(column, primary, complementary, sheet.Policy.HiddenRangeMinimum).Count == 0)
            ? (disclosed, complementary.Select(cell => peopled[cell.Row]).ToHashSet())
            : null;
    }

    private static HashSet<TableCell> Cells(int[] peopled, Func<int, bool> which) =>
        Enumerable.Range(0, peopled.Length).Where(row => which(peopled[row])).Select(row => new TableCell(row, 0)).ToHashSet();

    private static CountTable Column(int[] peopled, Func<int, int> count)
    {
        var counts = new int[peopled.Length, 1];
        for (var row = 0; row < peopled.Length; row++)
            counts[row, 0] = count(peopled[row]);
        return new CountTable(counts, Enumerable.Repeat(false, peopled.Length), [true], true);
    }
}
