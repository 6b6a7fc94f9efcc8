using System.Globalization;
using TraumaCapacity.Model.Organizations;

namespace TraumaCapacity.Model.Interventions;

/// <summary>A place in a group that somebody takes who is not known here (PRV-20). It has a code and nothing else, so that
/// attendance and completion can be counted by person without anyone being named. Codes begin anew in each group.</summary>
public sealed class AnonymousSlot : Entity, IGroupScoped
{
    public const int CodeLength = 3;

    private AnonymousSlot()
    {
    }

    public SlotId Id { get; private set; } = SlotId.New();

    public GroupId GroupId { get; private set; }

    /// <summary>The organization that leads the group.</summary>
    public OrganizationId OrganizationId { get; private set; }

    /// <summary><c>P01</c>, <c>P02</c> and so on.</summary>
    public string Code { get; private set; } = "";

    internal static AnonymousSlot Of(InterventionGroup group, int number) => new()
    {
        GroupId = group.Id,
        OrganizationId = group.OrganizationId,
        Code = "P" + number.ToString("00", CultureInfo.InvariantCulture),
    };
}

/// <summary>That a slot was present at a session; there is no row for one that was not.</summary>
public sealed class SlotAttendance : Entity, IGroupScoped
{
    private SlotAttendance()
    {
    }

    public Guid Id { get; private set; } = Guid.NewGuid();

    public InterventionSessionId SessionId { get; private set; }

    public GroupId GroupId { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public SlotId SlotId { get; private set; }

    internal static SlotAttendance Of(InterventionSession session, SlotId slot) =>
        new() { SessionId = session.Id, GroupId = session.GroupId, OrganizationId = session.OrganizationId, SlotId = slot };
}

/// <summary>Attendance of one slot.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Attended">Held sessions at which it was present.</param>
/// <param name="Completed">Whether that reaches the group's threshold.</param>
public sealed record SlotDose(string Code, int Attended, bool Completed);
