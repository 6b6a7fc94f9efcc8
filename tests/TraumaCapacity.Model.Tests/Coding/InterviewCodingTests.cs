using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Text;
using static TraumaCapacity.Model.Tests.Coding.ReadInterview;

namespace TraumaCapacity.Model.Tests.Coding;

public sealed class InterviewCodingTests
{
    private static readonly RatingChoice Clear = new(2, RatingBasis.ConcreteExample);
    private static readonly RatingChoice Some = new(1, RatingBasis.GeneralStatement);

    private readonly ReadInterview interview = new();

    [Fact]
    public void A_code_and_its_rating_come_in_one_gesture()
    {
        var excerpt = interview.Applied(interview.FirstAnswer, "CMP-F", Clear);

        excerpt.State.RatingIn(CapacityCell.Parse("CMP-F")).Should().Be(Clear);
        excerpt.Ratings.Should().ContainSingle().Which.ScaleVersion.Should().Be(ChangeScale.Version);
        interview.Coding.Revision.Should().Be(1);
        interview.Coding.StartedAt.Should().NotBeNull();
    }

    [Theory]
    [Trait("Rule", "INV-20")]
    [InlineData(-1, 4)]
    [InlineData(4, 4)]
    [InlineData(9, 4)]
    [InlineData(0, 10_000)]
    public void A_span_outside_the_text_is_refused(int start, int end) =>
        interview.Apply(Gesture(new TextSpan(start, end), Code("AWR-F"))).Refusal.Should().Be(CodingRefusals.SpanOutsideText);

    [Fact]
    [Trait("Rule", "INV-20")]
    public void A_span_without_a_word_is_refused()
    {
        var space = interview.FirstAnswer.Start + 1;

        interview.Apply(Gesture(new TextSpan(space, space + 1), Code("AWR-F"))).Refusal.Should().Be(CodingRefusals.NothingSelected);
    }

    [Fact]
    [Trait("Rule", "INV-20")]
    public void The_quoted_text_counts_in_code_points()
    {
        var excerpt = interview.Applied(interview.SecondAnswer, "CMP-O");

        excerpt.QuotedText.Should().Be("They 👩\u200d👧 sit in on it.");
        excerpt.TextSha256.Should().Be(TextHash.Sha256Hex(excerpt.QuotedText));
    }

    [Fact]
    [Trait("Rule", "INV-22")]
    public void The_interviewers_words_are_taken_in_only_where_they_are_needed()
    {
        var both = new TextSpan(interview.Transcript.Turns[0].Span.Start, interview.FirstAnswer.End);
        var gesture = Gesture(both, Code("CMP-F"), Some);

        interview.Apply(gesture).Refusal.Should().Be(CodingRefusals.TouchesInterviewer);
        interview.Apply(gesture with { NeedsContext = true }).Value.NeedsContext.Should().BeTrue();
    }

    [Fact]
    [Trait("Rule", "INV-22")]
    public void What_only_the_interviewer_says_is_never_evidence_of_a_change()
    {
        var question = Gesture(interview.Transcript.Turns[0].Span, Code("CMP-F")) with { NeedsContext = true };

        interview.Apply(question).Refusal.Should().Be(CodingRefusals.InterviewerOnly);
        interview.Apply(question with { Code = Code(CodeKind.Context) }).Succeeded.Should().BeTrue();
    }

    [Fact]
    [Trait("Rule", "INV-23")]
    public void A_cell_is_rated_only_where_it_is_coded()
    {
        var excerpt = interview.Applied(interview.FirstAnswer, "CMP-F");

        interview.Coding.Rate(Guid.CreateVersion7(), excerpt.Id, CapacityCell.Parse("SAF-F"), Some, Codes, interview.Later())
            .Refusal!.Code.Should().Be("Coding.CellNotCoded");
        interview.Coding.Rate(Guid.CreateVersion7(), excerpt.Id, CapacityCell.Parse("CMP-F"), Some, Codes, interview.Later())
            .Succeeded.Should().BeTrue();
    }

    [Fact]
    [Trait("Rule", "INV-23")]
    public void A_theme_alone_lets_its_cell_be_rated()
    {
        var theme = Codes.ThemesOf(CapacityCell.Parse("CMP-F")).First();

        interview.Apply(Gesture(interview.FirstAnswer, theme, Some)).Value.State.RatingIn(CapacityCell.Parse("CMP-F")).Should().Be(Some);
    }

    [Theory]
    [Trait("Rule", "INV-24")]
    [InlineData(CodeKind.Plan)]
    [InlineData(CodeKind.Barrier)]
    [InlineData(CodeKind.Context)]
    public void A_plan_a_barrier_and_a_context_are_never_rated(CodeKind kind)
    {
        interview.Apply(Gesture(interview.FirstAnswer, Code(kind), Some)).Refusal.Should().Be(CodingRefusals.NotRatable);
        interview.Apply(Gesture(interview.FirstAnswer, Code(kind))).Value.Ratings.Should().BeEmpty();
    }

