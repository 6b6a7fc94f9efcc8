namespace TraumaCapacity.Web.Components.Layout;

/// <summary>Names the texts of the frame: areas, top bar, connection, errors.</summary>
public sealed class FrameTexts;
