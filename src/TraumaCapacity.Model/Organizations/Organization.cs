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

    /// <summary>Last day in the initiative; <c>null</c> while it takes part.</summary>
    public DateOnly? LeftOn { get; private set; }

    /// <summary>Registers an organization.</summary>
    /// <param name="profile">What is known of it.</param>
    /// <param name="joinedOn">First day in the initiative.</param>
    /// <returns>Refused where the code or name is missing, too long or not of the allowed characters.</returns>
    public static Result<Organization> Register(OrganizationProfile profile, DateOnly joinedOn)
    {
        var organization = new Organization { JoinedOn = joinedOn };
        return organization.Take(profile) is { } refusal ? refusal : organization;
    }

    /// <summary>Corrects what is known of it. Refused as <see cref="Register"/> is.</summary>
    public Result<Done> Revise(OrganizationProfile profile) => Take(profile) is { } refusal ? refusal : Done.Instance;

    /// <summary>Ends its part in the initiative.</summary>
    /// <param name="lastDay">Last day in the initiative, not before the day it joined (INV-01).</param>
    public Result<Done> Leave(DateOnly lastDay)
    {
        if (LeftOn is not null)
            return OrganizationRefusals.AlreadyLeft;
        if (lastDay < JoinedOn)
            return OrganizationRefusals.LeftBeforeJoining(JoinedOn);
        LeftOn = lastDay;
        return Done.Instance;
    }

    /// <summary>Whether it takes part on the date.</summary>
    public bool TakesPartOn(DateOnly date) => JoinedOn <= date && (LeftOn is null || date <= LeftOn);

    /// <summary>A code as it is stored: trimmed, in capitals.</summary>
    public static string NormalizeCode(string code) => code.Trim().Normalize().ToUpperInvariant();

    private Refusal? Take(OrganizationProfile profile)
    {
        var code = NormalizeCode(profile.PublicCode);
        var name = profile.Name.Trim().Normalize();
        if (code.Length == 0)
            return OrganizationRefusals.CodeMissing;
        if (code.Length > CodeLength || !code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            return OrganizationRefusals.CodeNotValid(CodeLength);
        if (name.Length == 0)
            return OrganizationRefusals.NameMissing;
        if (name.Length > NameLength || name.Any(char.IsControl))
            return OrganizationRefusals.NameNotValid(NameLength);
        PublicCode = code;
        Name = name;
        Jurisdiction = profile.Jurisdiction;
        Setting = profile.Setting;
        ServiceLanguage = profile.ServiceLanguage;
        OfficialLanguageMinority = profile.OfficialLanguageMinority;
        IndigenousLed = profile.IndigenousLed;
        GovernanceRegime = profile.GovernanceRegime;
        return null;
    }
}

/// <summary>What is known of an organization.</summary>
/// <param name="PublicCode">1 to 20 letters A to Z, digits, hyphens or underscores; stored in capitals.</param>
/// <param name="Name">1 to 200 characters.</param>
/// <param name="IndigenousLed"><c>null</c> where the organization did not say.</param>
public sealed record OrganizationProfile(
    string PublicCode,
    string Name,
    Jurisdiction Jurisdiction,
    OrganizationSetting Setting = OrganizationSetting.Urban,
    ServiceLanguage ServiceLanguage = ServiceLanguage.English,
    bool OfficialLanguageMinority = false,
    bool? IndigenousLed = null,
    DataGovernanceRegime GovernanceRegime = DataGovernanceRegime.Standard);
