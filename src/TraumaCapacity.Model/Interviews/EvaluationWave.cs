namespace TraumaCapacity.Model.Interviews;

/// <summary>A wave of data collection.</summary>
public sealed class EvaluationWave : Entity
{
    public const int NameLength = 40;

    private EvaluationWave()
    {
    }

    public WaveId Id { get; private set; } = WaveId.New();

    /// <summary>Short name, unique, such as <c>T1</c>.</summary>
    public string Name { get; private set; } = "";

    public DateOnly StartsOn { get; private set; }

    public DateOnly EndsOn { get; private set; }

    /// <summary>Opens a wave. Refused without a name, with one of more than 40 characters, or where it would end before
    /// it starts (INV-01).</summary>
    public static Result<EvaluationWave> Open(string name, DateOnly startsOn, DateOnly endsOn)
    {
        name = name.Trim();
        if (name.Length is 0 or > NameLength)
            return InterviewsRefusals.WaveNameLength.For(nameof(Name));
        if (endsOn < startsOn)
            return InterviewsRefusals.WaveDatesReversed.For(nameof(EndsOn));
        return new EvaluationWave { Name = name, StartsOn = startsOn, EndsOn = endsOn };
    }

    /// <summary>Whether the day lies within the wave, its first and last day included.</summary>
    public bool Contains(DateOnly day) => StartsOn <= day && day <= EndsOn;
}
