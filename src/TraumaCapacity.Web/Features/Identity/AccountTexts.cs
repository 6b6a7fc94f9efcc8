namespace TraumaCapacity.Web.Features.Identity;

/// <summary>Names the texts of sign-in and account pages.</summary>
public sealed class AccountTexts;
