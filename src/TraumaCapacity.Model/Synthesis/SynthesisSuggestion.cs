using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Model.Synthesis;

/// <summary>A signed interview value, as an organization's value is made from it.</summary>
/// <param name="Interview">The interview.</param>
/// <param name="Interviewees">Who was interviewed, one or more.</param>
/// <param name="Value">The signed value.</param>
/// <param name="Basis">Strongest basis behind it.</param>
/// <param name="IsDoubleCoded">Whether two coders coded the interview.</param>
/// <param name="ExcerptCount">Passages behind it.</param>
/// <param name="Measure">What it was measured with.</param>
public sealed record SignedInterviewValue(
    InterviewId Interview,
    IReadOnlyList<IntervieweeId> Interviewees,
    CellValue Value,
    RatingBasis? Basis,
    bool IsDoubleCoded,
    int ExcerptCount,
    MeasurementBasis Measure);

/// <summary>The consensus of one interview in one cell, as the interview's value is made from it.</summary>
/// <param name="Values">Settled values, in order of the text; without those that do not apply.</param>
/// <param name="Basis">Strongest basis behind them.</param>
/// <param name="IsDoubleCoded">Whether two coders coded the interview.</param>
/// <param name="ExcerptCount">Passages behind them.</param>
/// <param name="AwaitingConsensus">Units of the cell that are not settled.</param>
/// <param name="IntervieweeCount">Interviewees of the interview.</param>
/// <param name="Measure">What they were measured with.</param>
public sealed record InterviewCellConsensus(
    IReadOnlyList<CellValue> Values,
    RatingBasis? Basis,
    bool IsDoubleCoded,
    int ExcerptCount,
    int AwaitingConsensus,
    int IntervieweeCount,
    MeasurementBasis Measure);

/// <summary>What the rules make of the evidence now: always computed, never stored but with a signature (4.3, 4.4).</summary>
public sealed record SynthesisSuggestion
{
    private SynthesisSuggestion()
    {
    }

    /// <summary>The suggested value.</summary>
    public required CellValue Value { get; init; }

    /// <summary>Smallest and largest rated input; <c>null</c> where there is none.</summary>
    public required (int Lowest, int Highest)? Range { get; init; }

    /// <summary>Strongest basis behind it.</summary>
    public required RatingBasis? Basis { get; init; }

    /// <summary>Whether two coders coded every interview behind it.</summary>
    public required bool IsDoubleCoded { get; init; }

    /// <summary>Interviewees who spoke of the cell.</summary>
    public required int IntervieweeCount { get; init; }

    /// <summary>Passages behind it.</summary>
    public required int ExcerptCount { get; init; }

    /// <summary>Units that await consensus, and are not in it (INV-33).</summary>
    public required int AwaitingConsensus { get; init; }

    /// <summary>Interviews with evidence in the cell whose value is not signed, or not as the evidence stands now; they are
    /// not in it. Always 0 for an interview.</summary>
    public required int AwaitingSignOff { get; init; }

    /// <summary>What it was measured with; <c>null</c> where there are no inputs.</summary>
    public required MeasurementBasis? Measure { get; init; }

    /// <summary>SHA-256 of the inputs and the version of the rules, 64 hexadecimal digits.</summary>
    public required string InputsSha256 { get; init; }

    /// <summary>Confidence in the suggested value.</summary>
    public Confidence? Confidence => ConfidenceIn(Value);

    /// <summary>The suggestion for an interview (4.3 Level 2).</summary>
    public static SynthesisSuggestion ForInterview(InterviewCellConsensus consensus)
    {
        ArgumentNullException.ThrowIfNull(consensus);
        var value = InterviewCellRule.Suggest(consensus.Values);
        return new SynthesisSuggestion
        {
            Value = value,
            Range = RangeOf(consensus.Values),
            Basis = consensus.Basis,
            IsDoubleCoded = consensus.IsDoubleCoded,
            IntervieweeCount = value is CellValue.NotDiscussed ? 0 : consensus.IntervieweeCount,
            ExcerptCount = consensus.ExcerptCount,
            AwaitingConsensus = consensus.AwaitingConsensus,
            AwaitingSignOff = 0,
            Measure = consensus.Measure,
            InputsSha256 = Hash(
            [
                Text(consensus.Measure), Text(consensus.Basis), Text(consensus.IsDoubleCoded), Text(consensus.ExcerptCount),
                .. consensus.Values.Select(Text),
            ]),
        };
    }

    /// <summary>The suggestion for an organization in one wave (4.3 Level 3), from signed values only.</summary>
    /// <param name="interviews">All signed values of the organization's interviews in the cell and wave.</param>
    /// <param name="awaitingSignOff">Interviews with evidence that are not among them, or not as they stand now.</param>
    /// <returns>Refused where they were measured with different scales or codebooks (INV-30).</returns>
    public static Result<SynthesisSuggestion> ForOrganization(IReadOnlyCollection<SignedInterviewValue> interviews, int awaitingSignOff)
    {
        ArgumentNullException.ThrowIfNull(interviews);
        var spoken = interviews.Where(i => i.Value is not CellValue.NotDiscussed).ToList();
        var measure = MeasurementBasis.Common(spoken.Select(i => i.Measure));
        if (!measure.Succeeded)
            return measure.Refusal;
        var rated = spoken.Where(i => i.Value is CellValue.Rated).ToList();
        return new SynthesisSuggestion
        {
            Value = OrganizationCellRule.Suggest(spoken.Select(i => i.Value)),
            Range = RangeOf(spoken.Select(i => i.Value)),
            Basis = rated.Max(i => i.Basis),
            IsDoubleCoded = rated.Count > 0 && rated.All(i => i.IsDoubleCoded),
            IntervieweeCount = spoken.SelectMany(i => i.Interviewees).Distinct().Count(),
            ExcerptCount = spoken.Sum(i => i.ExcerptCount),
            AwaitingConsensus = 0,
            AwaitingSignOff = awaitingSignOff,
            Measure = measure.Value,
            InputsSha256 = Hash(
                from interview in interviews
                orderby interview.Interview.Value
                select string.Join(
                    ' ',
                    interview.Interview,
                    Text(interview.Value),
                    Text(interview.Basis),
                    Text(interview.IsDoubleCoded),
                    Text(interview.ExcerptCount),
                    Text(interview.Measure))),
        };
    }

    /// <summary>Confidence in a value on this evidence, which may be another than the suggested one.</summary>
    public Confidence? ConfidenceIn(CellValue value) =>
        ConfidenceRule.For(value, Math.Max(1, IntervieweeCount), IsDoubleCoded, Basis is { } basis ? [basis] : []);

    private static (int Lowest, int Highest)? RangeOf(IEnumerable<CellValue> values)
    {
        var rated = values.OfType<CellValue.Rated>().Select(v => v.Value).ToList();
        return rated.Count == 0 ? null : (rated.Min(), rated.Max());
    }

    // Lines of plain ASCII: the same inputs give the same hash on every machine and in every culture.
    private static string Hash(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Prepend(SynthesisAlgorithm.Version)))));

    private static string Text(CellValue value) => value.Match(
        static (point, mixed) => string.Create(CultureInfo.InvariantCulture, $"{point}{(mixed ? "m" : "")}"),
        static () => "?",
        static () => "-");

    private static string Text(RatingBasis? basis) => basis is { } known ? Text((int)known) : "-";

    private static string Text(bool value) => value ? "1" : "0";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(MeasurementBasis measure) => $"{measure.ScaleVersion} {measure.CodebookMajor}";
}
