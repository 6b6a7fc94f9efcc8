using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Data.Seeding;

/// <summary>The fictional initiative «Steady Ground», « Terrain solide »: organizations and people that do not exist.</summary>
internal static class DemoInitiative
{
    public static IReadOnlyList<DemoOrganization> Organizations { get; } =
    [
        new("AH", "Aurora Hearth", Jurisdiction.NT, OrganizationSetting.Northern, ServiceLanguage.English, false, ["Sarah Ivers", "Denise Kakfwi-Lund", "Owen Marchbank", "Talia Brisk"]),
        new("CS", "Cedar Steps", Jurisdiction.BC, OrganizationSetting.Urban, ServiceLanguage.English, false, ["Harpreet Gill", "Noriko Vance", "Callum Stroud", "Dee Pascoe"]),
        new("FK", "Foothill Kitchen", Jurisdiction.AB, OrganizationSetting.Rural, ServiceLanguage.English, false, ["Kit Sorensen", "Marta Oleksyn", "Bev Tallow", "Jonas Redwing"]),
        new("HQ", "Harbour Quilt", Jurisdiction.NS, OrganizationSetting.Rural, ServiceLanguage.English, false, ["Ruth Castellan", "Ailsa Comeau-Reid", "Perry Lockhart", "Gwynne Hatfield"]),
        new("LP", "La Passerelle", Jurisdiction.QC, OrganizationSetting.Urban, ServiceLanguage.French, false, ["Chantal Beaulieu", "Yasmina Ferhat", "Luc Desrosiers", "Mireille Audet"]),
        new("LC", "Lantern Creek", Jurisdiction.ON, OrganizationSetting.Rural, ServiceLanguage.English, false, ["Robin Daye", "Toni Marsh", "Amrit Sandhu", "Clementine Osei"]),
        new("RE", "Le Relais des Érables", Jurisdiction.QC, OrganizationSetting.Rural, ServiceLanguage.French, false, ["Élise Moreau", "Fabienne Cloutier", "Gaétan Rivard"]),
        new("MF", "Maison du Fleuve", Jurisdiction.QC, OrganizationSetting.Rural, ServiceLanguage.French, false, ["Solène Dumont", "Odile Charron", "Ibrahima Sow", "Pascale Verreault"]),
        new("NP", "Northlight Place", Jurisdiction.NT, OrganizationSetting.Remote, ServiceLanguage.English, false, ["Wendell Groat", "Nadia Frostrup", "Lorna Bekale"]),
        new("OG", "Open Gate", Jurisdiction.ON, OrganizationSetting.Urban, ServiceLanguage.Both, false, ["Nour Haddad", "Simone Vasquez-Hale", "Teddy Abara", "Imani Crewe"]),
        new("PK", "Prairie Kettle", Jurisdiction.MB, OrganizationSetting.Rural, ServiceLanguage.English, false, ["Maren Lindqvist-Holm", "Oksana Petryk", "Dale Firth", "Rosalie Chartrand"]),
        new("SH", "Saltmarsh House", Jurisdiction.NB, OrganizationSetting.Rural, ServiceLanguage.Both, true, ["Anne Pelletier", "Mathieu Arsenault-Roy", "Corinne Ledet"]),
        new("SC", "Stonebridge Commons", Jurisdiction.ON, OrganizationSetting.Urban, ServiceLanguage.English, false, ["Ines Calloway", "Burt Sizemore", "Pia Lund"]),
        new("TS", "Three Sparrows", Jurisdiction.SK, OrganizationSetting.Urban, ServiceLanguage.English, false, ["Joan Fairweather", "Marcus Eyford", "Lila Standing", "Hettie Broad"]),
    ];

    /// <summary>Topics of the eight sessions of the group.</summary>
    public static IReadOnlyList<(string En, string Fr)> Topics { get; } =
    [
        ("Arriving, and what makes a group safe", "Arriver, et ce qui rend un groupe sûr"),
        ("What I carry", "Ce que je porte"),
        ("Healthy and unhealthy relationships", "Relations saines et malsaines"),
        ("How children see it", "Ce que voient les enfants"),
        ("Feelings, theirs and mine", "Les émotions, les leurs et les miennes"),
        ("Asking for help", "Demander de l’aide"),
        ("Small steps at home", "De petits pas à la maison"),
        ("What I take with me", "Ce que j’emporte"),
    ];
}

/// <summary>A fictional organization and who works there.</summary>
internal sealed record DemoOrganization(
    string Code,
    string Name,
    Jurisdiction Jurisdiction,
    OrganizationSetting Setting,
    ServiceLanguage Language,
    bool OfficialLanguageMinority,
    IReadOnlyList<string> People);
