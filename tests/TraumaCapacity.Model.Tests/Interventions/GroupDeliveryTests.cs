using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Model.Tests.Interventions;

/// <summary>Rescheduling, terms of facilitators, slots, completion, dose and adherence.</summary>
public sealed class GroupDeliveryTests
{
    private static readonly DateOnly Start = new(2026, 2, 3);
    private static readonly DateOnly Today = new(2026, 4, 15);
    private static readonly FacilitatorStanding[] Both = [new(PersonId.New(), true, true), new(PersonId.New(), true, false)];

    [Fact]
    [Trait("Rule", "INV-07")]
    public void A_rescheduled_session_names_another_day_within_the_group()
    {
        var group = AGroup();
        var record = ARecord(1) with { Status = SessionStatus.Rescheduled };
        group.RecordSession(record, [], Today).Refusal!.Code.Should().Be("Interventions.NeedsNewDate");
        group.RecordSession(record with { RescheduledTo = record.HeldOn }, [], Today).Refusal!.Code.Should().Be("Interventions.NeedsNewDate");
        group.RecordSession(record with { RescheduledTo = group.EndsOn.AddDays(1) }, [], Today).Refusal!.Code.Should().Be("Interventions.OutsideGroupDates");
        var session = group.RecordSession(record with { RescheduledTo = Start.AddDays(21), NotHeldReason = NotHeldReason.Weather }, [], Today).Value;
        session.RescheduledTo.Should().Be(Start.AddDays(21));
        session.PresentCount.Should().Be(0);
        session.NotHeldReason.Should().Be(NotHeldReason.Weather);
    }

    [Fact]
    [Trait("Rule", "INV-07")]
    public void A_session_held_after_it_was_moved_may_be_out_of_order_and_says_when_it_was_meant()
    {
        var group = AGroup();
        var moved = group.RecordSession(ARecord(2) with { Status = SessionStatus.Rescheduled, RescheduledTo = Start.AddDays(28) }, [], Today).Value;
        group.RecordSession(ARecord(3), Both, Today).Succeeded.Should().BeTrue();
        group.ReviseSession(moved.Id, ARecord(2) with { HeldOn = Start.AddDays(28) }, Both, Today).Succeeded.Should().BeTrue();
        moved.RescheduledFrom.Should().Be(ARecord(2).HeldOn);
        moved.RescheduledTo.Should().BeNull();
        // It stays out of the order of the others.
        group.RecordSession(ARecord(4), Both, Today).Succeeded.Should().BeTrue();
        group.ReviseSession(moved.Id, ARecord(2) with { HeldOn = Start.AddDays(28), PresentCount = 4 }, Both, Today).Succeeded.Should().BeTrue();
        moved.RescheduledFrom.Should().Be(ARecord(2).HeldOn);
    }

    [Fact]
    public void Sessions_to_come_are_a_week_apart_and_moved_ones_on_their_new_day()
    {
        var group = AGroup();
        ExpectedSession.Of(group).Select(e => (e.Number, e.On)).Should().Equal(Enumerable.Range(1, 8).Select(n => (n, Start.AddDays(7 * (n - 1)))));
        group.RecordSession(ARecord(1), Both, Today).Succeeded.Should().BeTrue();
        group.RecordSession(ARecord(2) with { Status = SessionStatus.Rescheduled, RescheduledTo = Start.AddDays(70) }, [], Today).Succeeded.Should().BeTrue();
        var expected = ExpectedSession.Of(group);
        expected.Select(e => e.Number).Should().Equal(2, 3, 4, 5, 6, 7, 8);
        expected[0].Should().Be(new ExpectedSession(2, Start.AddDays(70), true));
        expected[1].Should().Be(new ExpectedSession(3, Start.AddDays(21), false));
        _ = group.Close(3, Today).Value;
        ExpectedSession.Of(group).Should().BeEmpty();
    }

