using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Releases;
using TraumaCapacity.Model.Releases.Disclosure;

namespace TraumaCapacity.Model.Tests.Releases;

public class ReleaseTests
{
    private static readonly DateOnly Today = new(2026, 7, 24);
    private static readonly DateTimeOffset Now = new(2026, 7, 24, 15, 0, 0, TimeSpan.Zero);
    private static readonly EvaluationWave Wave = EvaluationWave.Open("T1", new DateOnly(2026, 1, 1), new DateOnly(2026, 6, 30)).Value;
    private static readonly ReleaseDraft Draft = ReleaseComposer.Compose(SmallInitiative.Make(new Random(5)));
    private static readonly ReleaseDraft OtherDraft = ReleaseComposer.Compose(SmallInitiative.Make(new Random(6)));

    private readonly UserId preparer = UserId.New();
    private readonly UserId approver = UserId.New();

    [Fact]
    public void A_release_goes_from_hand_to_hand_and_never_back()
    {
        var first = Prepared(1);
        first.Publish(null, false, Now).Refusal.Should().Be(ReleasesRefusals.WrongState, "nobody approved it");
        first.Approve(Draft, preparer, Now).Refusal.Should().Be(ReleasesRefusals.SecondPersonApproves);
        first.Approve(OtherDraft, approver, Now).Refusal.Should().Be(ReleasesRefusals.EvidenceChanged);
        first.Approve(Draft, approver, Now).Succeeded.Should().BeTrue();
        first.Approve(Draft, approver, Now).Refusal.Should().Be(ReleasesRefusals.WrongState);
        first.Recheck(OtherDraft).Refusal.Should().Be(ReleasesRefusals.WrongState);
        first.Publish(null, true, Now).Refusal.Should().Be(ReleasesRefusals.ConsentWithdrawn);
        first.Publish(null, false, Now).Succeeded.Should().BeTrue();
        (first.State, first.PublishedAt, first.ApprovedBy).Should().Be((ReleaseState.Published, Now, approver));

        var second = Prepared(2);
        second.Approve(Draft, approver, Now).Succeeded.Should().BeTrue();
        second.Publish(first, false, Now).Succeeded.Should().BeTrue();
        first.State.Should().Be(ReleaseState.Superseded);

        second.Withdraw("short", Now).Refusal!.Code.Should().Be("Releases.ReasonLength");
        second.Withdraw("A cohort was entered twice.", Now).Succeeded.Should().BeTrue();
        second.Withdraw("A cohort was entered twice.", Now).Refusal.Should().Be(ReleasesRefusals.WrongState);
        second.State.Should().Be(ReleaseState.Withdrawn);
    }

    [Fact]
    public void A_release_that_was_only_prepared_is_not_withdrawn() =>
        Prepared(1).Withdraw("A cohort was entered twice.", Now).Refusal.Should().Be(ReleasesRefusals.WrongState);

    [Fact]
    public void Checking_again_replaces_every_cell()
    {
        var release = Prepared(1);
        release.HashOfCells().Should().Be(Draft.Sha256()).And.Be(release.Sha256);

        release.Recheck(OtherDraft).Succeeded.Should().BeTrue();

        release.Cells.Select(c => c.ToFigure()).Should().Equal(OtherDraft.Figures);
        release.Sha256.Should().Be(OtherDraft.Sha256()).And.NotBe(Draft.Sha256());
        release.HashOfCells().Should().Be(release.Sha256);
    }

    [Fact]
    public void Every_shape_is_read_back_as_it_was_written()
    {
        foreach (var figure in Draft.Figures.Concat(OtherDraft.Figures).Where(f => f.Status is ReleaseCellStatus.Shown))
        {
            var again = figure.Table switch
            {
                ReleaseTable.Headline => ReleaseShapes.Write(figure.Read<HeadlineShape>()),
                ReleaseTable.ChangeMatrix => ReleaseShapes.Write(figure.Read<MatrixShape>()),
                ReleaseTable.Notes when figure.RowKey == ReleaseKeys.Finding => ReleaseShapes.Write(figure.Read<FindingShape>()),
                ReleaseTable.Notes when figure.RowKey == ReleaseKeys.Policy => ReleaseShapes.Write(figure.Read<DisclosurePolicy>()),
                ReleaseTable.Notes => figure.Shown,
                _ => ReleaseShapes.Write(figure.Read<DisclosedCount>()),
            };
            again.Should().Be(figure.Shown);
        }
    }

    [Fact]
    public void The_order_of_what_is_hashed_is_fixed() =>
        ReleaseShapes.Write(new HeadlineShape(new(DisclosedCountKind.Rounded, 55), new PreviousCount(1, new(DisclosedCountKind.FewerThan, 5))))
            .Should().Be("""{"count":{"kind":"ROUNDED","number":55},"previous":{"release":1,"count":{"kind":"FEWER_THAN","number":5}}}""");

    [Fact]
    public void A_policy_is_kept_as_it_was() =>
        DisclosurePolicyVersion.Of(2, DisclosurePolicy.Public).ToPolicy().Should().Be(DisclosurePolicy.Public);

    private Release Prepared(int number) => Release.Prepare(number, Wave, new ReleaseTitle("What changed", "Ce qui a changé"), Draft, preparer, Today).Value;
}
