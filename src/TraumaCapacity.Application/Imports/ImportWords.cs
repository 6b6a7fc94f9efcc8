using System.Globalization;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Model.Interventions;
using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Application.Imports;

/// <summary>Reads what a cell says: words in English and French, dates, numbers.</summary>
internal static class ImportWords
{
    /// <summary>A list in one cell.</summary>
    public static readonly char[] Several = [';', ',', '\n', '/'];

    private static readonly Dictionary<Type, Dictionary<string, Enum>> Words = new()
    {
        [typeof(AffiliationRole)] = Of(
            (AffiliationRole.Facilitator, "facilitator|facilitatrice|facilitateur|personne facilitatrice"),
            (AffiliationRole.Coordinator, "coordinator|coordonnatrice|coordonnateur|coordination|coordonnatrice ou coordonnateur"),
            (AffiliationRole.Supervisor, "supervisor|superviseure|superviseur|supervision|superviseure ou superviseur"),
            (AffiliationRole.PeerSupportWorker, "peer support worker|paire aidante|pair aidant|paire aidante ou pair aidant")),
        [typeof(DeliveryMode)] = Of(
            (DeliveryMode.InPerson, "in person|face to face|en personne|présentiel|en présence"),
            (DeliveryMode.Virtual, "virtual|online|remote|à distance|virtuel|en ligne"),
            (DeliveryMode.Hybrid, "hybrid|hybride|mixte")),
        [typeof(ContentLanguage)] = Of((ContentLanguage.English, "English|anglais|en"), (ContentLanguage.French, "French|français|fr")),
        [typeof(SessionStatus)] = Of(
            (SessionStatus.Held, "held|tenue"),
            (SessionStatus.Cancelled, "cancelled|canceled|annulée"),
            (SessionStatus.Rescheduled, "rescheduled|reportée")),
        [typeof(SoloFacilitationReason)] = Of(
            (SoloFacilitationReason.Illness, "illness|maladie"),
            (SoloFacilitationReason.Weather, "weather|météo|conditions météorologiques|intempéries"),
            (SoloFacilitationReason.StaffingGap, "staffing gap|staffing|manque de personnel"),
            (SoloFacilitationReason.Other, "other|another reason|other reason|autre|autre raison")),
        [typeof(FidelityValue)] = Of(
            (FidelityValue.Full, "full|done in full|yes|fait|fait en entier|oui"),
            (FidelityValue.Partial, "partial|done in part|partly|en partie|fait en partie|partiel"),
            (FidelityValue.NotDone, "not done|no|non fait|non"),
            (FidelityValue.NotApplicable, "not applicable|n/a|na|sans objet|s/o|so")),
    };

    private static readonly HashSet<string> Yes = ["yes", "y", "oui", "o", "true", "vrai", "1", "x"];
    private static readonly HashSet<string> No = ["no", "n", "non", "false", "faux", "0"];

    /// <summary>The member that the cell names, in either language.</summary>
    public static TEnum? Word<TEnum>(string text)
        where TEnum : struct, Enum =>
        Words[typeof(TEnum)].TryGetValue(ImportLayout.Key(text), out var member) ? (TEnum)member : null;

    /// <summary>The member that the cell nearly names, where one letter or two are wrong.</summary>
    public static TEnum? NearWord<TEnum>(string text)
        where TEnum : struct, Enum
    {
        var key = ImportLayout.Key(text);
        return key.Length < 4 ? null : (TEnum?)Words[typeof(TEnum)].Where(w => w.Key.Length > 3 && Distance(w.Key, key) <= 2).Select(w => w.Value).FirstOrDefault();
    }

    /// <summary>A date as YYYY-MM-DD, or as the number of days that a workbook stores. Nothing else: 01/02 is two dates.</summary>
    public static DateOnly? Date(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        if (DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) && moment.TimeOfDay == TimeSpan.Zero)
            return DateOnly.FromDateTime(moment);
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days) && days is >= 32874 and < 73051 && days == Math.Floor(days)
            ? DateOnly.FromDateTime(DateTime.FromOADate(days))
            : null;
    }

    /// <summary>Hours with a decimal point or comma, such as 6.5 or 6,5.</summary>
    public static decimal? Hours(string text) =>
        decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var hours)
        && hours is > -1000 and < 1000
            ? hours
            : null;

    /// <summary>A whole number, also as a workbook may write it (6.0).</summary>
    public static int? Whole(string text)
    {
        if (text.EndsWith(".0", StringComparison.Ordinal))
            text = text[..^2];
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is > -100_000 and < 100_000 ? number : null;
    }

    /// <summary>Yes or no in either language.</summary>
    public static bool? YesOrNo(string text)
    {
        var key = ImportLayout.Key(text);
        return Yes.Contains(key) ? true : No.Contains(key) ? false : null;
    }

    /// <summary>The entries of a list in one cell.</summary>
    public static string[] List(string text) => text.Split(Several, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>How many letters differ (Levenshtein), up to 3.</summary>
    public static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 2)
            return 3;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return Math.Min(row[^1], 3);
    }

    private static Dictionary<string, Enum> Of(params (Enum Member, string Words)[] members) =>
        members.SelectMany(m => m.Words.Split('|').Append(m.Member.ToString()).Select(w => (Key: ImportLayout.Key(w), m.Member)))
            .DistinctBy(w => w.Key).ToDictionary(w => w.Key, w => w.Member, StringComparer.Ordinal);
}
