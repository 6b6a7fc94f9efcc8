using System.Globalization;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Training;

namespace TraumaCapacity.Web.Features.Interviews;

/// <summary>How interviews are called and coloured on every screen.</summary>
internal static class InterviewNames
{
    /// <summary>«07».</summary>
    public static string Number(int number) => number.ToString("00", CultureInfo.InvariantCulture);

    /// <summary>The class of the tag that shows a state: amber for what waits for somebody, teal for what is in use.</summary>
    public static string? Look(InterviewState state) => state switch
    {
        InterviewState.DeIdentifying or InterviewState.InReview => "amber",
        InterviewState.Released or InterviewState.Reconciling or InterviewState.SignedOff => "teal",
        _ => null,
    };

    /// <summary>The language of a text for the browser.</summary>
    public static string Tag(ContentLanguage language) => language == ContentLanguage.French ? "fr-CA" : "en-CA";
}
