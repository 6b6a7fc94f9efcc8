namespace TraumaCapacity.Model.Coding;

/// <summary>What a change rating rests on, from the weakest to the strongest (4.2).</summary>
public enum RatingBasis
{
    /// <summary>Concluded by the coder from what was said.</summary>
    Inferred,

    /// <summary>Said in general terms, without an example.</summary>
    GeneralStatement,

    /// <summary>Told with an example: who, what is done differently, when or where.</summary>
    ConcreteExample,

    /// <summary>Supported by a document, such as a written policy.</summary>
    Documented,
}

/// <summary>To what the speaker attributes a change.</summary>
public enum ChangeAttribution
{
    /// <summary>To the initiative.</summary>
    Initiative,

    /// <summary>To the initiative among other things.</summary>
    Partly,

    /// <summary>To something else.</summary>
    Other,

    /// <summary>The speaker does not say.</summary>
    Unclear,
}

/// <summary>Whether evidence in a cell could be given a point of the scale. Not having been discussed is neither:
/// it has no rating at all (INV-29).</summary>
public enum RatingStatus
{
    /// <summary>It has a point of the scale.</summary>
    Rated,

    /// <summary>It belongs to the cell, but its direction cannot be judged.</summary>
    InsufficientEvidence,
}

/// <summary>What follows from the basis of a rating.</summary>
public static class RatingBasisExtensions
{
    /// <summary>Whether the basis bears a clear change, a rating of -2 or +2 (INV-26).</summary>
    public static bool IsConcrete(this RatingBasis basis) => basis is RatingBasis.ConcreteExample or RatingBasis.Documented;
}

/// <summary>The change rating scale, five ordinal points from -2 to +2 (4.2). Its zero means that the speaker said
/// that nothing changed; it never stands for silence.</summary>
public static class ChangeScale
{
    /// <summary>Which scale, and which version of its anchors, a rating was given on (INV-30).</summary>
    public const string Version = "CRS-5/1";

    /// <summary>Clear negative change.</summary>
    public const int Lowest = -2;

    /// <summary>Clear positive change.</summary>
    public const int Highest = 2;

    /// <summary>The five points, ascending.</summary>
    public static IReadOnlyList<int> Points { get; } = [-2, -1, 0, 1, 2];

    /// <summary>Whether the value is one of the five points.</summary>
    public static bool IsPoint(int value) => value is >= Lowest and <= Highest;

    /// <summary>Whether the value is a clear change, which only concrete evidence bears (INV-26).</summary>
    public static bool IsClear(int value) => value is Lowest or Highest;

    /// <summary>The value itself. Anything but a point of the scale is a programmer's error.</summary>
    public static int Require(int value) =>
        IsPoint(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Not a point of the change scale.");
}
