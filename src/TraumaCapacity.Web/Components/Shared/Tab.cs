namespace TraumaCapacity.Web.Components.Shared;

/// <summary>One tab of a page.</summary>
/// <param name="Key">Its name in the address or in the page's code.</param>
/// <param name="Text">Its name for the reader.</param>
/// <param name="Href">Where it leads. Tabs that change the address are links; others are buttons.</param>
/// <param name="Count">How many things are behind it.</param>
public sealed record Tab(string Key, string Text, string? Href = null, int? Count = null);
