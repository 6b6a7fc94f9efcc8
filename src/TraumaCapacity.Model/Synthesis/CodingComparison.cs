using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Coding.Agreement;

namespace TraumaCapacity.Model.Synthesis;

/// <summary>What has to happen with a unit that the coders did not agree on.</summary>
public enum DifferenceKind
{
    /// <summary>Opposite signs, or two points or more apart: the lead decides.</summary>
    LeadDecides,

    /// <summary>One step apart, or one coder could not judge the direction: discuss.</summary>
    Discuss,

    /// <summary>Only some of the coders saw the cell in this turn.</summary>
    CodedByOne,
}

/// <summary>One unit as all coders of an interview left it.</summary>
/// <param name="Unit">Turn and cell.</param>
/// <param name="Coders">What each coder found, in the order of the coders; at least one found something.</param>
public sealed record ComparedUnit(CodingUnit Unit, IReadOnlyList<CoderUnit> Coders)
{
    /// <summary>The least that the coders' values require (4.3 Level 1).</summary>
    public ConsensusMethod Required => Coders.Count == 1
        ? ConsensusMethod.SingleCoder
        : Pairs().Max(pair => ConsensusRule.Required(pair.First.Value, pair.Second.Value));

    /// <summary>What stands without a conversation: the only coder's value, or the one that all gave; <c>null</c> where
    /// they differ.</summary>
    public CellValue? Undisputed => Coders.Skip(1).Aggregate(
        (CellValue?)Coders[0].Value,
        static (agreed, coder) => agreed is null ? null : ConsensusRule.AgreedValue(agreed, coder.Value));

    /// <summary>What has to happen; <c>null</c> where nothing has.</summary>
    public DifferenceKind? Difference => Required switch
    {
        ConsensusMethod.Adjudicated => DifferenceKind.LeadDecides,
        ConsensusMethod.Discussed when Coders.Any(coder => coder.Value is CellValue.NotDiscussed) => DifferenceKind.CodedByOne,
        ConsensusMethod.Discussed => DifferenceKind.Discuss,
        _ => null,
    };

    /// <summary>The strongest basis that any coder found.</summary>
    public RatingBasis? Basis => Coders.Max(coder => coder.Basis);

    /// <summary>Passages behind the unit: excerpts of any coder, those that overlap counted once.</summary>
    public int PassageCount
    {
        get
        {
            var (count, end) = (0, -1);
            foreach (var span in Coders.SelectMany(coder => coder.Spans).OrderBy(span => span.Start))
            {
                count += span.Start >= end ? 1 : 0;
                end = Math.Max(end, span.End);
            }

            return count;
        }
    }

    private IEnumerable<(CoderUnit First, CoderUnit Second)> Pairs() =>
        Coders.SelectMany((first, i) => Coders.Skip(i + 1).Select(second => (first, second)));
}

/// <summary>The coders of an interview side by side, on their values before reconciliation.</summary>
/// <param name="Turns">The interviewee's turns.</param>
/// <param name="CoderCount">1 or more.</param>
/// <param name="Units">Units that any coder coded, in order of the text and then of the cells.</param>
public sealed record CodingComparison(IReadOnlyList<IntervieweeTurn> Turns, int CoderCount, IReadOnlyList<ComparedUnit> Units)
{
    /// <summary>Compares the coders' units.</summary>
    /// <param name="turns">The interviewee's turns.</param>
    /// <param name="coders">Each coder's excerpts; the order of the coders is kept.</param>
    public static CodingComparison Of(IReadOnlyList<IntervieweeTurn> turns, IReadOnlyList<IReadOnlyList<Excerpt>> coders)
    {
        ArgumentNullException.ThrowIfNull(coders);
        var units = coders.Select(excerpts => CoderUnits.From(turns, excerpts)).ToList();
        return new CodingComparison(
            turns,
            coders.Count,
            [
                .. from unit in units.SelectMany(u => u.Keys).Distinct()
                   orderby unit.TurnSequence, unit.Cell
                   select new ComparedUnit(unit, [.. units.Select(u => u.GetValueOrDefault(unit) ?? CoderUnit.None)]),
            ]);
    }

    /// <summary>Presence (1) or absence (0) of every cell on every interviewee turn, one column a coder.</summary>
    public AgreementTable CellTable()
    {
        var table = new AgreementTable([0, 1], CoderCount, Turns.Count * CapacityCell.All.Count);
        var byUnit = Units.ToDictionary(unit => unit.Unit);
        foreach (var turn in Turns)
        {
            foreach (var cell in CapacityCell.All)
            {
                table.Add(byUnit.TryGetValue(new CodingUnit(turn.Sequence, cell), out var unit)
                    ? [.. unit.Coders.Select(coder => (int?)(coder.Value is CellValue.NotDiscussed ? 0 : 1))]
                    : [.. Enumerable.Repeat((int?)0, CoderCount)]);
            }
        }

        return table;
    }

    /// <summary>The ratings of all units, one column a coder, with gaps where a coder gave none.</summary>
    public AgreementTable RatingTable()
    {
        var table = new AgreementTable(ChangeScale.Points, CoderCount, Math.Max(1, Units.Count));
        foreach (var unit in Units)
        {
            table.Add([.. unit.Coders.Select(coder => (coder.Value as CellValue.Rated)?.Value)]);
        }

        return table;
    }

    /// <summary>The five measures of 4.5, with intervals from resamples of units.</summary>
    /// <param name="seed">Seed of the resamples; the same seed gives the same intervals.</param>
    public IReadOnlyList<(ReliabilityMetric Metric, AgreementResult Result)> Agreement(long seed)
    {
        var cells = CoderAgreement.MeasureWithIntervals(
            CellTable(), seed, AgreementStatistic.AlphaNominal, AgreementStatistic.PercentAgreement, AgreementStatistic.GwetAc1);
        var ratings = CoderAgreement.MeasureWithIntervals(
            RatingTable(), seed, AgreementStatistic.AlphaOrdinal, AgreementStatistic.PercentAgreement);
        return
        [
            (ReliabilityMetric.CellAlphaNominal, cells[0]),
            (ReliabilityMetric.CellPercentAgreement, cells[1]),
            (ReliabilityMetric.CellGwetAc1, cells[2]),
            (ReliabilityMetric.RatingAlphaOrdinal, ratings[0]),
            (ReliabilityMetric.RatingPercentAgreement, ratings[1]),
        ];
    }
}
