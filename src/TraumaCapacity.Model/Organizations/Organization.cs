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

/// <summary>A federal programme that funds an organization's work with families.</summary>
public enum ProgramStream
{
    /// <summary>Community Action Program for Children.</summary>
    Capc,

    /// <summary>Canada Prenatal Nutrition Program.</summary>
    Cpnp,

    /// <summary>Aboriginal Head Start in Urban and Northern Communities.</summary>
    Ahsunc,

    /// <summary>Any other.</summary>
    Other,
}

/// <summary>A community-based project or sponsoring agency whose staff deliver the intervention.</summary>
public sealed class Organization : Entity
{
    public const int NameLength = 200;
    public const int CodeLength = 20;

    /// <summary>Sites that one organization may have.</summary>
    public const int MaximumSites = 50;

    private readonly List<Site> sites = [];

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

    /// <summary>The programmes that fund it, each once, in the order of their declaration; none where nothing was said.</summary>
    public IReadOnlyList<ProgramStream> ProgramStreams { get; private set; } = [];

    /// <summary>The places where it works. One organization may work in town and in the country.</summary>
    public IReadOnlyList<Site> Sites => sites;

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

    /// <summary>Takes the last day back: the organization takes part again, without a gap.</summary>
    public Result<Done> TakeLeavingBack()
    {
        if (LeftOn is null)
            return OrganizationRefusals.HasNotLeft;
        LeftOn = null;
        return Done.Instance;
    }

    /// <summary>Adds a place where it works.</summary>
    /// <param name="name">1 to 120 characters on one line, not the name of another of its sites.</param>
    /// <param name="settings">One or more; each counts once.</param>
    public Result<Site> AddSite(string name, IReadOnlyCollection<OrganizationSetting> settings)
    {
        if (sites.Count >= MaximumSites)
            return OrganizationRefusals.TooManySites(MaximumSites);
        var site = new Site(Id);
        if (Describe(site, name, settings) is { } refusal)
            return refusal;
        sites.Add(site);
        return site;
    }

    /// <summary>Corrects a site. Refused as <see cref="AddSite"/> is.</summary>
    public Result<Done> ReviseSite(SiteId id, string name, IReadOnlyCollection<OrganizationSetting> settings)
    {
        if (sites.Find(s => s.Id == id) is not { } site)
            return OrganizationRefusals.SiteNotFound;
        return Describe(site, name, settings) is { } refusal ? refusal : Done.Instance;
    }

    /// <summary>Takes a site off the list.</summary>
    public Result<Done> RemoveSite(SiteId id) =>
        sites.RemoveAll(s => s.Id == id) > 0 ? Done.Instance : OrganizationRefusals.SiteNotFound;

    /// <summary>Whether it takes part on the date.</summary>
    public bool TakesPartOn(DateOnly date) => JoinedOn <= date && (LeftOn is null || date <= LeftOn);

    /// <summary>A code as it is stored: trimmed, in capitals.</summary>
    public static string NormalizeCode(string code) => code.Trim().Normalize().ToUpperInvariant();

    private Refusal? Describe(Site site, string name, IReadOnlyCollection<OrganizationSetting> settings)
    {
        name = name.Trim().Normalize();
        if (name.Length is 0 or > Site.NameLength || name.Any(char.IsControl))
            return OrganizationRefusals.SiteNameNotValid(Site.NameLength);
        if (sites.Exists(s => s.Id != site.Id && string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase)))
            return OrganizationRefusals.SiteTwice;
        if (settings.Count == 0)
            return OrganizationRefusals.SiteWithoutSetting;
        site.Become(name, [.. settings.Distinct().Order()]);
        return null;
    }

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
        ProgramStream[] streams = [.. profile.ProgramStreams.Distinct().Order()];
        if (!streams.SequenceEqual(ProgramStreams))
            ProgramStreams = streams;
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
    DataGovernanceRegime GovernanceRegime = DataGovernanceRegime.Standard)
{
    /// <summary>The programmes that fund it; each counts once.</summary>
    public IReadOnlyList<ProgramStream> ProgramStreams { get; init; } = [];
}

/// <summary>A place where an organization works.</summary>
public sealed class Site : Entity, IOrganizationScoped
{
    public const int NameLength = 120;

    private Site()
    {
    }

    internal Site(OrganizationId organization) => OrganizationId = organization;

    public SiteId Id { get; private set; } = SiteId.New();

    public OrganizationId OrganizationId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>One or more, each once, in the order of their declaration.</summary>
    public IReadOnlyList<OrganizationSetting> Settings { get; private set; } = [];

    internal void Become(string name, OrganizationSetting[] settings)
    {
        Name = name;
        if (!settings.AsSpan().SequenceEqual([.. Settings]))
            Settings = settings;
    }
}
