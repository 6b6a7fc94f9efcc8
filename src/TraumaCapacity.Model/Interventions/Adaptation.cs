using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Model.Interventions;

/// <summary>A way in which a session may depart from its manual, to choose from a list. A term that was used stays; it is
/// retired instead of removed.</summary>
public sealed class AdaptationTerm : Entity
{
    public const int KeyLength = 40;
    public const int NameLength = 120;

    private AdaptationTerm()
    {
    }

    /// <summary>What it is stored as, such as <c>SHORTENED</c>.</summary>
    public string Key { get; private set; } = "";

    public string NameEn { get; private set; } = "";

    public string NameFr { get; private set; } = "";

    /// <summary>From 1, in the order of the list.</summary>
    public int Position { get; private set; }

    /// <summary>No longer offered.</summary>
    public bool IsRetired { get; private set; }
}

/// <summary>An adaptation of one session.</summary>
public sealed class SessionAdaptation : Entity, IGroupScoped
{
    private SessionAdaptation()
    {
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    public InterventionSessionId SessionId { get; private set; }

    public GroupId GroupId { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>The key of its term.</summary>
    public string TermKey { get; private set; } = "";

    internal static SessionAdaptation Of(InterventionSession session, string term) =>
        new() { SessionId = session.Id, GroupId = session.GroupId, OrganizationId = session.OrganizationId, TermKey = term };
}
