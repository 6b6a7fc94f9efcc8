namespace TraumaCapacity.Model.Synthesis;

/// <summary>What values were measured with. Values are brought together only where it is the same (INV-30).</summary>
/// <param name="ScaleVersion">Such as <c>CRS-5/1</c>: the scale and its version.</param>
/// <param name="CodebookMajor">The part of the codebook's version before the full stop.</param>
public sealed record MeasurementBasis(string ScaleVersion, string CodebookMajor)
{
    /// <summary>The basis of a coding.</summary>
    /// <param name="scaleVersion">Version of the scale.</param>
    /// <param name="codebookVersion">Major and minor, such as <c>1.2</c>.</param>
    public static MeasurementBasis Of(string scaleVersion, string codebookVersion)
    {
        ArgumentNullException.ThrowIfNull(codebookVersion);
        return new MeasurementBasis(scaleVersion, codebookVersion.Split('.')[0]);
    }

    /// <summary>The one basis of all values, or <c>null</c> if there are no values. Refused where there are two.</summary>
    public static Result<MeasurementBasis?> Common(IEnumerable<MeasurementBasis> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var distinct = values.Distinct().Take(2).ToList();
        return distinct.Count > 1 ? SynthesisRefusals.DifferentMeasures : distinct.SingleOrDefault();
    }
}
