namespace TraumaCapacity.Model.Organizations;

/// <summary>Why something about an organization or its people was not done.</summary>
public static class OrganizationRefusals
{
    public static Refusal NotFound { get; } = new("Organizations.NotFound");

    /// <summary>For those who write for all organizations.</summary>
    public static Refusal NationalOnly { get; } = new("Organizations.NationalOnly");

    /// <summary>The actor reads here, and does not write.</summary>
    public static Refusal MayNotWrite { get; } = new("Organizations.MayNotWrite");

    /// <summary>Somebody stored a change since the form was opened.</summary>
    public static Refusal ChangedByAnother { get; } = new("Organizations.ChangedByAnother");

    public static Refusal CodeMissing { get; } = new("Organizations.CodeMissing") { Field = nameof(OrganizationProfile.PublicCode) };

    public static Refusal NameMissing { get; } = new("Organizations.NameMissing") { Field = nameof(OrganizationProfile.Name) };

    public static Refusal AlreadyLeft { get; } = new("Organizations.AlreadyLeft");

    public static Refusal HasNotLeft { get; } = new("Organizations.HasNotLeft");

    public static Refusal SiteNotFound { get; } = new("Organizations.SiteNotFound");

    public static Refusal SiteTwice { get; } = new("Organizations.SiteTwice") { Field = nameof(Site.Name) };

    public static Refusal SiteWithoutSetting { get; } = new("Organizations.SiteWithoutSetting") { Field = nameof(Site.Settings) };

    /// <summary>Recorded as no longer taking part, so nothing new begins.</summary>
    public static Refusal PersonNotActive { get; } = new("Organizations.PersonNotActive");

    /// <summary>One record of the person has become another; that one is changed instead.</summary>
    public static Refusal PersonMerged { get; } = new("Organizations.PersonMerged");

    /// <summary>Two different records are needed.</summary>
    public static Refusal MergeWithItself { get; } = new("Organizations.MergeWithItself");

    /// <summary>One of them trained the other, directly or through others (INV-10).</summary>
    public static Refusal MergeTurnsLineageBack { get; } = new("Organizations.MergeTurnsLineageBack");

    public static Refusal MergeNotFound { get; } = new("Organizations.MergeNotFound");

    public static Refusal MergeUndone { get; } = new("Organizations.MergeUndone");

    /// <summary>What the merge moved was changed since, so that taking it back would lose that.</summary>
    public static Refusal MergeBuiltUpon { get; } = new("Organizations.MergeBuiltUpon");

    public static Refusal PersonNotFound { get; } = new("Organizations.PersonNotFound");

    public static Refusal PersonNameMissing { get; } = new("Organizations.PersonNameMissing") { Field = nameof(Person.DisplayName) };

    public static Refusal EmailNotValid { get; } = new("Organizations.EmailNotValid") { Field = nameof(Person.WorkEmail) };

    /// <summary>Someone is registered with the address already. Says no more: that person may be out of the reader's sight.</summary>
    public static Refusal EmailTaken { get; } = new("Organizations.EmailTaken") { Field = nameof(Person.WorkEmail) };

    public static Refusal AlreadyAffiliated { get; } = new("Organizations.AlreadyAffiliated");

    public static Refusal AffiliationNotFound { get; } = new("Organizations.AffiliationNotFound");

    public static Refusal AffiliationEnded { get; } = new("Organizations.AffiliationEnded");

    /// <summary>Argument: the longest code, in characters.</summary>
    public static Refusal CodeNotValid(int longest) =>
        new("Organizations.CodeNotValid", longest) { Field = nameof(OrganizationProfile.PublicCode) };

    /// <summary>Argument: the code.</summary>
    public static Refusal CodeTaken(string code) =>
        new("Organizations.CodeTaken", code) { Field = nameof(OrganizationProfile.PublicCode) };

    /// <summary>Argument: the longest name, in characters.</summary>
    public static Refusal NameNotValid(int longest) =>
        new("Organizations.NameNotValid", longest) { Field = nameof(OrganizationProfile.Name) };

    /// <summary>Argument: the longest name, in characters.</summary>
    public static Refusal PersonNameNotValid(int longest) =>
        new("Organizations.PersonNameNotValid", longest) { Field = nameof(Person.DisplayName) };

    /// <summary>Argument: the day it joined (INV-01).</summary>
    public static Refusal LeftBeforeJoining(DateOnly joinedOn) =>
        new("Organizations.LeftBeforeJoining", joinedOn) { Field = nameof(Organization.LeftOn) };

    /// <summary>Argument: the first day (INV-01).</summary>
    public static Refusal AffiliationReversed(DateOnly from) =>
        new("Organizations.AffiliationReversed", from) { Field = nameof(FacilitatorAffiliation.EndsOn) };

    /// <summary>Argument: the longest name, in characters.</summary>
    public static Refusal SiteNameNotValid(int longest) =>
        new("Organizations.SiteNameNotValid", longest) { Field = nameof(Site.Name) };

    /// <summary>Argument: the most sites.</summary>
    public static Refusal TooManySites(int most) => new("Organizations.TooManySites", most);

    /// <summary>The person facilitated a session here on a day that the affiliation would no longer cover (INV-06).
    /// Argument: that day.</summary>
    public static Refusal AffiliationCoversSession(DateOnly heldOn) => new("Organizations.AffiliationCoversSession", heldOn);

    /// <summary>Both stand in the same place, as two people do. Argument: where.</summary>
    public static Refusal BothStandIn(MergeObstacle where) => new("Organizations.BothStandIn", where);

    public static Refusal EmailMissing { get; } = new("Organizations.EmailMissing");
}
