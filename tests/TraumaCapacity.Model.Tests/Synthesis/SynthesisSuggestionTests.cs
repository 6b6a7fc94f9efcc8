using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Model.Tests.Synthesis;

public class SynthesisSuggestionTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 2, 15, 0, 0, TimeSpan.Zero);
    private static readonly MeasurementBasis Measure = new("CRS-5/1", "1");
    private static readonly CellValue[] Values =
        [CellValue.Missing, CellValue.Insufficient, .. ChangeScale.Points.SelectMany(p => new[] { CellValue.Of(p), CellValue.Of(p, mixed: true) })];

    private static readonly InterviewCellConsensus Consensus = new([CellValue.Of(1), CellValue.Of(2)], RatingBasis.ConcreteExample, true, 3, 0, 1, Measure);

    [Fact]
    [Trait("Rule", "INV-28")]
    public void Signing_another_value_than_the_suggested_one_needs_a_reason_for_every_value()
    {
        foreach (var inputs in new CellValue[][] { [CellValue.Of(1)], [CellValue.Of(-1), CellValue.Of(2)], [CellValue.Insufficient], [] })
        foreach (var value in Values)
        foreach (var reason in new[] { null, "nineteen characters", "twenty characters it" })
        {
            var suggestion = SynthesisSuggestion.ForInterview(Consensus with { Values = inputs });
            var signed = Sign(suggestion, value, reason);
            if (inputs.Length == 0 && value is not CellValue.NotDiscussed)
                signed.Refusal!.Code.Should().Be("Synthesis.NothingToRate");
            else
                signed.Succeeded.Should().Be(value == suggestion.Value || reason?.Length >= 20, $"{value} for {suggestion.Value}");
        }
    }

    [Fact]
    public void Nothing_is_signed_while_something_is_awaited()
    {
        Sign(SynthesisSuggestion.ForInterview(Consensus with { AwaitingConsensus = 2 }), CellValue.Of(2), null).Refusal!.Code.Should().Be("Synthesis.AwaitingConsensus");
        Sign(SynthesisSuggestion.ForOrganization([Signed(CellValue.Of(2))], awaitingSignOff: 1).Value, CellValue.Of(2), null).Refusal!.Code.Should().Be("Synthesis.InterviewsNotSigned");
    }

    [Fact]
    public void Any_change_of_the_evidence_puts_a_signature_out_of_date_and_nothing_else_does()
    {
        var signature = Sign(SynthesisSuggestion.ForInterview(Consensus), CellValue.Of(2), null).Value;

        signature.IsOutOfDate(SynthesisSuggestion.ForInterview(Consensus with { IntervieweeCount = 1 })).Should().BeFalse();
        InterviewCellConsensus[] changes =
        [
            Consensus with { Values = [CellValue.Of(2)] }, Consensus with { Values = [CellValue.Of(2), CellValue.Of(1)] }, Consensus with { Values = [CellValue.Of(1), CellValue.Of(2, mixed: true)] },
            Consensus with { Values = [.. Consensus.Values, CellValue.Insufficient] }, Consensus with { Basis = RatingBasis.Documented }, Consensus with { IsDoubleCoded = false },
            Consensus with { ExcerptCount = 4 }, Consensus with { AwaitingConsensus = 1 }, Consensus with { Measure = new("CRS-5/2", "1") }, Consensus with { Measure = new("CRS-5/1", "2") },
        ];
        foreach (var change in changes)
            signature.IsOutOfDate(SynthesisSuggestion.ForInterview(change)).Should().BeTrue(change.ToString());
        changes.Select(c => SynthesisSuggestion.ForInterview(c).InputsSha256).Take(7).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void The_order_of_interviews_changes_neither_value_nor_hash()
    {
        var interviews = ChangeScale.Points.Select(p => Signed(CellValue.Of(p))).ToList();

        var (one, other) = (SynthesisSuggestion.ForOrganization(interviews, 0).Value, SynthesisSuggestion.ForOrganization([.. interviews.AsEnumerable().Reverse()], 0).Value);

        other.Should().Be(one);
    }

    [Fact]
    [Trait("Rule", "INV-30")]
    public void Different_scales_and_major_versions_are_refused_and_minor_ones_are_not()
    {
        SynthesisSuggestion.ForOrganization([Signed(CellValue.Of(1)), Signed(CellValue.Of(1), new("CRS-5/2", "1"))], 0).Refusal.Should().Be(SynthesisRefusals.DifferentMeasures);
        SynthesisSuggestion.ForOrganization([Signed(CellValue.Of(1)), Signed(CellValue.Of(1), MeasurementBasis.Of("CRS-5/1", "2.0"))], 0).Refusal.Should().Be(SynthesisRefusals.DifferentMeasures);
        SynthesisSuggestion.ForOrganization([Signed(CellValue.Of(1)), Signed(CellValue.Of(1), MeasurementBasis.Of("CRS-5/1", "1.7"))], 0).Succeeded.Should().BeTrue();
        SynthesisSuggestion.ForOrganization([Signed(CellValue.Of(1)), Signed(CellValue.Missing, new("STAGE/1", "9"))], 0).Succeeded.Should().BeTrue("who said nothing was measured with nothing");
    }

    [Fact]
    public void A_person_interviewed_twice_is_one_interviewee()
    {
        var one = Signed(CellValue.Of(1));
        var again = Signed(CellValue.Of(2)) with { Interviewees = one.Interviewees };

        SynthesisSuggestion.ForOrganization([one, again, Signed(CellValue.Missing)], 0).Value.IntervieweeCount.Should().Be(1);
    }

    private static SignedInterviewValue Signed(CellValue value, MeasurementBasis? measure = null) =>
        new(InterviewId.New(), [IntervieweeId.New()], value, RatingBasis.ConcreteExample, true, 2, measure ?? Measure);

    private static Result<CellSynthesis> Sign(SynthesisSuggestion suggestion, CellValue value, string? reason) => CellSynthesis.SignOff(
        new SynthesisSubject(WaveId.New(), OrganizationId.New(), InterviewId.New(), CapacityCell.Parse("SAF-O")), suggestion, value, reason, UserId.New(), Now);
}