    public static TheoryData<int?, RatingBasis?> EveryChoice()
    {
        var choices = new TheoryData<int?, RatingBasis?>();
        foreach (int? value in new int?[] { null, -3, -2, -1, 0, 1, 2, 3 })
        {
            foreach (var basis in Enum.GetValues<RatingBasis>().Select(b => (RatingBasis?)b).Append(null))
                choices.Add(value, basis);
        }

        return choices;
    }

    [Theory]
    [Trait("Rule", "INV-25")]
    [Trait("Rule", "INV-26")]
    [MemberData(nameof(EveryChoice))]
    public void A_value_is_a_point_of_the_scale_with_a_basis_and_a_clear_one_rests_on_an_example(int? value, RatingBasis? basis)
    {
        var allowed = value switch
        {
            null => true,
            < -2 or > 2 => false,
            -2 or 2 => basis is RatingBasis.ConcreteExample or RatingBasis.Documented,
            _ => basis is not null,
        };

        interview.Apply(Gesture(interview.FirstAnswer, Code("CMP-F"), new RatingChoice(value, basis))).Succeeded.Should().Be(allowed);
    }

    [Fact]
    [Trait("Rule", "INV-25")]
    public void A_second_rating_of_the_same_cell_takes_the_place_of_the_first()
    {
        var excerpt = interview.Applied(interview.FirstAnswer, "CMP-F", Clear);
        interview.Applied(interview.FirstAnswer, "CMP-F", RatingChoice.Insufficient).Should().BeSameAs(excerpt);

        var rating = excerpt.Ratings.Should().ContainSingle().Subject;
        rating.Value.Should().BeNull();
        rating.Status.Should().Be(RatingStatus.InsufficientEvidence);
    }

