using FsCheck.Fluent;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Model.Tests.Synthesis;

public class ConsensusAndConfidenceTests
{
    private static readonly CellValue[] Values =
        [CellValue.Missing, CellValue.Insufficient, .. Enumerable.Range(-2, 5).SelectMany(v => new[] { CellValue.Of(v), CellValue.Of(v, mixed: true) })];

    [Fact]
    public void Every_pair_of_values_requires_the_method_of_the_text()
    {
        foreach (var first in Values)
        {
            foreach (var second in Values)
            {
                var required = ConsensusRule.Required(first, second);
                required.Should().Be(ConsensusRule.Required(second, first));
                if (first is CellValue.Rated { Value: var one } && second is CellValue.Rated { Value: var other })
                {
                    var opposite = one * other < 0;
                    required.Should().Be(
                        one == other ? ConsensusMethod.Agreed
                        : opposite || Math.Abs(one - other) >= 2 ? ConsensusMethod.Adjudicated
                        : ConsensusMethod.Discussed);
                }
                else
                {
                    required.Should().Be(first == second ? ConsensusMethod.Agreed : ConsensusMethod.Discussed);
                }

                (ConsensusRule.AgreedValue(first, second) is not null).Should().Be(required is ConsensusMethod.Agreed);
                ConsensusRule.Allows(required, first, second).Should().BeTrue();
                ConsensusRule.Allows(ConsensusMethod.Adjudicated, first, second).Should().BeTrue();
                ConsensusRule.Allows(ConsensusMethod.SingleCoder, first, second).Should().BeFalse();
                ConsensusRule.Allows(ConsensusMethod.Agreed, first, second).Should().Be(required is ConsensusMethod.Agreed);
            }
        }
    }

    [Fact]
    public void What_both_gave_stands_and_is_mixed_if_either_found_it_so()
    {
        ConsensusRule.AgreedValue(CellValue.Of(1, mixed: true), CellValue.Of(1)).Should().Be(CellValue.Of(1, mixed: true));
        ConsensusRule.AgreedValue(CellValue.Of(1), CellValue.Of(1)).Should().Be(CellValue.Of(1));
        ConsensusRule.AgreedValue(CellValue.Insufficient, CellValue.Insufficient).Should().Be(CellValue.Insufficient);
    }

    [Fact]
    public void Confidence_follows_the_text_for_every_combination()
    {
        foreach (var mixed in new[] { false, true })
        foreach (var doubleCoded in new[] { false, true })
        foreach (var interviewees in Enumerable.Range(1, 5))
        foreach (var set in Enumerable.Range(0, 16))
        {
            var bases = Enum.GetValues<RatingBasis>().Where(basis => (set & (1 << (int)basis)) != 0).ToList();
            var expected = (bases.All(basis => basis == RatingBasis.Inferred), interviewees, doubleCoded, mixed) switch
            {
                (true, _, _, _) => Confidence.VeryLow,
                (_, 1, _, _) or (_, _, false, _) or (_, _, _, true) => Confidence.Low,
                (_, >= 3, _, _) when bases.Contains(RatingBasis.ConcreteExample) || bases.Contains(RatingBasis.Documented) => Confidence.High,
                _ => Confidence.Moderate,
            };
            ConfidenceRule.For(CellValue.Of(1, mixed), interviewees, doubleCoded, bases).Should().Be(expected);
        }
    }

    [Fact]
    [Trait("Rule", "INV-29")]
    public void There_is_no_confidence_in_what_was_not_rated()
    {
        ConfidenceRule.For(CellValue.Missing, 3, true, [RatingBasis.Documented]).Should().BeNull();
        ConfidenceRule.For(CellValue.Insufficient, 3, true, [RatingBasis.Documented]).Should().BeNull();
    }

    [Fact]
    public void A_coders_value_gathers_the_ratings_that_touch_the_turn()
    {
        var cell = CapacityCell.Parse("CMP-O");
        var other = CapacityCell.Parse("AWR-F");
        IntervieweeTurn[] turns = [new(2, new(10, 20)), new(4, new(25, 40)), new(6, new(40, 50))];
        ExcerptRating[] ratings =
        [
            new(new(12, 15), cell, CellValue.Of(1)),
            new(new(18, 30), cell, CellValue.Of(2)),
            new(new(30, 41), cell, CellValue.Of(-1)),
            new(new(20, 25), cell, CellValue.Of(-2)), // between two turns: touches neither
            new(new(45, 46), other, CellValue.Insufficient),
        ];

        CoderUnitValue.ByUnit(turns, ratings).Should().BeEquivalentTo(new Dictionary<CodingUnit, CellValue>
        {
            [new(2, cell)] = CellValue.Of(2),
            [new(4, cell)] = CellValue.Of(0, mixed: true),
            [new(6, cell)] = CellValue.Of(-1),
            [new(6, other)] = CellValue.Insufficient,
        });
    }

    [Fact]
    public void Units_are_those_whose_turn_shares_a_code_point_with_an_excerpt()
    {
        var cell = CapacityCell.Parse("SAF-C");
        var cases = from lengths in Gen.Choose(1, 5).ArrayOf(6)
                    from gaps in Gen.Choose(0, 3).ArrayOf(6)
                    from excerpts in (from start in Gen.Choose(0, 40) from length in Gen.Choose(1, 12) from value in Gen.Choose(-2, 2)
                                      select new ExcerptRating(new(start, start + length), cell, CellValue.Of(value))).ArrayOf(5)
                    select (lengths, gaps, excerpts);
        Properties.Holds(cases, given =>
        {
            var turns = new List<IntervieweeTurn>();
            var at = 0;
            for (var i = 0; i < given.lengths.Length; i++)
            {
                at += given.gaps[i];
                turns.Add(new(i + 1, new(at, at + given.lengths[i])));
                at += given.lengths[i];
            }

            var values = CoderUnitValue.ByUnit(turns, given.excerpts);

            foreach (var turn in turns)
            {
                var touching = given.excerpts.Where(e => e.Excerpt.Overlaps(turn.Span)).Select(e => e.Value).ToList();
                values.GetValueOrDefault(new(turn.Sequence, cell)).Should().Be(touching.Count == 0 ? null : CoderUnitValue.Of(touching));
            }
        });
    }
}
