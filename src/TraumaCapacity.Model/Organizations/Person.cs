namespace TraumaCapacity.Model.Organizations;

/// <summary>What a person does at an organization.</summary>
public enum AffiliationRole
{
    Facilitator,
    Coordinator,
    Supervisor,
    PeerSupportWorker,
}

/// <summary>A service provider. Holds no birth date, home address or lived experience, and never a participant.</summary>
public sealed class Person : Entity
{
    public const int NameLength = 120;
    public const int EmailLength = 254;

    private readonly List<FacilitatorAffiliation> affiliations = [];

    private Person()
    {
    }

    public PersonId Id { get; private set; } = PersonId.New();

    public string DisplayName { get; private set; } = "";

    /// <summary>Work address; also the key by which files refer to the person.</summary>
    public string? WorkEmail { get; private set; }

    /// <summary>Whether the person takes part; false for who has left the field, and for a record that became another.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>The record that this one turned out to be a second record of.</summary>
    public PersonId? MergedIntoId { get; private set; }

    public IReadOnlyList<FacilitatorAffiliation> Affiliations => affiliations;

    /// <summary>Registers a service provider.</summary>
    /// <param name="displayName">1 to 120 characters.</param>
    /// <param name="workEmail">A work address, at most 254 characters; stored in small letters.</param>
    public static Result<Person> Register(string displayName, string? workEmail)
    {
        var person = new Person();
        return person.Take(displayName, workEmail) is { } refusal ? refusal : person;
    }

    /// <summary>Corrects the name or the address. Refused as <see cref="Register"/> is.</summary>
    public Result<Done> Revise(string displayName, string? workEmail) => Take(displayName, workEmail) is { } refusal ? refusal : Done.Instance;

    /// <summary>Records that the person no longer takes part, or does again. What was recorded stays.</summary>
    public Result<Done> SetActive(bool active)
    {
        if (MergedIntoId is not null)
            return OrganizationRefusals.PersonMerged;
        IsActive = active;
        return Done.Instance;
    }

    /// <summary>Starts an affiliation. A person may work at several organizations, in several roles, but not twice in the
    /// same role at the same organization at the same time.</summary>
    /// <param name="from">First day.</param>
    /// <param name="to">Last day, not before <paramref name="from"/> (INV-01); <c>null</c> while it lasts.</param>
    public Result<FacilitatorAffiliation> Affiliate(OrganizationId organization, AffiliationRole role, DateOnly from, DateOnly? to = null)
    {
        if (MergedIntoId is not null)
            return OrganizationRefusals.PersonMerged;
        if (!IsActive)
            return OrganizationRefusals.PersonNotActive;
        if (RefusePeriod(null, organization, role, from, to) is { } refusal)
            return refusal;
        var affiliation = new FacilitatorAffiliation(Id, organization, role, from, to);
        affiliations.Add(affiliation);
        return affiliation;
    }

    /// <summary>Ends an affiliation.</summary>
    /// <param name="lastDay">Last day, not before its first (INV-01).</param>
    public Result<Done> EndAffiliation(AffiliationId id, DateOnly lastDay)
    {
        if (affiliations.Find(a => a.Id == id) is not { } affiliation)
            return OrganizationRefusals.AffiliationNotFound;
        return affiliation.End(lastDay);
    }

    /// <summary>Corrects an affiliation: its role, its first day, its last.</summary>
    /// <param name="to">Last day, not before <paramref name="from"/> (INV-01); <c>null</c> while it lasts, which also opens
    /// an ended one again.</param>
    /// <returns>Refused where the person would hold the role there twice at the same time.</returns>
    public Result<Done> CorrectAffiliation(AffiliationId id, AffiliationRole role, DateOnly from, DateOnly? to)
    {
        if (affiliations.Find(a => a.Id == id) is not { } affiliation)
            return OrganizationRefusals.AffiliationNotFound;
        if (RefusePeriod(id, affiliation.OrganizationId, role, from, to) is { } refusal)
            return refusal;
        affiliation.Correct(role, from, to);
        return Done.Instance;
    }

    /// <summary>Whether the person works at the organization on the date (INV-06).</summary>
    public bool IsAffiliatedOn(OrganizationId organization, DateOnly date) =>
        affiliations.Exists(a => a.OrganizationId == organization && a.CoversDate(date));

    /// <summary>An address as it is stored: trimmed, in small letters; <c>null</c> if there is none.</summary>
    public static string? NormalizeEmail(string? email) =>
        string.IsNullOrWhiteSpace(email) ? null : email.Trim().Normalize().ToLowerInvariant();

    internal void BecomeRecordOf(PersonId kept) => (MergedIntoId, IsActive) = (kept, false);

    internal void StandAlone(bool active) => (MergedIntoId, IsActive) = (null, active);

    private static bool LooksLikeAnAddress(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == email.LastIndexOf('@') && at < email.Length - 3
               && email.IndexOf('.', at) > at + 1 && !email.EndsWith('.')
               && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or ';' or '<' or '>' or '"');
    }

    private Refusal? RefusePeriod(AffiliationId? apart, OrganizationId organization, AffiliationRole role, DateOnly from, DateOnly? to)
    {
        if (to < from)
            return OrganizationRefusals.AffiliationReversed(from);
        return affiliations.Exists(a => a.Id != apart && a.OrganizationId == organization && a.Role == role
                                        && a.StartsOn <= (to ?? DateOnly.MaxValue) && from <= (a.EndsOn ?? DateOnly.MaxValue))
            ? OrganizationRefusals.AlreadyAffiliated
            : null;
    }

    private Refusal? Take(string displayName, string? workEmail)
    {
        var name = displayName.Trim().Normalize();
        var email = NormalizeEmail(workEmail);
        if (name.Length == 0)
            return OrganizationRefusals.PersonNameMissing;
        if (name.Length > NameLength || name.Any(char.IsControl))
            return OrganizationRefusals.PersonNameNotValid(NameLength);
        if (email is not null && (email.Length > EmailLength || !LooksLikeAnAddress(email)))
            return OrganizationRefusals.EmailNotValid;
        DisplayName = name;
        WorkEmail = email;
        return null;
    }
}

/// <summary>A person's time at an organization (INV-01: from is not after to).</summary>
public sealed class FacilitatorAffiliation : Entity, IOrganizationScoped
{
    private FacilitatorAffiliation()
    {
    }

    internal FacilitatorAffiliation(PersonId person, OrganizationId organization, AffiliationRole role, DateOnly from, DateOnly? to)
    {
        PersonId = person;
        OrganizationId = organization;
        Role = role;
        StartsOn = from;
        EndsOn = to;
    }

    public AffiliationId Id { get; private set; } = AffiliationId.New();

    public PersonId PersonId { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public AffiliationRole Role { get; private set; }

    public DateOnly StartsOn { get; private set; }

    /// <summary>Last day; <c>null</c> while it lasts.</summary>
    public DateOnly? EndsOn { get; private set; }

    /// <summary>Whether the date lies within it, its first and last day included.</summary>
    public bool CoversDate(DateOnly date) => StartsOn <= date && (EndsOn is null || date <= EndsOn);

    internal void Correct(AffiliationRole role, DateOnly from, DateOnly? to) => (Role, StartsOn, EndsOn) = (role, from, to);

    internal Result<Done> End(DateOnly lastDay)
    {
        if (EndsOn is not null)
            return OrganizationRefusals.AffiliationEnded;
        if (lastDay < StartsOn)
            return OrganizationRefusals.AffiliationReversed(StartsOn);
        EndsOn = lastDay;
        return Done.Instance;
    }
}
