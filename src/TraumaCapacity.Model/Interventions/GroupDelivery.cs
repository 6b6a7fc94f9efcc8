namespace TraumaCapacity.Model.Interventions;

/// <summary>What of its plan a group delivered, and to how many.</summary>
/// <param name="PlannedSessions">As planned.</param>
/// <param name="HeldSessions">Sessions held.</param>
/// <param name="PlannedMinutes">Of all planned sessions; <c>null</c> where no length is planned.</param>
/// <param name="DeliveredMinutes">Of the sessions whose length is known.</param>
/// <param name="SessionsWithMinutes">How many those are.</param>
/// <param name="MeanDose">Mean share of the enrolled participants present at a session held, 0 to 1; <c>null</c> before the
/// first, and where nobody is enrolled.</param>
public sealed record GroupDelivery(int PlannedSessions, int HeldSessions, int? PlannedMinutes, int DeliveredMinutes, int SessionsWithMinutes, double? MeanDose)
{
    /// <summary>Counts what a group delivered so far.</summary>
    public static GroupDelivery Of(InterventionGroup group)
    {
        var held = group.Sessions.Where(s => s.Status == SessionStatus.Held).ToList();
        return new GroupDelivery(
            group.PlannedSessions,
            held.Count,
            group.SessionMinutes * group.PlannedSessions,
            held.Sum(s => s.Minutes ?? 0),
            held.Count(s => s.Minutes is not null),
            held.Count == 0 || group.EnrolledCount == 0 ? null : held.Average(s => (double)s.PresentCount / group.EnrolledCount));
    }
}

/// <summary>A session that a group has still before it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="On">The day it is expected on.</param>
/// <param name="IsRescheduled">The day was named when the session was rescheduled; otherwise it follows from the rhythm of the group.</param>
public sealed record ExpectedSession(int Number, DateOnly On, bool IsRescheduled)
{
    private const int DaysApart = 7;

    /// <summary>The sessions that a running group has not recorded yet, by number: rescheduled ones on their new day, the
    /// others a week apart on the group's weekday, up to the planned number and the group's last day. A day may have passed:
    /// then its session waits to be logged.</summary>
    public static IReadOnlyList<ExpectedSession> Of(InterventionGroup group)
    {
        if (group.Status is GroupStatus.Closed or GroupStatus.Cancelled)
            return [];
        var moved = group.Sessions.Where(s => s.RescheduledTo is not null).Select(s => new ExpectedSession(s.Number, s.RescheduledTo!.Value, true));
        // The rhythm is that of the latest session that was not moved from its day.
        var last = group.Sessions.Where(s => !s.WasMoved).MaxBy(s => s.Number);
        var (number, day) = last is null ? (1, group.StartsOn) : (last.Number + 1, last.HeldOn.AddDays(DaysApart));
        var recorded = group.Sessions.Select(s => s.Number).ToHashSet();
        var regular = new List<ExpectedSession>();
        for (; number <= group.PlannedSessions && day <= group.EndsOn; number++, day = day.AddDays(DaysApart))
        {
            if (!recorded.Contains(number))
                regular.Add(new ExpectedSession(number, day, false));
        }

        return [.. moved.Concat(regular).OrderBy(s => s.Number)];
    }
}
