using System.Text;

namespace TraumaCapacity.Model.Imports;

/// <summary>One column that a file may have.</summary>
/// <param name="Field">What it says.</param>
/// <param name="IsRequired">Whether a file without it is refused.</param>
/// <param name="IsKey">Whether it belongs to the key by which a row is found again.</param>
/// <param name="English">Its heading in a file that we make, and the first that is recognised.</param>
/// <param name="French">Its heading in French.</param>
/// <param name="Others">Other headings that are recognised, in either language.</param>
public sealed record ImportColumn(ImportField Field, bool IsRequired, bool IsKey, string English, string French, params string[] Others)
{
    /// <summary>Whether a heading names this column, without regard to capitals, accents and spaces.</summary>
    public bool IsNamedBy(string heading) => Keys.Contains(ImportLayout.Key(heading));

    private HashSet<string> Keys => field ??= [.. Others.Append(English).Append(French).Select(ImportLayout.Key)];
}

/// <summary>The columns of each kind of file, with their names in both languages.</summary>
public static class ImportLayout
{
    private static readonly ImportColumn OrganizationCode = new(
        ImportField.OrganizationCode, true, true, "Organization code", "Code de l’organisme", "Organisation code", "Org code", "Organization", "Code organisme", "Organisme");

    private static readonly ImportColumn Email = new(
        ImportField.Email, true, true, "E-mail", "Courriel", "E-mail address", "Work e-mail", "Adresse courriel", "Courriel professionnel");

    private static readonly ImportColumn CohortCode = new(ImportField.CohortCode, true, true, "Cohort", "Cohorte", "Cohort code", "Code de la cohorte");

    private static readonly ImportColumn GroupLabel = new(ImportField.GroupLabel, true, true, "Group", "Groupe", "Group name", "Label", "Nom du groupe");

    private static readonly ImportColumn Facilitators = new(
        ImportField.Facilitators, false, false, "Facilitators", "Personnes facilitatrices", "Facilitator", "Facilitated by", "Animation", "Facilitator e-mails", "Courriels");

