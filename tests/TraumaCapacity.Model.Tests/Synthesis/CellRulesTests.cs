using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Model.Tests.Synthesis;

public class CellRulesTests
{
    /// <summary>Every multiset of up to five points, 252 of them.</summary>
    private static IEnumerable<int[]> Multisets(int from = -2, int room = 5)
    {
        yield return [];
        for (var first = from; room > 0 && first <= 2; first++)
        {
            foreach (var rest in Multisets(first, room - 1))
            {
                yield return [first, .. rest];
            }
        }
    }

    private static CellValue Parse(string value) => value switch
    {
        "missing" => CellValue.Missing,
        "insufficient" => CellValue.Insufficient,
        _ when value.EndsWith(" mixed", StringComparison.Ordinal) => CellValue.Of(int.Parse(value[..^6], System.Globalization.CultureInfo.InvariantCulture), mixed: true),
        _ => CellValue.Of(int.Parse(value, System.Globalization.CultureInfo.InvariantCulture)),
    };

    private static CellValue[] ParseAll(string values) =>
        [.. values.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];

    // The oracle: 4.3 read once more, over sorted values and decimals.
    private static decimal Median(int[] values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2m;
    }

    private static CellValue InterviewByTheText(int[] s)
    {
        if (s.Length == 0)
        {
            return CellValue.Missing;
        }

        if (s.All(v => v >= 0))
        {
            return CellValue.Of(s.Max());
        }

        if (s.All(v => v <= 0))
        {
            return CellValue.Of(s.Min());
        }

        return CellValue.Of((int)Math.Max(-1, Math.Min(1, Math.Truncate(Median(s)))), mixed: true);
    }

    private static CellValue OrganizationByTheText(int[] r)
    {
        if (r.Length == 0)
        {
            return CellValue.Missing;
        }

        var median = (int)Math.Truncate(Median(r));
        var conflict = r.Any(v => v > 0) && r.Any(v => v < 0);
        if (conflict && Math.Abs(median) > 1)
        {
            median = Math.Sign(median);
        }

        return CellValue.Of(median, conflict || (median == 0 && r.Any(v => v != 0)));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1, 1, 1, 2", "2")]
    [InlineData("0, 2", "2")]
    [InlineData("-1, 2", "0 mixed")]
    [InlineData("-1, 1, 2", "1 mixed")]
    [InlineData("2, 2, 2, -1", "1 mixed")]
    [InlineData("-2, -2, 1", "-1 mixed")]
    [InlineData("", "missing")]
    [InlineData("insufficient", "insufficient")]
    [InlineData("insufficient, missing", "insufficient")]
    [InlineData("missing, missing", "missing")]
    [InlineData("insufficient, 1", "1")]
    [InlineData("missing, -2", "-2")]
    [InlineData("1 mixed, 2", "2 mixed")]
    [InlineData("0 mixed", "0 mixed")]
    public void An_interview_keeps_its_strongest_word_unless_it_tells_of_both(string inputs, string expected) =>
        InterviewCellRule.Suggest(ParseAll(inputs)).Should().Be(Parse(expected));

    [Theory]
    [InlineData("2", "2")]
    [InlineData("2, 1", "1")]
    [InlineData("2, 0", "1")]
    [InlineData("1, 0", "0 mixed")]
    [InlineData("2, -1", "0 mixed")]
    [InlineData("2, 2, 0", "2")]
    [InlineData("2, 1, 1", "1")]
    [InlineData("1, 0, 0", "0 mixed")]
    [InlineData("-1, -2", "-1")]
    [InlineData("2, 2, -1", "1 mixed")]
    [InlineData("2, 2", "2")]
    [InlineData("2, -2", "0 mixed")]
    [InlineData("", "missing")]
    [InlineData("insufficient, missing", "insufficient")]
    [InlineData("insufficient, 2, missing", "2")]
    [InlineData("1 mixed, 1", "1 mixed")]
    public void An_organization_takes_the_middle_of_its_interviews(string inputs, string expected) =>
        OrganizationCellRule.Suggest(ParseAll(inputs)).Should().Be(Parse(expected));

    [Fact]
    public void Both_rules_follow_the_text_for_every_multiset_of_up_to_five_values()
    {
        var all = Multisets().ToList();
        all.Should().HaveCount(252);
        foreach (var values in all)
        {
            var inputs = values.Select(v => CellValue.Of(v)).ToList();
            InterviewCellRule.Suggest(inputs).Should().Be(InterviewByTheText(values), "interview [{0}]", string.Join(", ", values));
            OrganizationCellRule.Suggest(inputs).Should().Be(OrganizationByTheText(values), "organization [{0}]", string.Join(", ", values));
        }
    }

    [Fact]
    public void The_order_of_inputs_does_not_matter_and_unrated_ones_weigh_nothing()
    {
        foreach (var values in Multisets())
        {
            var inputs = values.Select(v => CellValue.Of(v)).ToList();
            CellValue[] shuffled = [CellValue.Missing, .. Enumerable.Reverse(inputs), CellValue.Insufficient];
            if (values.Length > 0)
            {
                InterviewCellRule.Suggest(shuffled).Should().Be(InterviewCellRule.Suggest(inputs));
                OrganizationCellRule.Suggest(shuffled).Should().Be(OrganizationCellRule.Suggest(inputs));
            }
        }
    }

    [Fact]
    public void Turning_every_value_round_turns_the_result_round()
    {
        static CellValue Turned(CellValue value) => value.Match((v, mixed) => CellValue.Of(-v, mixed), () => value, () => value);
        foreach (var values in Multisets())
        {
            var inputs = values.Select(v => CellValue.Of(v)).ToList();
            InterviewCellRule.Suggest(inputs.Select(Turned)).Should().Be(Turned(InterviewCellRule.Suggest(inputs)));
            OrganizationCellRule.Suggest(inputs.Select(Turned)).Should().Be(Turned(OrganizationCellRule.Suggest(inputs)));
        }
    }

    [Fact]
    [Trait("Rule", "INV-28")]
    public void A_suggestion_lies_within_its_inputs()
    {
        foreach (var values in Multisets().Where(values => values.Length > 0))
        {
            var inputs = values.Select(v => CellValue.Of(v)).ToList();
            ((CellValue.Rated)InterviewCellRule.Suggest(inputs)).Value.Should().BeInRange(values.Min(), values.Max());
            ((CellValue.Rated)OrganizationCellRule.Suggest(inputs)).Value.Should().BeInRange(values.Min(), values.Max());
        }
    }

    [Fact]
    [Trait("Rule", "INV-29")]
    public void What_was_not_rated_has_no_number()
    {
        CellValue.Missing.Should().NotBe(CellValue.Of(0)).And.NotBe(CellValue.Insufficient);
        CellValue.From(SynthesisStatus.NotDiscussed, null, false).Should().Be(CellValue.Missing);
        CellValue.From(SynthesisStatus.InsufficientEvidence, null, false).Should().Be(CellValue.Insufficient);
        CellValue.From(SynthesisStatus.Rated, -1, true).Should().Be(CellValue.Of(-1, mixed: true));
        FluentActions.Invoking(() => CellValue.From(SynthesisStatus.NotDiscussed, 0, false)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => CellValue.From(SynthesisStatus.Rated, null, false)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => CellValue.Of(3)).Should().Throw<ArgumentOutOfRangeException>();
        foreach (var value in new[] { CellValue.Missing, CellValue.Insufficient, CellValue.Of(2) })
        {
            CellValue.From(value.Status, value is CellValue.Rated rated ? rated.Value : null, false).Should().Be(value);
        }
    }
}
