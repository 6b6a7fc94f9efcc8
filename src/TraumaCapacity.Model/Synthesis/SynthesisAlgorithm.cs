namespace TraumaCapacity.Model.Synthesis;

/// <summary>Names the rules of 4.3 and 4.4 as they stand here. A signed synthesis keeps the version it was computed with,
/// so any change to those rules changes this.</summary>
public static class SynthesisAlgorithm
{
    /// <summary>Version of the rules.</summary>
    public const string Version = "1.0";
}
