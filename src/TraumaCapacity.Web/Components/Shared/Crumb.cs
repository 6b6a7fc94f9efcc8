namespace TraumaCapacity.Web.Components.Shared;

/// <summary>One step of the path to a page.</summary>
/// <param name="Text">Its name, in the reader's language.</param>
/// <param name="Href">Where it leads; nothing for the page itself.</param>
public sealed record Crumb(string Text, string? Href = null);
