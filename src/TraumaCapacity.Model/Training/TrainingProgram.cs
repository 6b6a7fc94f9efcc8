namespace TraumaCapacity.Model.Training;

/// <summary>A training programme and its rules.</summary>
public sealed class TrainingProgram : Entity
{
    public const int NameLength = 160;

    private TrainingProgram()
    {
    }

    public TrainingProgramId Id { get; private set; } = TrainingProgramId.New();

    public string NameEn { get; private set; } = "";

    public string NameFr { get; private set; } = "";

    public TrainingTier Tier { get; private set; }

    /// <summary>Planned hours, 0.25 to 999.99.</summary>
    public decimal ContactHours { get; private set; }

    /// <summary>Share of hours a person must attend to complete, 0 to 1 (INV-03).</summary>
    public decimal MinimumAttendanceRatio { get; private set; }

    /// <summary>Months a certification lasts; <c>null</c> if it does not expire.</summary>
    public int? ValidityMonths { get; private set; }

    /// <summary>What completing it certifies a person as; <c>null</c> for the foundation tier, which certifies nobody.</summary>
    public CertificationKind? Certifies => Tier switch
    {
        TrainingTier.Foundation => null,
        TrainingTier.CertifiedFacilitator or TrainingTier.Refresher => CertificationKind.Facilitator,
        TrainingTier.Trainer => CertificationKind.TTrainer,
    };

    /// <summary>Defines a programme.</summary>
    /// <param name="nameEn">1 to 160 characters.</param>
    /// <param name="nameFr">1 to 160 characters.</param>
    /// <param name="contactHours">Planned hours, 0.25 to 999.75, in quarters of an hour.</param>
    /// <param name="minimumAttendanceRatio">Share of hours needed to complete, above 0 and at most 1, in hundredths (INV-03).</param>
    /// <param name="validityMonths">1 to 120; <c>null</c> for no expiry.</param>
    public static Result<TrainingProgram> Define(
        string nameEn, string nameFr, TrainingTier tier, decimal contactHours, decimal minimumAttendanceRatio, int? validityMonths)
    {
        nameEn = nameEn.Trim().Normalize();
        nameFr = nameFr.Trim().Normalize();
        if (nameEn.Length is 0 or > NameLength || nameEn.Any(char.IsControl))
            return TrainingRefusals.NameNotValid(NameLength).For(nameof(NameEn));
        if (nameFr.Length is 0 or > NameLength || nameFr.Any(char.IsControl))
            return TrainingRefusals.NameNotValid(NameLength).For(nameof(NameFr));
        if (contactHours is < 0.25m or >= 1000m || !TrainingHours.IsInQuarters(contactHours))
            return TrainingRefusals.ContactHoursNotValid;
        if (minimumAttendanceRatio is <= 0m or > 1m || minimumAttendanceRatio != decimal.Round(minimumAttendanceRatio, 2))
            return TrainingRefusals.RatioNotValid;
        if (validityMonths is < 1 or > 120)
            return TrainingRefusals.ValidityNotValid;
        return new TrainingProgram
        {
            NameEn = nameEn,
            NameFr = nameFr,
            Tier = tier,
            ContactHours = contactHours,
            MinimumAttendanceRatio = minimumAttendanceRatio,
            ValidityMonths = validityMonths,
        };
    }
}

/// <summary>One version of a curriculum and the topics of its sessions.</summary>
public sealed class Curriculum : Entity
{
    public const int NameLength = 160;
    public const int VersionLabelLength = 20;
    public const int MaximumSessions = 52;

    private readonly List<CurriculumTopic> topics = [];

    private Curriculum()
    {
    }

    public CurriculumId Id { get; private set; } = CurriculumId.New();

    public string NameEn { get; private set; } = "";

    public string NameFr { get; private set; } = "";

    public string VersionLabel { get; private set; } = "";

    public ContentLanguage Language { get; private set; }

    public int PlannedSessions { get; private set; }

    public IReadOnlyList<CurriculumTopic> Topics => topics;

    /// <summary>Defines a version of a curriculum: one session for each topic, in their order.</summary>
    /// <param name="nameEn">1 to 160 characters.</param>
    /// <param name="nameFr">1 to 160 characters.</param>
    /// <param name="versionLabel">1 to 20 characters, such as <c>2.1</c>.</param>
    /// <param name="topicTitles">1 to 52 titles in both languages, each 1 to 160 characters.</param>
    public static Result<Curriculum> Define(
        string nameEn, string nameFr, string versionLabel, ContentLanguage language, IReadOnlyList<TopicTitle> topicTitles)
    {
        nameEn = nameEn.Trim().Normalize();
        nameFr = nameFr.Trim().Normalize();
        versionLabel = versionLabel.Trim().Normalize();
        if (!IsText(nameEn))
            return TrainingRefusals.NameNotValid(NameLength).For(nameof(NameEn));
        if (!IsText(nameFr))
            return TrainingRefusals.NameNotValid(NameLength).For(nameof(NameFr));
        if (versionLabel.Length is 0 or > VersionLabelLength)
            return TrainingRefusals.VersionLabelNotValid(VersionLabelLength);
        if (topicTitles.Count is 0 or > MaximumSessions)
            return TrainingRefusals.TopicsNotValid(MaximumSessions);

        var curriculum = new Curriculum
        {
            NameEn = nameEn,
            NameFr = nameFr,
            VersionLabel = versionLabel,
            Language = language,
            PlannedSessions = topicTitles.Count,
        };
        foreach (var title in topicTitles)
        {
            var (en, fr) = (title.En.Trim().Normalize(), title.Fr.Trim().Normalize());
            if (!IsText(en) || !IsText(fr))
                return TrainingRefusals.TopicTitleNotValid(curriculum.topics.Count + 1, NameLength);
            curriculum.topics.Add(new CurriculumTopic(curriculum.Id, curriculum.topics.Count + 1, en, fr));
        }

        return curriculum;
    }

    private static bool IsText(string text) => text.Length is > 0 and <= NameLength && !text.Any(char.IsControl);
}

/// <summary>The title of a session's topic in both languages.</summary>
public readonly record struct TopicTitle(string En, string Fr);

/// <summary>The topic of one session of a curriculum.</summary>
public sealed class CurriculumTopic : Entity
{
    private CurriculumTopic()
    {
    }

    internal CurriculumTopic(CurriculumId curriculum, int number, string titleEn, string titleFr)
    {
        CurriculumId = curriculum;
        Number = number;
        TitleEn = titleEn;
        TitleFr = titleFr;
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public CurriculumId CurriculumId { get; private set; }

    /// <summary>Which session, from 1.</summary>
    public int Number { get; private set; }

    public string TitleEn { get; private set; } = "";

    public string TitleFr { get; private set; } = "";
}
