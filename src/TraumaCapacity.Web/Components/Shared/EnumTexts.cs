namespace TraumaCapacity.Web.Components.Shared;

/// <summary>Names the texts of the model's terms: one a member of an enumeration, keyed <c>Enumeration.Member</c>.</summary>
public sealed class EnumTexts;
