using TraumaCapacity.Model.Organizations;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Model.Interventions;

/// <summary>How far an element of the manual was done.</summary>
public enum FidelityValue
{
    Full,
    Partial,
    NotDone,
    NotApplicable,
}

/// <summary>Who rated the fidelity of a session.</summary>
public enum FidelityRater
{
    Self,
    CoFacilitator,
    Observer,
}

/// <summary>The elements that a session of a curriculum should have. What was rated once keeps its meaning: a checklist never
/// changes, a curriculum gets a new one with the next number, and sessions keep the one they were rated by.</summary>
public sealed class FidelityChecklist : Entity
{
    public const int MaximumItems = 20;
    public const int ItemLength = 160;

    private readonly List<FidelityItem> items = [];

    private FidelityChecklist()
    {
    }

    public FidelityChecklistId Id { get; private set; } = FidelityChecklistId.New();

    /// <summary>The curriculum it belongs to; <c>null</c> for the standard one, used where a curriculum has none of its own.</summary>
    public CurriculumId? CurriculumId { get; private set; }

    /// <summary>1 for the first of its curriculum, and so on; the highest is in force.</summary>
    public int Number { get; private set; }

    /// <summary>The elements, in the order of a session.</summary>
    public IReadOnlyList<FidelityItem> Items => items;

    /// <summary>Defines a checklist.</summary>
    /// <param name="curriculum">Whose; <c>null</c> for the standard one.</param>
    /// <param name="number">One more than the highest of that curriculum so far.</param>
    /// <param name="texts">1 to 20 elements, each named in both languages with 1 to 160 characters, no two alike; at most one
    /// of them is about the session's topic.</param>
    public static Result<FidelityChecklist> Define(CurriculumId? curriculum, int number, IReadOnlyList<FidelityItemText> texts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        if (texts.Count is 0 or > MaximumItems)
            return InterventionRefusals.ChecklistLength(MaximumItems).For("Items");
        if (texts.Count(t => t.IsTopic) > 1)
            return InterventionRefusals.ChecklistTopics.For("Items");
        var checklist = new FidelityChecklist { CurriculumId = curriculum, Number = number };
        foreach (var text in texts)
        {
            var (en, fr) = (text.En.Trim().Normalize(), text.Fr.Trim().Normalize());
            if (en.Length is 0 or > ItemLength || fr.Length is 0 or > ItemLength)
                return InterventionRefusals.ChecklistItemNotValid(checklist.items.Count + 1, ItemLength).For("Items");
            if (checklist.items.Exists(i => string.Equals(i.TextEn, en, StringComparison.OrdinalIgnoreCase) || string.Equals(i.TextFr, fr, StringComparison.OrdinalIgnoreCase)))
                return InterventionRefusals.ChecklistItemTwice(checklist.items.Count + 1).For("Items");
            checklist.items.Add(new FidelityItem(checklist.Id, checklist.items.Count + 1, en, fr, text.IsTopic));
        }

        return checklist;
    }

    /// <summary>A rating of every element: those left out count as not done. Refused: an element of another checklist.</summary>
    public Result<IReadOnlyDictionary<FidelityItemId, FidelityValue>> Fill(IReadOnlyDictionary<FidelityItemId, FidelityValue> values)
    {
        if (values.Keys.Any(id => items.All(i => i.Id != id)))
            return InterventionRefusals.OtherChecklist.For(nameof(SessionRecord.Fidelity));
        return items.ToDictionary(i => i.Id, i => values.GetValueOrDefault(i.Id, FidelityValue.NotDone));
    }
}

/// <summary>An element in both languages, as it is typed.</summary>
/// <param name="IsTopic">It is about the session's topic, which the log then names beside it.</param>
public sealed record FidelityItemText(string En, string Fr, bool IsTopic = false);

/// <summary>One element of a checklist.</summary>
public sealed class FidelityItem : Entity
{
    private FidelityItem()
    {
    }

    internal FidelityItem(FidelityChecklistId checklist, int position, string en, string fr, bool isTopic)
    {
        ChecklistId = checklist;
        Position = position;
        TextEn = en;
        TextFr = fr;
        IsTopic = isTopic;
    }

    public FidelityItemId Id { get; private set; } = FidelityItemId.New();

    public FidelityChecklistId ChecklistId { get; private set; }

    /// <summary>From 1, in the order of a session.</summary>
    public int Position { get; private set; }

    public string TextEn { get; private set; } = "";

    public string TextFr { get; private set; } = "";

    /// <summary>It is about the session's topic.</summary>
    public bool IsTopic { get; private set; }
}

/// <summary>One element of the checklist as one rater saw it.</summary>
public sealed class FidelityResponse : Entity, IGroupScoped
{
    private FidelityResponse()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public InterventionSessionId SessionId { get; private set; }

    public GroupId GroupId { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public FidelityItemId ItemId { get; private set; }

    public FidelityRater Rater { get; private set; }

    public FidelityValue Value { get; private set; }

    internal static FidelityResponse Of(InterventionSession session, FidelityItemId item, FidelityRater rater, FidelityValue value) =>
        new() { SessionId = session.Id, GroupId = session.GroupId, OrganizationId = session.OrganizationId, ItemId = item, Rater = rater, Value = value };

    internal void Set(FidelityValue value) => Value = value;
}

/// <summary>How far the manual was followed: the weighted share of the elements rated, where «in full» counts 1, «in part»
/// one half and «not done» 0. Elements that do not apply are left out. Ratings of different raters are never mixed.</summary>
/// <param name="Share">0 to 1; <c>null</c> where nothing that applies was rated.</param>
/// <param name="Rated">How many ratings it rests on.</param>
public readonly record struct Adherence(double? Share, int Rated)
{
    /// <summary>The adherence that the ratings of one rater amount to, of a session or of a whole group.</summary>
    public static Adherence Of(IEnumerable<FidelityValue> values)
    {
        var (halves, rated) = (0, 0);
        foreach (var value in values.Where(v => v != FidelityValue.NotApplicable))
        {
            rated++;
            halves += value switch
            {
                FidelityValue.Full => 2,
                FidelityValue.Partial => 1,
                _ => 0,
            };
        }

        return new Adherence(rated == 0 ? null : halves / (2.0 * rated), rated);
    }
}
