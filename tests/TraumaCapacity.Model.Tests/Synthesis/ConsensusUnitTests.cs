using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Model.Tests.Synthesis;

public class ConsensusUnitTests
{
    private const string Long = "They told of both in one breath.";
    private static readonly DateTimeOffset Now = new(2026, 6, 2, 15, 0, 0, TimeSpan.Zero);
    private static readonly UserId Lead = UserId.New();
    private static readonly CodingUnit Unit = new(12, CapacityCell.Parse("COL-F"));

    private static readonly CellValue[] Values = [CellValue.Missing, CellValue.Insufficient, .. ChangeScale.Points.Select(p => CellValue.Of(p))];

    [Fact]
    public void Every_pair_is_opened_and_settled_with_the_method_that_its_values_require()
    {
        foreach (var first in Values)
        foreach (var second in Values.Where(v => first is not CellValue.NotDiscussed || v is not CellValue.NotDiscussed))
        {
            var compared = Compared(first, second);
            var required = ConsensusRule.Required(first, second);
            var unit = Open(compared);
            unit.Method.Should().Be(required is ConsensusMethod.Agreed ? required : null);
            (unit.Outcome is null).Should().Be(required is not ConsensusMethod.Agreed);

            foreach (var value in Values)
            foreach (var reason in new[] { null, " ", "short", Long })
            {
                var opened = Open(compared);
                var before = (opened.Outcome, opened.Value, opened.Method);
                var settled = opened.Settle(compared, value, reason, Lead, Now);
                var length = reason?.Trim().Length ?? 0;
                var minimum = required is ConsensusMethod.Discussed && value is not CellValue.NotDiscussed ? 1 : ConsensusUnit.ReasonMinimum;
                settled.Succeeded.Should().Be(length >= minimum, $"{first} {second} {value} {reason}");
                if (!settled.Succeeded)
                {
                    (opened.Outcome, opened.Value, opened.Method).Should().Be(before, "a refusal changes nothing");
                    continue;
                }

                settled.Value.Should().Be(required is ConsensusMethod.Discussed ? ConsensusMethod.Discussed : ConsensusMethod.Adjudicated);
                opened.CountedValue().Should().Be(value is CellValue.NotDiscussed ? null : value);
                opened.Reason.Should().Be(Long.Length == length ? Long : "short");
            }
        }
    }

    [Fact]
    [Trait("Rule", "INV-26")]
    public void A_clear_change_is_not_agreed_on_where_no_coder_found_an_example()
    {
        foreach (var basis in Enum.GetValues<RatingBasis>())
        {
            var compared = Compared(CellValue.Of(1), CellValue.Of(0), basis);
            Open(compared).Settle(compared, CellValue.Of(2), Long, Lead, Now).Succeeded.Should().Be(basis.IsConcrete());
            Open(compared).Settle(compared, CellValue.Of(1), Long, Lead, Now).Succeeded.Should().BeTrue();
        }
    }

    [Fact]
    public void The_only_coders_value_stands()
    {
        var unit = Open(new ComparedUnit(Unit, [new CoderUnit(CellValue.Of(-1, mixed: true), RatingBasis.Inferred, [new TextSpan(3, 9)])]));

        (unit.Method, unit.CountedValue(), unit.Basis, unit.ExcerptCount).Should().Be((ConsensusMethod.SingleCoder, CellValue.Of(-1, mixed: true), RatingBasis.Inferred, 1));
    }

    [Fact]
    public void What_was_agreed_may_be_settled_anew_with_a_reason()
    {
        var compared = Compared(CellValue.Of(1), CellValue.Of(1));
        var unit = Open(compared);

        unit.Settle(compared, CellValue.Of(0), "too short", Lead, Now).Succeeded.Should().BeFalse();
        unit.Settle(compared, CellValue.Of(0), Long, Lead, Now).Value.Should().Be(ConsensusMethod.Adjudicated);
        unit.CountedValue().Should().Be(CellValue.Of(0));
    }

    [Fact]
    public void Overlapping_excerpts_of_two_coders_are_one_passage()
    {
        ComparedUnit Of(params TextSpan[][] coders) => new(Unit, [.. coders.Select(spans => new CoderUnit(CellValue.Of(1), null, spans))]);

        Of([new(0, 10)], [new(5, 15)]).PassageCount.Should().Be(1);
        Of([new(0, 10), new(20, 30)], [new(5, 25)]).PassageCount.Should().Be(1);
        Of([new(0, 10)], [new(10, 15)]).PassageCount.Should().Be(2);
        Of([new(0, 10), new(2, 4)], [new(40, 50)]).PassageCount.Should().Be(2);
    }

    private static ConsensusUnit Open(ComparedUnit compared) =>
        ConsensusUnit.Open((InterviewId.New(), TranscriptVersionId.New()), compared, Lead, Now);

    private static ComparedUnit Compared(CellValue first, CellValue second, RatingBasis basis = RatingBasis.Documented) =>
        new(Unit, [new CoderUnit(first, basis, []), new CoderUnit(second, null, [])]);
}
