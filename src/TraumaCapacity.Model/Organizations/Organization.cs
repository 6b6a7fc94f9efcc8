namespace TraumaCapacity.Model.Organizations;

/// <summary>Province or territory, by its ISO 3166-2:CA code.</summary>
public enum Jurisdiction
{
    AB, BC, MB, NB, NL, NS, NT, NU, ON, PE, QC, SK, YT,
}

/// <summary>Where an organization works.</summary>
public enum OrganizationSetting
{
    Urban,
    Rural,
    Remote,
    Northern,
}

/// <summary>Language in which an organization serves families.</summary>
public enum ServiceLanguage
{
    English,
    French,
    Both,
    Other,
}

/// <summary>Under which regime an organization's data are governed (PRV-21).</summary>
public enum DataGovernanceRegime
{
    Standard,
    Ocap,
    InuitNisr,
    Metis,
    CommunityAgreement,
}

/// <summary>A community-based project or sponsoring agency whose staff deliver the intervention.</summary>
public sealed class Organization : Entity
{
    public const int NameLength = 200;
    public const int CodeLength = 20;

    private Organization()
    {
    }

    public OrganizationId Id { get; private set; } = OrganizationId.New();

    /// <summary>Short public code, unique, such as <c>LC</c>: how files refer to the organization.</summary>
    public string PublicCode { get; private set; } = "";

    public string Name { get; private set; } = "";

    public Jurisdiction Jurisdiction { get; private set; }

    public OrganizationSetting Setting { get; private set; }

    public ServiceLanguage ServiceLanguage { get; private set; }

    public bool OfficialLanguageMinority { get; private set; }

    public bool? IndigenousLed { get; private set; }

    public DataGovernanceRegime GovernanceRegime { get; private set; }

    public DateOnly JoinedOn { get; private set; }

    public DateOnly? LeftOn { get; private set; }
}

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

    public bool IsActive { get; private set; } = true;

    public IReadOnlyList<FacilitatorAffiliation> Affiliations => affiliations;
}

/// <summary>A person's time at an organization (INV-01: from is not after to).</summary>
public sealed class FacilitatorAffiliation : Entity, IOrganizationScoped
{
    private FacilitatorAffiliation()
    {
    }

    public AffiliationId Id { get; private set; } = AffiliationId.New();

    public PersonId PersonId { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public AffiliationRole Role { get; private set; }

    public DateOnly StartsOn { get; private set; }

    public DateOnly? EndsOn { get; private set; }
}