    [Fact]
    public void Late_arrivals_and_children_are_counted_within_their_limits()
    {
        for (var late = -1; late <= 8; late++)
            AGroup().RecordSession(ARecord(1) with { PresentCount = 6, LateCount = late }, Both, Today).Succeeded.Should().Be(late is >= 0 and <= 6);
        foreach (var (children, accepted) in new[] { (-1, false), (0, true), (99, true), (100, false) })
            AGroup().RecordSession(ARecord(1) with { ChildrenInCareCount = children }, Both, Today).Succeeded.Should().Be(accepted);
        var group = AGroup();
        var session = group.RecordSession(ARecord(1) with { LateCount = 2, ChildrenInCareCount = 5, Adaptations = ["SHORTENED", "SHORTENED", "OTHER"] }, Both, Today).Value;
        session.Adaptations.Select(a => a.TermKey).Should().BeEquivalentTo("SHORTENED", "OTHER");
        group.ReviseSession(session.Id, ARecord(1) with { Status = SessionStatus.Cancelled, LateCount = 2, Adaptations = ["OTHER"] }, [], Today).Succeeded.Should().BeTrue();
        (session.LateCount, session.ChildrenInCareCount, session.Adaptations.Count, session.Facilitators.Count).Should().Be((null, null, 0, 0));
    }

    [Fact]
    public void Who_facilitates_follows_from_the_session_and_somebody_takes_over_in_the_middle()
    {
        var (rae, toni, sam) = (PersonId.New(), PersonId.New(), PersonId.New());
        var group = AGroup();
        group.NameFacilitators([new(rae), new(toni)]).Succeeded.Should().BeTrue();
        group.ReplaceFacilitator(toni, sam, 5).Succeeded.Should().BeTrue();
        for (var number = 1; number <= 10; number++)
            group.FacilitatorsOf(number).Should().BeEquivalentTo([rae, number < 5 ? toni : sam]);
        group.ReplaceFacilitator(PersonId.New(), rae, 6).Refusal.Should().Be(InterventionRefusals.NotAFacilitator);
        group.ReplaceFacilitator(rae, toni, 1).Refusal!.Code.Should().Be("Interventions.FacilitatorTerm");
        foreach (var term in new FacilitatorTerm[] { new(rae, 0), new(rae, 11), new(rae, 4, 3) })
            group.NameFacilitators([term]).Refusal!.Code.Should().Be("Interventions.FacilitatorTerm");
        group.NameFacilitators([new(rae), new(rae, 3)]).Refusal!.Code.Should().Be("Interventions.FacilitatorTwice");
        group.NameFacilitators([new(sam)]).Succeeded.Should().BeTrue();
        group.Facilitators.Select(f => f.PersonId).Should().Equal(sam);
    }

    [Fact]
    public void Partners_are_others_than_the_organization_that_leads()
    {
        var group = AGroup();
        var other = OrganizationId.New();
        group.RunWith([other, other, group.OrganizationId]).Succeeded.Should().BeTrue();
        group.Organizations.Should().Equal(group.OrganizationId, other);
        group.RunWith(Enumerable.Range(0, 10).Select(_ => OrganizationId.New())).Refusal!.Code.Should().Be("Interventions.TooManyPartners");
        group.RunWith([]).Succeeded.Should().BeTrue();
        group.Partners.Should().BeEmpty();
    }

    [Fact]
    [Trait("Rule", "INV-08")]
    [Trait("Rule", "PRV-20")]
    public void With_slots_the_count_is_that_of_the_slots_and_nothing_else_is_known_of_them()
    {
        var group = AGroup();
        group.UseSlots(60).Succeeded.Should().BeTrue();
        group.Slots.Select(s => s.Code).Should().Equal(Enumerable.Range(1, 9).Select(n => "P" + n.ToString("00", System.Globalization.CultureInfo.InvariantCulture)));
        typeof(AnonymousSlot).GetProperties().Select(p => p.Name).Should().BeEquivalentTo(
            "Id", "GroupId", "OrganizationId", "Code", "CreatedAt", "CreatedBy", "Version");
        var present = group.Slots.Take(4).Select(s => s.Id).ToList();
        for (var count = 0; count <= 9; count++)
            group.RecordSession(ARecord(1) with { PresentCount = count, PresentSlots = present }, Both, Today).Succeeded.Should().Be(count == 4);
        AGroup().RecordSession(ARecord(1) with { PresentCount = 4, PresentSlots = present }, Both, Today).Refusal!.Code.Should().Be("Interventions.SlotsDiffer");
        group.RecordSession(ARecord(2) with { PresentCount = 2, PresentSlots = [present[0], SlotId.New()] }, Both, Today).Refusal!.Code.Should().Be("Interventions.SlotsDiffer");
    }

