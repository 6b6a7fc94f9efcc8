using TraumaCapacity.Model.Interviews;

namespace TraumaCapacity.Model.Interventions;

/// <summary>Why something about groups and sessions was not done.</summary>
public static class InterventionRefusals
{
    public static Refusal GroupClosed { get; } = new("Interventions.GroupClosed");

    public static Refusal GroupNotClosed { get; } = new("Interventions.GroupNotClosed");

    public static Refusal NoSuchSession { get; } = new("Interventions.NoSuchSession");

    public static Refusal DatesReversed { get; } = new("Interventions.DatesReversed");

    public static Refusal InTheFuture { get; } = new("Interventions.InTheFuture");

    public static Refusal NoFacilitator { get; } = new("Interventions.NoFacilitator");

    public static Refusal ChangedByAnother { get; } = new("Interventions.ChangedByAnother");

    public static Refusal NotFound { get; } = new("Interventions.NotFound");

    public static Refusal LabelTaken { get; } = new("Interventions.LabelTaken");

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