    public static TheoryData<string, string> EveryPair()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var first in CapacityCell.All)
        {
            foreach (var second in CapacityCell.All.Where(c => c != first))
                pairs.Add(first.Code, second.Code);
        }

        return pairs;
    }

    [Theory]
    [Trait("Rule", "INV-32")]
    [MemberData(nameof(EveryPair))]
    public void One_domain_at_two_levels_asks_who_changed(string first, string second)
    {
        var excerpt = interview.Applied(interview.FirstAnswer, first, Some);
        var gesture = Gesture(interview.FirstAnswer, Code(second), Clear);
        var asks = first[..3] == second[..3];

        var answer = interview.Apply(gesture);
        answer.Refusal?.Code.Should().Be("Coding.WhoChanged");
        answer.Succeeded.Should().Be(!asks);
        if (asks)
            interview.Apply(gesture with { ConfirmedAcrossLevels = true }).Succeeded.Should().BeTrue();

        excerpt.State.RatingIn(CapacityCell.Parse(first)).Should().Be(Some);
        excerpt.State.RatingIn(CapacityCell.Parse(second)).Should().Be(Clear);
    }

    [Fact]
    [Trait("Rule", "INV-32")]
    public void Moving_a_code_to_another_level_does_not_ask_who_changed()
    {
        var excerpt = interview.Applied(interview.FirstAnswer, "CMP-F", Some);

        interview.Apply(Gesture(interview.FirstAnswer, Code("CMP-O"), Some) with { Replaces = Code("CMP-F") }).Succeeded.Should().BeTrue();
        excerpt.State.CodedCells(Codes).Should().Equal(CapacityCell.Parse("CMP-O"));
        excerpt.State.Ratings.Should().ContainSingle();
    }

    [Fact]
    public void A_theme_of_another_cell_is_refused()
    {
        var theme = Codes.ThemesOf(CapacityCell.Parse("SAF-O")).First();

        interview.Apply(Gesture(interview.FirstAnswer, Code("CMP-F")) with { Themes = [theme] }).Refusal
            .Should().Be(CodingRefusals.ThemeOfAnotherCell);
    }

    [Fact]
    public void Removing_a_cell_takes_its_themes_and_rating_along_and_leaves_the_others()
    {
        var theme = Codes.ThemesOf(CapacityCell.Parse("CMP-F")).First();
        var excerpt = interview.Apply(Gesture(interview.FirstAnswer, Code("CMP-F"), Some) with { Themes = [theme] }).Value;
        interview.Applied(interview.FirstAnswer, "SAF-F", Clear);

        interview.Coding.RemoveCode(Guid.CreateVersion7(), excerpt.Id, Code("CMP-F"), Codes, interview.Later());

        excerpt.State.Codes.Should().ContainSingle().Which.Code.Should().Be(Code("SAF-F"));
        excerpt.State.Ratings.Should().ContainSingle().Which.Rating.Should().Be(Clear);
        excerpt.RetiredAt.Should().BeNull();
    }

    [Fact]
    public void Removing_the_last_code_removes_the_excerpt()
    {
        var excerpt = interview.Applied(interview.FirstAnswer, "CMP-F", Some);

        interview.Coding.RemoveCode(Guid.CreateVersion7(), excerpt.Id, Code("CMP-F"), Codes, interview.Later());

        excerpt.RetiredAt.Should().NotBeNull();
        interview.Coding.Rate(Guid.CreateVersion7(), excerpt.Id, CapacityCell.Parse("CMP-F"), Some, Codes, interview.Later())
            .Refusal.Should().Be(CodingRefusals.UnknownExcerpt);
    }

    [Fact]
    public void A_memo_that_is_too_long_is_refused_and_the_old_one_stays()
    {
        var excerpt = interview.Apply(Gesture(interview.FirstAnswer, Code("CMP-F")) with { Memo = "  hers  " }).Value;

        interview.Coding.SetMemo(Guid.CreateVersion7(), excerpt.Id, Code("CMP-F"), new string('x', CodeApplication.MemoLength + 1), Codes, interview.Later())
            .Refusal!.Code.Should().Be("Coding.MemoTooLong");
        excerpt.State.Codes.Should().ContainSingle().Which.Memo.Should().Be("hers");
    }

    [Fact]
    public void Undoing_the_same_step_twice_takes_back_one()
    {
        interview.Applied(interview.FirstAnswer, "CMP-F", Some);
        var second = interview.Applied(interview.SecondAnswer, "CMP-O", Some);
        var step = interview.Coding.Steps[^1].Id;

        interview.Coding.Undo(step, interview.Later()).Succeeded.Should().BeTrue();
        interview.Coding.Undo(step, interview.Later()).Succeeded.Should().BeTrue();

        second.RetiredAt.Should().NotBeNull();
        interview.Standing().Should().ContainSingle();
    }

    [Fact]
    public void A_new_step_ends_what_could_be_done_again()
    {
        interview.Applied(interview.FirstAnswer, "CMP-F", Some);
        interview.Coding.Undo(null, interview.Later());
        interview.Applied(interview.SecondAnswer, "CMP-O", Some);

        interview.Coding.Redo(null, interview.Later()).Refusal.Should().Be(CodingRefusals.NothingToRedo);
    }

    [Fact]
    public void A_coding_is_submitted_when_every_coded_cell_has_a_rating()
    {
        var excerpt = interview.Applied(interview.FirstAnswer, "CMP-F");
        interview.Apply(Gesture(interview.SecondAnswer, Code(CodeKind.Plan)));

        interview.Coding.Unrated(Codes).Should().Equal(new UnratedCell(excerpt.Id, CapacityCell.Parse("CMP-F")));
        interview.Coding.Submit(Codes, interview.Later()).Refusal!.Arguments.Should().Equal(1);

        interview.Coding.Rate(Guid.CreateVersion7(), excerpt.Id, CapacityCell.Parse("CMP-F"), RatingChoice.Insufficient, Codes, interview.Later());
        interview.Coding.Submit(Codes, interview.Later()).Succeeded.Should().BeTrue();
    }

    [Fact]
    public void A_submitted_coding_cannot_be_changed_by_any_verb()
    {
        var excerpt = interview.Applied(interview.FirstAnswer, "CMP-F", Some);
        interview.Coding.Submit(Codes, interview.Later());
        var (coding, step, later) = (interview.Coding, Guid.CreateVersion7(), interview.Later());

        Refusal?[] answers =
        [
            interview.Apply(Gesture(interview.SecondAnswer, Code("AWR-O"))).Refusal,
            coding.Rate(step, excerpt.Id, CapacityCell.Parse("CMP-F"), Clear, Codes, later).Refusal,
            coding.SetMemo(step, excerpt.Id, Code("CMP-F"), "x", Codes, later).Refusal,
            coding.RemoveCode(step, excerpt.Id, Code("CMP-F"), Codes, later).Refusal,
            coding.RetireExcerpt(step, excerpt.Id, Codes, later).Refusal,
            coding.Undo(null, later).Refusal,
            coding.Redo(null, later).Refusal,
            coding.SetAside(later).Refusal,
            coding.Resume(later).Refusal,
            coding.Submit(Codes, later).Refusal,
        ];

        answers.Should().AllBeEquivalentTo(CodingRefusals.AlreadySubmitted);
        excerpt.State.RatingIn(CapacityCell.Parse("CMP-F")).Should().Be(Some);
    }

    [Fact]
    public void Coding_on_takes_an_interview_up_again_that_was_set_aside()
    {
        interview.Coding.SetAside(interview.Later());
        interview.Coding.SetAsideAt.Should().NotBeNull();

        interview.Applied(interview.FirstAnswer, "CMP-F", Some);

        interview.Coding.SetAsideAt.Should().BeNull();
    }

    [Fact]
    public void The_place_goes_back_and_the_furthest_turn_does_not()
    {
        interview.Coding.RememberPlace(4);
        interview.Coding.RememberPlace(2);

        (interview.Coding.LastTurn, interview.Coding.FurthestTurn).Should().Be((2, 4));
    }
}