    [Fact]
    [Trait("Rule", "PRV-20")]
    public void Slots_follow_the_number_enrolled_and_begin_before_the_first_session()
    {
        var group = AGroup();
        _ = group.UseSlots(90).Value;
        _ = group.RecordSession(ARecord(1) with { PresentCount = 3, PresentSlots = [.. group.Slots.Take(3).Select(s => s.Id)] }, Both, Today).Value;
        group.Revise(APlan() with { EnrolledCount = 5 }).Succeeded.Should().BeTrue();
        group.Slots.Select(s => s.Code).Should().Equal("P01", "P02", "P03", "P04", "P05");
        group.Revise(APlan() with { EnrolledCount = 7 }).Succeeded.Should().BeTrue();
        group.Slots.Should().HaveCount(7);
        group.Revise(APlan() with { EnrolledCount = 2 }).Refusal!.Code.Should().Be("Interventions.FewerEnrolledThanPresent");
        group.UseSlots(91).Refusal!.Code.Should().Be("Interventions.SlotDays");
        var late = AGroup();
        _ = late.RecordSession(ARecord(1), Both, Today).Value;
        late.UseSlots(90).Refusal!.Code.Should().Be("Interventions.SlotsTooLate");
    }

    [Fact]
    [Trait("Rule", "PRV-20")]
    public void Slots_are_kept_for_days_after_the_end_and_leave_their_counts()
    {
        var group = AGroup();
        group.SlotsKeptUntil.Should().BeNull();
        _ = group.UseSlots(30).Value;
        group.SlotsKeptUntil.Should().Be(group.EndsOn.AddDays(30), "a group that nobody closes keeps them no longer");
        for (var number = 1; number <= 6; number++)
            _ = group.RecordSession(ARecord(number) with { PresentCount = number, PresentSlots = [.. group.Slots.Take(number).Select(s => s.Id)] }, Both, Today).Value;
        group.SlotDoses().Select(d => d.Attended).Should().Equal(6, 5, 4, 3, 2, 1, 0, 0, 0);
        group.SessionsToComplete.Should().Be(6);
        group.Close(3, Today).Refusal.Should().BeEquivalentTo(InterventionRefusals.CompletersDiffer(1).For("CompleterCount"));
        group.Close(null, Today).Succeeded.Should().BeTrue();
        group.CompleterCount.Should().Be(1);
        group.SlotsKeptUntil.Should().Be(Today.AddDays(30));
        group.DestroySlots(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
        (group.SlotsOn, group.Slots.Count, group.Sessions.Sum(s => s.SlotAttendance.Count)).Should().Be((false, 0, 0));
        (group.CompleterCount, group.Sessions.Sum(s => s.PresentCount)).Should().Be((1, 21));
    }

    [Fact]
    [Trait("Rule", "INV-08")]
    public void Sessions_to_complete_are_the_percentage_of_the_planned_ones_rounded_up()
    {
        for (var planned = 1; planned <= 52; planned++)
        for (var percent = 1; percent <= 100; percent++)
        {
            var needed = InterventionGroup.Open(OrganizationId.New(), CurriculumId.New(), APlan() with { PlannedSessions = planned, CompletionPercent = percent }).Value.SessionsToComplete;
            needed.Should().Be((int)Math.Ceiling((decimal)planned * percent / 100));
            needed.Should().BeInRange(1, planned);
        }

        foreach (var percent in new[] { 0, 101 })
            InterventionGroup.Open(OrganizationId.New(), CurriculumId.New(), APlan() with { CompletionPercent = percent }).Succeeded.Should().BeFalse();
    }

    [Fact]
    public void Dose_counts_sessions_held_and_minutes_known()
    {
        var group = AGroup();
        GroupDelivery.Of(group).Should().Be(new GroupDelivery(8, 0, 960, 0, 0, null));
        _ = group.RecordSession(ARecord(1) with { PresentCount = 9, Minutes = 120 }, Both, Today).Value;
        _ = group.RecordSession(ARecord(2) with { PresentCount = 6 }, Both, Today).Value;
        _ = group.RecordSession(ARecord(3) with { Status = SessionStatus.Cancelled }, [], Today).Value;
        var delivery = GroupDelivery.Of(group);
        (delivery.HeldSessions, delivery.DeliveredMinutes, delivery.SessionsWithMinutes).Should().Be((2, 120, 1));
        delivery.MeanDose.Should().BeApproximately((1 + (6 / 9d)) / 2, 1e-12);
    }

    [Fact]
    public void Adherence_is_the_weighted_share_of_what_applies()
    {
        // Every count of each value up to three: against the definition itself.
        for (var full = 0; full <= 3; full++)
        for (var partial = 0; partial <= 3; partial++)
        for (var notDone = 0; notDone <= 3; notDone++)
        for (var notApplicable = 0; notApplicable <= 2; notApplicable++)
        {
            FidelityValue[] values =
            [
                .. Enumerable.Repeat(FidelityValue.Full, full), .. Enumerable.Repeat(FidelityValue.Partial, partial),
                .. Enumerable.Repeat(FidelityValue.NotDone, notDone), .. Enumerable.Repeat(FidelityValue.NotApplicable, notApplicable),
            ];
            var adherence = Adherence.Of(values);
            adherence.Rated.Should().Be(full + partial + notDone);
            if (adherence.Rated == 0)
                adherence.Share.Should().BeNull("nothing that applies was rated, which is not 0");
            else
                adherence.Share.Should().BeApproximately((full + (0.5 * partial)) / (full + partial + notDone), 1e-12);
        }
    }

    [Fact]
    public void Each_rater_has_ratings_of_their_own_and_only_sessions_held_are_rated()
    {
        var checklist = AChecklist();
        var items = checklist.Items.Select(i => i.Id).ToList();
        var group = AGroup();
        var own = checklist.Fill(new Dictionary<FidelityItemId, FidelityValue> { [items[0]] = FidelityValue.Full }).Value;
        own[items[1]].Should().Be(FidelityValue.NotDone, "what is left out was not done");
        var session = group.RecordSession(ARecord(1) with { Fidelity = own }, Both, Today).Value;
        group.RateFidelity(session.Id, FidelityRater.Observer, checklist.Fill(items.ToDictionary(i => i, _ => FidelityValue.Partial)).Value).Succeeded.Should().BeTrue();
        session.RatingsBy(FidelityRater.Self).Should().BeEquivalentTo([FidelityValue.Full, FidelityValue.NotDone]);
        session.RatingsBy(FidelityRater.Observer).Should().Equal(FidelityValue.Partial, FidelityValue.Partial);
        group.ReviseSession(session.Id, ARecord(1) with { Fidelity = own }, Both, Today).Succeeded.Should().BeTrue();
        session.RatingsBy(FidelityRater.Observer).Should().HaveCount(2, "a correction leaves what others saw");
        var off = group.RecordSession(ARecord(2) with { Status = SessionStatus.Cancelled }, [], Today).Value;
        group.RateFidelity(off.Id, FidelityRater.Observer, own).Refusal.Should().Be(InterventionRefusals.NotHeld);
        checklist.Fill(new Dictionary<FidelityItemId, FidelityValue> { [FidelityItemId.New()] = FidelityValue.Full }).Refusal!.Code.Should().Be("Interventions.OtherChecklist");
    }

    [Fact]
    public void A_checklist_that_cannot_be_is_refused()
    {
        FidelityItemText item = new("Opening", "Ouverture");
        foreach (var (items, code) in new (FidelityItemText[], string)[]
        {
            ([], "ChecklistLength"),
            ([.. Enumerable.Range(0, 21).Select(i => new FidelityItemText("a" + new string('x', i), "b" + new string('x', i)))], "ChecklistLength"),
            ([item, item], "ChecklistItemTwice"),
            ([item, new(" ", "x")], "ChecklistItemNotValid"),
            ([item, new("x", new string('x', FidelityChecklist.ItemLength + 1))], "ChecklistItemNotValid"),
            ([item with { IsTopic = true }, new("x", "y", true)], "ChecklistTopics"),
        })
            FidelityChecklist.Define(null, 1, items).Refusal!.Code.Should().Be("Interventions." + code);
    }

    private static FidelityChecklist AChecklist() =>
        FidelityChecklist.Define(CurriculumId.New(), 1, [new("Opening", "Ouverture"), new("Topic", "Thème", true)]).Value;

    private static SessionRecord ARecord(int number) => new()
    {
        Number = number,
        HeldOn = Start.AddDays(7 * number),
        PresentCount = 7,
        Facilitators = [.. Both.Select(b => b.PersonId)],
    };

    private static GroupPlan APlan() => new()
    {
        Label = "Tuesday group",
        StartsOn = Start,
        EndsOn = Start.AddDays(84),
        PlannedSessions = 8,
        EnrolledCount = 9,
        SessionMinutes = 120,
    };

    private static InterventionGroup AGroup() => InterventionGroup.Open(OrganizationId.New(), CurriculumId.New(), APlan()).Value;
}
