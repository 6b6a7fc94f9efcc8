using System.Globalization;
using System.Text;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Application.Organizations;

/// <summary>Finds the columns by their headings, and reads roles and dates, in English and in French.</summary>
internal static class FacilitatorColumns
{
    private static readonly Dictionary<string, FacilitatorColumn> Headings = new(StringComparer.Ordinal)
    {
        ["organizationcode"] = FacilitatorColumn.OrganizationCode,
        ["organisationcode"] = FacilitatorColumn.OrganizationCode,
        ["orgcode"] = FacilitatorColumn.OrganizationCode,
        ["organization"] = FacilitatorColumn.OrganizationCode,
        ["codeorganisme"] = FacilitatorColumn.OrganizationCode,
        ["codedelorganisme"] = FacilitatorColumn.OrganizationCode,
        ["organisme"] = FacilitatorColumn.OrganizationCode,
        ["name"] = FacilitatorColumn.Name,
        ["fullname"] = FacilitatorColumn.Name,
        ["facilitator"] = FacilitatorColumn.Name,
        ["nom"] = FacilitatorColumn.Name,
        ["nomcomplet"] = FacilitatorColumn.Name,
        ["personnefacilitatrice"] = FacilitatorColumn.Name,
        ["email"] = FacilitatorColumn.Email,
        ["emailaddress"] = FacilitatorColumn.Email,
        ["workemail"] = FacilitatorColumn.Email,
        ["courriel"] = FacilitatorColumn.Email,
        ["adressecourriel"] = FacilitatorColumn.Email,
        ["courrielprofessionnel"] = FacilitatorColumn.Email,
        ["role"] = FacilitatorColumn.Role,
        ["fonction"] = FacilitatorColumn.Role,
        ["from"] = FacilitatorColumn.From,
        ["startdate"] = FacilitatorColumn.From,
        ["start"] = FacilitatorColumn.From,
        ["since"] = FacilitatorColumn.From,
        ["du"] = FacilitatorColumn.From,
        ["depuis"] = FacilitatorColumn.From,
        ["debut"] = FacilitatorColumn.From,
        ["datededebut"] = FacilitatorColumn.From,
    };

    private static readonly Dictionary<string, AffiliationRole> Roles = new(StringComparer.Ordinal)
    {
        ["facilitator"] = AffiliationRole.Facilitator,
        ["facilitatrice"] = AffiliationRole.Facilitator,
        ["facilitateur"] = AffiliationRole.Facilitator,
        ["personnefacilitatrice"] = AffiliationRole.Facilitator,
        ["coordinator"] = AffiliationRole.Coordinator,
        ["coordonnatrice"] = AffiliationRole.Coordinator,
        ["coordonnateur"] = AffiliationRole.Coordinator,
        ["coordination"] = AffiliationRole.Coordinator,
        ["supervisor"] = AffiliationRole.Supervisor,
        ["superviseure"] = AffiliationRole.Supervisor,
        ["superviseur"] = AffiliationRole.Supervisor,
        ["supervision"] = AffiliationRole.Supervisor,
        ["peersupportworker"] = AffiliationRole.PeerSupportWorker,
        ["paireaidante"] = AffiliationRole.PeerSupportWorker,
        ["pairaidant"] = AffiliationRole.PeerSupportWorker,
    };

    /// <summary>How many of the headings are known.</summary>
    public static int Known(IEnumerable<string> headings) => headings.Select(Find).Where(c => c is not null).Distinct().Count();

    /// <summary>The column that a heading names.</summary>
    public static FacilitatorColumn? Find(string heading) => Headings.TryGetValue(Key(heading), out var column) ? column : null;

    /// <summary>The role that a cell names.</summary>
    public static AffiliationRole? Role(string text) => Roles.TryGetValue(Key(text), out var role) ? role : null;

    /// <summary>The role that the cell nearly names, where one letter or two are wrong.</summary>
    public static AffiliationRole? NearRole(string text) =>
        Roles.Where(r => Distance(r.Key, Key(text)) <= 2).Select(r => (AffiliationRole?)r.Value).FirstOrDefault();

    /// <summary>A date as YYYY-MM-DD, or as the number of days that a workbook stores.</summary>
    public static DateOnly? Date(string text)
    {
        text = text.Trim();
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days) && days is >= 32874 and < 73051
            ? DateOnly.FromDateTime(DateTime.FromOADate(days))
            : null;
    }

    /// <summary>Small letters without accents, and letters and digits only.</summary>
    public static string Key(string text)
    {
        var key = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
                key.Append(char.ToLowerInvariant(c));
        }

        return key.ToString();
    }

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
}
