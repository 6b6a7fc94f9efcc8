using FsCheck;
using FsCheck.Fluent;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Text;
using static TraumaCapacity.Model.Tests.Coding.ReadInterview;

namespace TraumaCapacity.Model.Tests.Coding;

public sealed class InterviewCodingProperties
{
    private static readonly CodeId[] AllCodes =
    [
        .. CapacityCell.All.Select(c => Codes.Of(c)),
        .. CapacityCell.All.SelectMany(Codes.ThemesOf),
        Code(CodeKind.Plan), Code(CodeKind.Barrier), Code(CodeKind.Context),
    ];

    // What a coder does at random: a kind of act, and numbers to choose what with.
    private static readonly Gen<(int Act, int A, int B, int C)[]> Sessions =
        from count in Gen.Choose(1, 40)
        from acts in (from act in Gen.Choose(0, 9)
                      from a in Gen.Choose(0, 70)
                      from b in Gen.Choose(1, 20)
                      from c in Gen.Choose(0, 10_000)
                      select (act, a, b, c)).ArrayOf(count)
        select acts;

    [Fact]
    [Trait("Rule", "INV-20")]
    [Trait("Rule", "INV-23")]
    [Trait("Rule", "INV-24")]
    [Trait("Rule", "INV-25")]
    [Trait("Rule", "INV-26")]
    public void Whatever_is_done_every_excerpt_quotes_its_place_and_every_rating_keeps_the_rules() => Properties.Holds(Sessions, acts =>
    {
        var interview = new ReadInterview();
        foreach (var act in acts)
        {
            Do(interview, act);
            foreach (var excerpt in interview.Coding.Excerpts)
            {
                excerpt.QuotedText.Should().Be(interview.Transcript.Text.Slice(excerpt.Span));
                excerpt.TextSha256.Should().Be(TextHash.Sha256Hex(excerpt.QuotedText));
                var state = excerpt.State;
                foreach (var (cell, rating) in state.Ratings)
                {
                    state.CodedCells(Codes).Should().Contain(cell);
                    rating.Check().Should().BeNull();
                }

                excerpt.Ratings.Where(r => r.RetiredAt is null).Select(r => r.Cell).Should().OnlyHaveUniqueItems();
                excerpt.Applications.Where(a => a.RetiredAt is null).Select(a => a.CodeId).Should().OnlyHaveUniqueItems();
                (excerpt.RetiredAt is null).Should().Be(excerpt.Applications.Any(a => a.RetiredAt is null));
            }
        }
    });

    [Fact]
    public void Undoing_everything_leaves_nothing_and_doing_it_again_brings_everything_back() => Properties.Holds(Sessions, acts =>
    {
        var interview = new ReadInterview();
        foreach (var act in acts)
            Do(interview, act);
        var standing = interview.Standing();
        var steps = interview.Coding.StepNumber;

        while (interview.Coding.Undo(null, interview.Later()).Succeeded)
        {
        }

        interview.Standing().Should().BeEmpty();
        interview.Coding.StepNumber.Should().Be(0);
        for (var i = 0; i < steps; i++)
            interview.Coding.Redo(null, interview.Later()).Succeeded.Should().BeTrue();
        interview.Standing().Should().BeEquivalentTo(standing, options => options.WithStrictOrdering());
    });

    [Fact]
    public void A_refused_act_changes_nothing() => Properties.Holds(Sessions, acts =>
    {
        var interview = new ReadInterview();
        foreach (var act in acts)
        {
            var before = interview.Standing();
            var revision = interview.Coding.Revision;
            if (Do(interview, act))
                continue;
            interview.Coding.Revision.Should().Be(revision);
            interview.Standing().Should().Equal(before);
        }
    });

    [Fact]
    public void A_state_is_read_as_it_was_written() => Properties.Holds(Sessions, acts =>
    {
        var interview = new ReadInterview();
        foreach (var act in acts)
            Do(interview, act);
        foreach (var excerpt in interview.Coding.Excerpts)
            ExcerptState.Read(excerpt.State.Write()).Should().Be(excerpt.State);
    });

    private static bool Do(ReadInterview interview, (int Act, int A, int B, int C) act)
    {
        var coding = interview.Coding;
        var excerpts = coding.Excerpts;
        var code = AllCodes[act.C % AllCodes.Length];
        var excerpt = excerpts.Count == 0 ? ExcerptId.New() : excerpts[act.A % excerpts.Count].Id;
        RatingBasis? basis = (act.B % 5) < 4 ? (RatingBasis)(act.B % 5) : null;
        int? value = act.C % 7 == 6 ? null : (act.C % 7) - 3;
        var rating = new RatingChoice(value, basis, null, act.C % 2 == 0);
        var span = new TextSpan(act.A, act.A + act.B);
        return act.Act switch
        {
            < 4 => interview.Apply(Gesture(span, code, act.B % 2 == 0 ? rating : null) with
            {
                NeedsContext = act.C % 3 == 0,
                ConfirmedAcrossLevels = act.C % 2 == 0,
                Memo = act.B % 4 == 0 ? "note 🙂" : null,
            }).Succeeded,
            4 => coding.Rate(Guid.CreateVersion7(), excerpt, CapacityCell.All[act.C % 12], rating, Codes, interview.Later()).Succeeded,
            5 => coding.RemoveCode(Guid.CreateVersion7(), excerpt, code, Codes, interview.Later()).Succeeded,
            6 => coding.RetireExcerpt(Guid.CreateVersion7(), excerpt, Codes, interview.Later()).Succeeded,
            7 => coding.SetMemo(Guid.CreateVersion7(), excerpt, code, act.B % 2 == 0 ? "another" : null, Codes, interview.Later()).Succeeded,
            8 => coding.Undo(null, interview.Later()).Succeeded,
            _ => coding.Redo(null, interview.Later()).Succeeded,
        };
    }
}
