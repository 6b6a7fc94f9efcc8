using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Model.Tests.Interviews;

public class InterviewTests
{
    private static readonly EvaluationWave Wave = EvaluationWave.Open("T1", new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 31)).Value;
    private static readonly OrganizationId Organization = OrganizationId.New();
    private static readonly UserId Interviewer = UserId.New();

    [Theory]
    [Trait("Rule", "INV-34")]
    [InlineData("2025-12-31", false)]
    [InlineData("2026-01-01", true)]
    [InlineData("2026-03-31", true)]
    [InlineData("2026-04-01", false)]
    public void An_interview_lies_within_its_wave(string heldOn, bool accepted)
    {
        var scheduled = Schedule(DateOnly.ParseExact(heldOn, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

        scheduled.Succeeded.Should().Be(accepted);
        if (!accepted)
            scheduled.Refusal!.Should().BeEquivalentTo(new { Code = "Interviews.OutsideWave", Field = "HeldOn" });
    }

    [Theory]
    [Trait("Rule", "INV-34")]
    [InlineData(-1, null)]
    [InlineData(0, null)]
    [InlineData(1, "Interviews.ConsentAfterInterview")]
    public void A_transcript_needs_consent_given_by_the_day_of_the_interview(int daysAfter, string? refusal)
    {
        var interviewee = Interviewee.Register(7, Organization);
        var interview = Schedule(new DateOnly(2026, 2, 2), interviewee).Value;
        var consent = Consent(interviewee, new DateOnly(2026, 2, 2).AddDays(daysAfter));

        interview.BeginDeidentification([consent]).Refusal?.Code.Should().Be(refusal);
        interview.State.Should().Be(refusal is null ? InterviewState.DeIdentifying : InterviewState.Scheduled);
    }

    [Fact]
    [Trait("Rule", "INV-34")]
    public void Nobody_speaks_without_consent_and_not_after_taking_it_back()
    {
        var (one, two) = (Interviewee.Register(1, Organization), Interviewee.Register(2, Organization));
        var interview = Schedule(new DateOnly(2026, 2, 2), one, two).Value;
        var (first, second) = (Consent(one, new DateOnly(2026, 2, 1)), Consent(two, new DateOnly(2026, 2, 1)));

        interview.BeginDeidentification([first]).Refusal!.Code.Should().Be("Interviews.ConsentMissing");
        interview.CheckConsent([first, second]).Succeeded.Should().BeTrue();
        second.Withdraw(new DateOnly(2026, 2, 20), WithdrawalEffect.RetainAggregate).Succeeded.Should().BeTrue();
        interview.CheckConsent([first, second]).Refusal!.Code.Should().Be("Interviews.ConsentWithdrawn");
        second.Withdraw(new DateOnly(2026, 2, 21), WithdrawalEffect.Delete).Refusal!.Code.Should().Be("Interviews.ConsentAlreadyWithdrawn");
        first.Withdraw(new DateOnly(2026, 1, 31), WithdrawalEffect.Delete).Refusal!.Code.Should().Be("Interviews.WithdrawnBeforeConsent");
    }

    [Fact]
    public void An_individual_interview_has_one_interviewee_and_a_focus_group_several_of_the_same_organization()
    {
        var (one, two) = (Interviewee.Register(1, Organization), Interviewee.Register(2, Organization));
        var stranger = Interviewee.Register(3, OrganizationId.New());
        string? Refused(InterviewKind kind, params Interviewee[] interviewees) => Interview.Schedule(
            1, Wave, Organization, kind, new DateOnly(2026, 2, 2), ContentLanguage.English, DeliveryMode.Virtual, 45, Interviewer, interviewees).Refusal?.Code;

        Refused(InterviewKind.Individual, one).Should().BeNull();
        Refused(InterviewKind.Individual).Should().Be("Interviews.OneInterviewee");
        Refused(InterviewKind.Individual, one, two).Should().Be("Interviews.OneInterviewee");
        Refused(InterviewKind.FocusGroup, one, two).Should().BeNull();
        Refused(InterviewKind.FocusGroup, one).Should().Be("Interviews.TwoInterviewees");
        Refused(InterviewKind.FocusGroup, one, one).Should().Be("Interviews.IntervieweeNamedTwice");
        Refused(InterviewKind.FocusGroup, one, stranger).Should().Be("Interviews.IntervieweeOfAnotherOrganization");
    }

    [Fact]
    public void States_follow_their_order_and_withdrawal_ends_them_all()
    {
        Func<Interview, Result<Done>>[] steps = [i => i.SubmitForReview(), i => i.Release(), i => i.BeginReconciliation(), i => i.SignOff()];
        var interviewee = Interviewee.Register(1, Organization);
        for (var reached = 0; reached <= steps.Length; reached++)
        {
            var interview = Schedule(new DateOnly(2026, 2, 2), interviewee).Value;
            interview.BeginDeidentification([Consent(interviewee, new DateOnly(2026, 2, 1))]).Succeeded.Should().BeTrue();
            foreach (var step in steps[..reached])
                step(interview).Succeeded.Should().BeTrue();
            for (var other = 0; other < steps.Length; other++)
            {
                if (other != reached)
                    steps[other](interview).Refusal!.Code.Should().Be("Interviews.WrongState");
            }

            interview.Withdraw();
            steps.Should().OnlyContain(step => step(interview).Refusal!.Code == "Interviews.ConsentWithdrawn");
        }
    }

    [Fact]
    [Trait("Rule", "INV-35")]
    public void The_interviewer_never_codes_alone()
    {
        var interview = Schedule(new DateOnly(2026, 2, 2)).Value;
        var (one, two) = (UserId.New(), UserId.New());

        interview.CheckCoders([Interviewer]).Refusal!.Code.Should().Be("Interviews.InterviewerIsSoleCoder");
        interview.CheckCoders([Interviewer, one]).Succeeded.Should().BeTrue();
        interview.CheckCoders([one]).Succeeded.Should().BeTrue();
        interview.CheckCoders([one, two]).Succeeded.Should().BeTrue();
        interview.CheckCoders([one, one]).Refusal!.Code.Should().Be("Interviews.CoderNamedTwice");
        interview.CheckCoders([one, two, Interviewer]).Refusal!.Code.Should().Be("Interviews.OneOrTwoCoders");
        interview.CheckCoders([]).Refusal!.Code.Should().Be("Interviews.OneOrTwoCoders");
    }

    [Fact]
    [Trait("Rule", "INV-01")]
    public void A_wave_does_not_end_before_it_starts() =>
        EvaluationWave.Open("T9", new DateOnly(2026, 2, 2), new DateOnly(2026, 2, 1)).Refusal!.Code.Should().Be("Interviews.WaveDatesReversed");

    private static ConsentRecord Consent(Interviewee interviewee, DateOnly on) =>
        ConsentRecord.Record(interviewee.Id, "1.0", on, ContentLanguage.English, new ConsentScope(false, false, false, false)).Value;

    private static Result<Interview> Schedule(DateOnly heldOn, params Interviewee[] interviewees)
    {
        interviewees = interviewees.Length == 0 ? [Interviewee.Register(1, Organization)] : interviewees;
        return Interview.Schedule(
            1, Wave, Organization, interviewees.Length == 1 ? InterviewKind.Individual : InterviewKind.FocusGroup, heldOn,
            ContentLanguage.English, DeliveryMode.Virtual, 45, Interviewer, interviewees);
    }
}
