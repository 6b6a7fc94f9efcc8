using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Model.Interventions;

/// <summary>Why something about groups and sessions was not done.</summary>
public static class InterventionRefusals
{
    public static Refusal GroupClosed { get; } = new("Interventions.GroupClosed");

    public static Refusal GroupNotClosed { get; } = new("Interventions.GroupNotClosed");

    public static Refusal NoSuchSession { get; } = new("Interventions.NoSuchSession");

    public static Refusal DatesReversed { get; } = new("Interventions.DatesReversed");

    public static Refusal DatesOutOfRange { get; } = new("Interventions.DatesOutOfRange");

    public static Refusal InTheFuture { get; } = new("Interventions.InTheFuture");

    public static Refusal NoFacilitator { get; } = new("Interventions.NoFacilitator");

    public static Refusal ChangedByAnother { get; } = new("Interventions.ChangedByAnother");

    public static Refusal NotFound { get; } = new("Interventions.NotFound");

    public static Refusal LabelTaken { get; } = new("Interventions.LabelTaken");

    public static Refusal NotHeld { get; } = new("Interventions.NotHeld");

    public static Refusal NeedsNewDate { get; } = new("Interventions.NeedsNewDate");

    public static Refusal OtherChecklist { get; } = new("Interventions.OtherChecklist");

    public static Refusal ChecklistTopics { get; } = new("Interventions.ChecklistTopics");

    public static Refusal NoSuchAdaptation { get; } = new("Interventions.NoSuchAdaptation");

    public static Refusal FacilitatorTwice { get; } = new("Interventions.FacilitatorTwice");

    public static Refusal NotAFacilitator { get; } = new("Interventions.NotAFacilitator");

    public static Refusal SlotsTooLate { get; } = new("Interventions.SlotsTooLate");

    public static Refusal CompletionPercentRange { get; } = new("Interventions.CompletionPercentRange");

    public static Refusal PartnerFacilitated { get; } = new("Interventions.PartnerFacilitated");

    public static Refusal NotForAll { get; } = new("Interventions.NotForAll");

    public static Refusal ChecklistLength(int most) => new("Interventions.ChecklistLength", most);

    public static Refusal ChecklistItemNotValid(int position, int longest) => new("Interventions.ChecklistItemNotValid", position, longest);

    public static Refusal ChecklistItemTwice(int position) => new("Interventions.ChecklistItemTwice", position);

    public static Refusal TooManyPartners(int most) => new("Interventions.TooManyPartners", most);

    public static Refusal FacilitatorTerm(int highest) => new("Interventions.FacilitatorTerm", highest);

    public static Refusal CompletersDiffer(int counted) => new("Interventions.CompletersDiffer", counted);

    public static Refusal SlotDays(int most) => new("Interventions.SlotDays", most);

    public static Refusal SlotsDiffer(int present) => new("Interventions.SlotsDiffer", present);

    public static Refusal FewerEnrolledThanSlots(int used) => new("Interventions.FewerEnrolledThanSlots", used);

    public static Refusal LateRange(int present) => new("Interventions.LateRange", present);

    public static Refusal ChildrenRange(int most) => new("Interventions.ChildrenRange", most);

    public static Refusal NoteIdentifies(IdentifierKind kind) => new("Interventions.NoteIdentifies", kind);

    public static Refusal NoteMayName(string word) => new("Interventions.NoteMayName", word);

    public static Refusal LabelIdentifies { get; } = new("Interventions.LabelIdentifies");

    public static Refusal SessionOutsideDates(int number, DateOnly heldOn) => new("Interventions.SessionOutsideDates", number, heldOn);

    public static Refusal FewerEnrolledThanPresent(int present) => new("Interventions.FewerEnrolledThanPresent", present);

    public static Refusal FewerPlannedThanRecorded(int number) => new("Interventions.FewerPlannedThanRecorded", number);

    public static Refusal MoreCompletersThanEnrolled(int enrolled) => new("Interventions.MoreCompletersThanEnrolled", enrolled);

    public static Refusal LabelLength(int longest) => new("Interventions.LabelLength", longest);

    public static Refusal PlannedSessionsRange(int most) => new("Interventions.PlannedSessionsRange", most);

    public static Refusal EnrolledRange(int most) => new("Interventions.EnrolledRange", most);

    public static Refusal NumberRange(int highest) => new("Interventions.NumberRange", highest);

    public static Refusal NumberTaken(int number) => new("Interventions.NumberTaken", number);

    public static Refusal OutsideGroupDates(DateOnly startsOn, DateOnly endsOn) => new("Interventions.OutsideGroupDates", startsOn, endsOn);

    public static Refusal MinutesRange(int most) => new("Interventions.MinutesRange", most);

    public static Refusal NoteLength(int longest) => new("Interventions.NoteLength", longest);

    public static Refusal BeforeEarlierSession(int number, DateOnly heldOn) => new("Interventions.BeforeEarlierSession", number, heldOn);

    public static Refusal AfterLaterSession(int number, DateOnly heldOn) => new("Interventions.AfterLaterSession", number, heldOn);

    public static Refusal PresentRange(int enrolled) => new("Interventions.PresentRange", enrolled);

    public static Refusal NotAffiliated(DateOnly heldOn) => new("Interventions.NotAffiliated", heldOn);

    public static Refusal NoneCertified(DateOnly heldOn) => new("Interventions.NoneCertified", heldOn);

    public static Refusal SoloNeedsReason(int recommended) => new("Interventions.SoloNeedsReason", recommended);
}