    private static readonly Dictionary<ImportKind, IReadOnlyList<ImportColumn>> Layouts = new()
    {
        [ImportKind.Facilitators] =
        [
            OrganizationCode,
            new(ImportField.PersonName, true, false, "Name", "Nom", "Full name", "Facilitator", "Nom complet", "Personne facilitatrice"),
            Email,
            new(ImportField.Role, true, true, "Role", "Fonction"),
            new(ImportField.From, true, false, "From", "Depuis", "Start date", "Start", "Since", "Du", "Début", "Date de début", "Premier jour", "First day"),
            new(ImportField.Until, false, false, "Until", "Jusqu’au", "End date", "End", "Fin", "Date de fin", "Dernier jour", "Last day"),
        ],
        [ImportKind.Cohorts] =
        [
            CohortCode,
            new(ImportField.Programme, false, false, "Programme", "Programme de formation", "Program", "Training programme", "Formation"),
            new(ImportField.Days, false, false, "Days", "Jours", "Training days", "Jours de formation"),
            new(ImportField.Capacity, false, false, "Capacity", "Places", "Capacité", "Nombre de places"),
            new(ImportField.Mode, false, false, "Mode", "Modalité"),
            new(ImportField.Language, false, false, "Language", "Langue"),
            new(ImportField.Location, false, false, "Location", "Lieu", "Place", "Endroit"),
            Email with { IsRequired = false },
            OrganizationCode with { IsRequired = false, IsKey = false },
        ],
        [ImportKind.Attendance] =
        [
            CohortCode,
            Email,
            new(ImportField.Date, true, true, "Date", "Date", "Day", "Jour"),
            new(ImportField.Hours, true, false, "Hours", "Heures", "Hours attended", "Heures de présence"),
        ],
        [ImportKind.Groups] =
        [
            OrganizationCode,
            GroupLabel,
            new(ImportField.Curriculum, true, false, "Curriculum", "Programme d’animation", "Programme"),
            new(ImportField.CurriculumVersion, false, false, "Curriculum version", "Version du programme", "Version"),
            new(ImportField.StartsOn, true, false, "Start date", "Date de début", "Starts on", "Start", "Début"),
            new(ImportField.EndsOn, true, false, "End date", "Date de fin", "Ends on", "End", "Fin"),
            new(ImportField.PlannedSessions, false, false, "Planned sessions", "Séances prévues", "Sessions", "Séances"),
            new(ImportField.EnrolledCount, true, false, "Enrolled", "Inscriptions", "Enrolled participants", "Participantes inscrites", "Inscrites"),
            new(ImportField.Mode, false, false, "Mode", "Modalité"),
            new(ImportField.ChildCare, false, false, "Child care", "Garde d’enfants", "Childcare", "Child-minding", "Halte-garderie"),
            new(ImportField.Transport, false, false, "Transport", "Transport", "Transportation"),
            Facilitators,
        ],
        [ImportKind.Sessions] =
        [
            OrganizationCode,
            GroupLabel,
            new(ImportField.SessionNumber, true, true, "Session", "Séance", "Session number", "Number", "Numéro", "Numéro de séance", "No"),
            new(ImportField.Date, true, false, "Date", "Date", "Held on", "Tenue le"),
            new(ImportField.SessionStatus, false, false, "State", "État", "Status", "Statut"),
            new(ImportField.RescheduledTo, false, false, "Rescheduled to", "Reportée au", "New date", "New day", "Nouvelle date", "Nouveau jour"),
            new(ImportField.PresentCount, false, false, "Present", "Présences", "Present count", "Présentes", "Participantes présentes"),
            new(ImportField.Minutes, false, false, "Minutes", "Minutes", "Duration", "Durée"),
            Facilitators,
            new(ImportField.SoloReason, false, false, "Reason for one facilitator", "Raison d’une seule personne", "Solo reason", "Raison"),
            new(ImportField.OpeningCheckIn, false, false, "Opening check-in", "Tour d’ouverture", "Tour de table d’ouverture"),
            new(ImportField.TopicAsInManual, false, false, "Topic as in the manual", "Thème selon le manuel", "Thème conforme au manuel"),
            new(ImportField.PracticeActivity, false, false, "Practice activity", "Activité pratique", "Activité de mise en pratique"),
            new(ImportField.ClosingAndNextStep, false, false, "Closing and next step", "Clôture et prochaine étape"),
            new(ImportField.Note, false, false, "Adaptation", "Adaptation", "Note", "Adaptation note"),
        ],
    };

    /// <summary>The columns of a kind, in the order of a file that we make.</summary>
    public static IReadOnlyList<ImportColumn> Of(ImportKind kind) => Layouts[kind];

    /// <summary>The columns whose headings are in the file, by the headings' index. A field that two headings name is
    /// left out and told, since guessing could store the wrong one.</summary>
    public static (IReadOnlyDictionary<ImportField, int> Matching, IReadOnlyList<ImportField> Twice) Match(ImportKind kind, IReadOnlyList<string> headings)
    {
        var matching = new Dictionary<ImportField, int>();
        var twice = new List<ImportField>();
        foreach (var column in Of(kind))
        {
            var named = Enumerable.Range(0, headings.Count).Where(i => column.IsNamedBy(headings[i])).ToList();
            if (named.Count == 1)
                matching.Add(column.Field, named[0]);
            else if (named.Count > 1)
                twice.Add(column.Field);
        }

        return (matching, twice);
    }

    /// <summary>How many columns of the kind the headings name.</summary>
    public static int Recognised(ImportKind kind, IReadOnlyList<string> headings) => Of(kind).Count(c => headings.Any(c.IsNamedBy));

    /// <summary>Small letters without accents, and letters and digits only: how headings and words are compared.</summary>
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
}
