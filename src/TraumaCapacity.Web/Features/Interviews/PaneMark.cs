namespace TraumaCapacity.Web.Features.Interviews;

/// <summary>A passage that the transcript pane marks.</summary>
/// <param name="Start">First code point of the whole text.</param>
/// <param name="End">One past the last.</param>
/// <param name="Look">How it is marked: <c>open</c>, <c>replaced</c>, <c>dismissed</c>, <c>found</c> or <c>flag</c>.</param>
/// <param name="Note">Shown behind the passage, such as its replacement.</param>
public sealed record PaneMark(string Id, int Start, int End, string Look, string? Note);
