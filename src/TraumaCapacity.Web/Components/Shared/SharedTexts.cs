namespace TraumaCapacity.Web.Components.Shared;

/// <summary>Names the texts that the frame and the shared components have in common.</summary>
public sealed class SharedTexts;
