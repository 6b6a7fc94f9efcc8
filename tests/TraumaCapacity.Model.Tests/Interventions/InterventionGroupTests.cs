using System.Globalization;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Model.Tests.Interventions;

public sealed class InterventionGroupTests
{
    private static readonly DateOnly Start = new(2026, 2, 3);
    private static readonly DateOnly End = new(2026, 4, 30);
    private static readonly DateOnly Today = new(2026, 4, 15);
    private static readonly PersonId Rae = PersonId.New();
    private static readonly PersonId Toni = PersonId.New();

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 0, false)]
    [InlineData(2, 0, false)]
    [InlineData(1, 1, true)]
    [InlineData(2, 1, true)]
    [InlineData(2, 2, true)]
    [Trait("Rule", "INV-05")]
    public void A_session_needs_a_certified_facilitator(int facilitators, int certified, bool accepted)
    {
        var standings = Enumerable.Range(0, facilitators).Select(i => new FacilitatorStanding(PersonId.New(), true, i < certified)).ToList();
        AGroup().RecordSession(ARecord() with { SoloReason = SoloFacilitationReason.Weather }, standings, Today).Succeeded.Should().Be(accepted);
    }

    [Theory]
    [InlineData("1990-01-01", "1992-12-31", null)]
    [InlineData("1989-12-31", "1990-03-01", nameof(GroupPlan.StartsOn))]
    [InlineData("0001-01-01", "0001-02-01", nameof(GroupPlan.StartsOn))]
    [InlineData("2026-02-03", "9999-12-31", nameof(GroupPlan.EndsOn))]
    [InlineData("2026-02-03", "2026-02-02", nameof(GroupPlan.EndsOn))]
    [Trait("Rule", "INV-01")]
    public void A_group_lies_within_years_that_can_be(string from, string to, string? refused)
    {
        var opened = InterventionGroup.Open(OrganizationId.New(), CurriculumId.New(), new GroupPlan
        {
            Label = "Tuesday group", StartsOn = DateOnly.Parse(from, CultureInfo.InvariantCulture), EndsOn = DateOnly.Parse(to, CultureInfo.InvariantCulture), PlannedSessions = 8, EnrolledCount = 9,
        });

        (opened.Succeeded ? null : opened.Refusal!.Field).Should().Be(refused);
    }

    [Fact]
    [Trait("Rule", "INV-05")]
    public void One_facilitator_alone_needs_a_reason_and_two_keep_none()
    {
        var group = AGroup();
        FacilitatorStanding[] one = [new(Rae, true, true)];
        group.RecordSession(ARecord(), one, Today).Refusal!.Code.Should().Be("Interventions.SoloNeedsReason");
        group.RecordSession(ARecord() with { SoloReason = SoloFacilitationReason.Illness }, one, Today).Value.SoloReason.Should().Be(SoloFacilitationReason.Illness);
        group.RecordSession(ARecord(2) with { SoloReason = SoloFacilitationReason.Illness }, Both(), Today).Value.SoloReason.Should().BeNull();
    }

    [Fact]
    [Trait("Rule", "INV-06")]
    public void Everyone_who_facilitates_is_affiliated_on_that_day()
    {
        FacilitatorStanding[] standings = [new(Rae, true, true), new(Toni, false, true)];
        AGroup().RecordSession(ARecord(), standings, Today).Refusal.Should().BeEquivalentTo(
            InterventionRefusals.NotAffiliated(new DateOnly(2026, 2, 10)).For(nameof(SessionRecord.Facilitators)));
    }

    [Fact]
    [Trait("Rule", "INV-07")]
    public void Numbers_go_from_one_to_two_more_than_planned_and_are_used_once()
    {
        for (var number = -1; number <= 12; number++)
            AGroup().RecordSession(ARecord(number), Both(), Today).Succeeded.Should().Be(number is >= 1 and <= 10, $"number {number}");
        var group = AGroup();
        group.RecordSession(ARecord(3), Both(), Today).Succeeded.Should().BeTrue();
        group.RecordSession(ARecord(3), Both(), Today).Refusal!.Code.Should().Be("Interventions.NumberTaken");
        group.NextSessionNumber.Should().Be(4);
    }

    [Fact]
    [Trait("Rule", "INV-07")]
    public void Held_sessions_follow_one_another_within_the_group_and_never_in_the_future()
    {
        // Every pair of numbers and days: accepted exactly when the order of days is that of numbers.
        for (var first = 1; first <= 3; first++)
        for (var second = 1; second <= 3; second++)
        for (var firstDay = 0; firstDay < 3; firstDay++)
        for (var secondDay = 0; secondDay < 3; secondDay++)
        {
            if (first == second)
                continue;
            var group = AGroup();
            group.RecordSession(ARecord(first) with { HeldOn = Start.AddDays(firstDay) }, Both(), Today).Succeeded.Should().BeTrue();
            var inOrder = first < second ? firstDay <= secondDay : secondDay <= firstDay;
            group.RecordSession(ARecord(second) with { HeldOn = Start.AddDays(secondDay) }, Both(), Today).Succeeded.Should().Be(inOrder);
            group = AGroup();
            _ = group.RecordSession(ARecord(first) with { HeldOn = Start.AddDays(firstDay) }, Both(), Today);
            group.RecordSession(ARecord(second) with { HeldOn = Start.AddDays(secondDay), Status = SessionStatus.Rescheduled, RescheduledTo = Start.AddDays(20) }, [], Today)
                .Succeeded.Should().BeTrue("a rescheduled session may be out of order");
        }

        AGroup().RecordSession(ARecord() with { HeldOn = Start.AddDays(-1) }, Both(), Today).Refusal!.Code.Should().Be("Interventions.OutsideGroupDates");
        AGroup().RecordSession(ARecord() with { HeldOn = End.AddDays(1) }, Both(), End.AddDays(9)).Refusal!.Code.Should().Be("Interventions.OutsideGroupDates");
        AGroup().RecordSession(ARecord() with { HeldOn = Today.AddDays(1) }, Both(), Today).Refusal!.Code.Should().Be("Interventions.InTheFuture");
    }

    [Fact]
    [Trait("Rule", "INV-08")]
    public void Present_and_completers_are_never_more_than_enrolled()
    {
        for (var present = -1; present <= 11; present++)
            AGroup().RecordSession(ARecord() with { PresentCount = present }, Both(), Today).Succeeded.Should().Be(present is >= 0 and <= 9);
        for (var completers = -1; completers <= 11; completers++)
            AGroup().Close(completers, Today).Succeeded.Should().Be(completers is >= 0 and <= 9);
    }

    [Fact]
    public void A_closed_group_takes_no_session_until_it_is_reopened()
    {
        var group = AGroup();
        _ = group.Close(6, Today).Value;
        group.RecordSession(ARecord(), Both(), Today).Refusal.Should().Be(InterventionRefusals.GroupClosed);
        group.Revise(APlan()).Refusal.Should().Be(InterventionRefusals.GroupClosed);
        _ = group.Reopen().Value;
        group.CompleterCount.Should().BeNull();
        group.RecordSession(ARecord(), Both(), Today).Succeeded.Should().BeTrue();
    }

    [Fact]
    [Trait("Rule", "INV-01")]
    public void A_plan_that_cannot_be_is_refused_and_leaves_the_group_as_it_was()
    {
        foreach (var plan in new[]
        {
            APlan() with { EndsOn = Start.AddDays(-1) },
            APlan() with { Label = "  " },
            APlan() with { Label = new string('x', InterventionGroup.LabelLength + 1) },
            APlan() with { PlannedSessions = 0 },
            APlan() with { EnrolledCount = -1 },
            APlan() with { EnrolledCount = InterventionGroup.MaximumEnrolled + 1 },
        })
        {
            InterventionGroup.Open(OrganizationId.New(), CurriculumId.New(), plan).Succeeded.Should().BeFalse();
            var group = AGroup();
            group.Revise(plan).Succeeded.Should().BeFalse();
            group.Label.Should().Be("Tuesday group");
            group.EnrolledCount.Should().Be(9);
        }
    }

    [Fact]
    public void A_plan_may_not_leave_recorded_sessions_outside()
    {
        var group = AGroup();
        _ = group.RecordSession(ARecord(5) with { PresentCount = 8 }, Both(), Today).Value;
        group.Revise(APlan() with { StartsOn = new DateOnly(2026, 3, 1) }).Refusal!.Code.Should().Be("Interventions.SessionOutsideDates");
        group.Revise(APlan() with { EnrolledCount = 7 }).Refusal!.Code.Should().Be("Interventions.FewerEnrolledThanPresent");
        group.Revise(APlan() with { PlannedSessions = 2 }).Refusal!.Code.Should().Be("Interventions.FewerPlannedThanRecorded");
        group.Revise(APlan() with { PlannedSessions = 3, EnrolledCount = 8 }).Succeeded.Should().BeTrue();
    }

    [Theory]
    [InlineData("Talked longer; no time to practise.", null)]
    [InlineData("Nous avons parlé plus longtemps. Pas de pratique.", null)]
    [InlineData("We met on Tuesday in March, by Zoom, in French.", null)]
    [InlineData("I stayed late and I'd do it again.", null)]
    [InlineData("Dana stayed after.", null)]
    [InlineData("After the break Dana stayed.", "Dana")]
    [InlineData("Longer talk with Dana's sister.", "Dana")]
    [InlineData("Discussion avec l’Annie du groupe", "Annie")]
    [InlineData("We used the Lantern room.", null)]
    [InlineData("Video on the TV, OK.", null)]
    [InlineData("", null)]
    [Trait("Rule", "PRV-25")]
    public void A_word_that_may_be_a_name_is_asked_about(string note, string? expected) =>
        AdaptationNoteCheck.PossibleName(note, new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Lantern", "Creek" }).Should().Be(expected);

    private static FacilitatorStanding[] Both() => [new(Rae, true, true), new(Toni, true, false)];

    private static SessionRecord ARecord(int number = 1) => new()
    {
        Number = number,
        HeldOn = new DateOnly(2026, 2, 10),
        PresentCount = 7,
        Facilitators = [Rae, Toni],
    };

    private static GroupPlan APlan() => new()
    {
        Label = "Tuesday group",
        StartsOn = Start,
        EndsOn = End,
        PlannedSessions = 8,
        EnrolledCount = 9,
    };

    private static InterventionGroup AGroup() => InterventionGroup.Open(OrganizationId.New(), CurriculumId.New(), APlan()).Value;
}
