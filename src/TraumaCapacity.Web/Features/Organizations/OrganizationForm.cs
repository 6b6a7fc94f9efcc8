using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Web.Features.Organizations;

/// <summary>What is typed about an organization.</summary>
internal sealed class OrganizationForm
{
    public string PublicCode { get; set; } = "";

    public string Name { get; set; } = "";

    public Jurisdiction? Jurisdiction { get; set; }

    public OrganizationSetting Setting { get; set; }

    public ServiceLanguage ServiceLanguage { get; set; }

    public bool OfficialLanguageMinority { get; set; }

    /// <summary><c>yes</c>, <c>no</c>, or empty where the organization did not say.</summary>
    public string IndigenousLed { get; set; } = "";

    public DataGovernanceRegime GovernanceRegime { get; set; }

    public SortedSet<ProgramStream> ProgramStreams { get; init; } = [];

    public DateOnly? JoinedOn { get; set; }

    public static OrganizationForm Of(OrganizationProfile profile, DateOnly joinedOn) => new()
    {
        PublicCode = profile.PublicCode,
        Name = profile.Name,
        Jurisdiction = profile.Jurisdiction,
        Setting = profile.Setting,
        ServiceLanguage = profile.ServiceLanguage,
        OfficialLanguageMinority = profile.OfficialLanguageMinority,
        IndigenousLed = profile.IndigenousLed switch { true => "yes", false => "no", null => "" },
        GovernanceRegime = profile.GovernanceRegime,
        ProgramStreams = [.. profile.ProgramStreams],
        JoinedOn = joinedOn,
    };

    public OrganizationProfile Profile(Jurisdiction jurisdiction) => new(
        PublicCode,
        Name,
        jurisdiction,
        Setting,
        ServiceLanguage,
        OfficialLanguageMinority,
        IndigenousLed switch { "yes" => true, "no" => false, _ => null },
        GovernanceRegime)
    {
        ProgramStreams = [.. ProgramStreams],
    };

    public void Choose(ProgramStream stream, bool chosen)
    {
        if (chosen)
            ProgramStreams.Add(stream);
        else
            ProgramStreams.Remove(stream);
    }
}
