using TraumaCapacity.Model.Synthesis;

namespace TraumaCapacity.Web.Features.Synthesis;

/// <summary>What somebody signs on a <see cref="SignOffCard"/>.</summary>
/// <param name="Value">The value.</param>
/// <param name="Reason">Why it differs from the suggestion, or a rationale beside it.</param>
public sealed record SignOff(CellValue Value, string? Reason);
