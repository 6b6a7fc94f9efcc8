namespace TraumaCapacity.Application.Data.Seeding;

/// <summary>Stands at the day on which something of the demonstration happened, and moves on by a minute at each look, so
/// that what follows is later.</summary>
internal sealed class DemoClock : TimeProvider
{
    private long ticks;

    /// <summary>Moves to the morning of a day.</summary>
    public void MoveTo(DateOnly day) => Interlocked.Exchange(ref ticks, new DateTime(day, new TimeOnly(13, 0), DateTimeKind.Utc).Ticks);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref ticks, TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
