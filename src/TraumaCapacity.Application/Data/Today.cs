namespace TraumaCapacity.Application.Data;

/// <summary>The date at the place where the application runs.</summary>
internal static class Today
{
    /// <summary>Today's date by the clock's own time zone.</summary>
    public static DateOnly Date(this TimeProvider clock) => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
}
