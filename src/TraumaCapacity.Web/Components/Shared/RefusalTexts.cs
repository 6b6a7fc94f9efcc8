using System.Globalization;
using Microsoft.Extensions.Localization;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Coding;

namespace TraumaCapacity.Web.Components.Shared;

/// <summary>Says a refusal in the reader's language: what is wrong, where, and what to do. The sentences stand beside
/// the feature, in <c>Features/X/XRefusals.resx</c>, keyed by the full code.</summary>
public sealed class RefusalTexts(IStringLocalizerFactory factory, IStringLocalizer<SharedTexts> shared, Terms terms)
{
    private static readonly string Assembly = typeof(RefusalTexts).Assembly.GetName().Name!;

    /// <summary>The sentence, with its values written as the language writes them. A code without a sentence gets a
    /// general one that names the code, so that it can be reported.</summary>
    public string Say(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var text = Find(refusal);
        return text is null ? shared["UnknownRefusal", refusal.Code] : Fill(text, refusal.Arguments);
    }

    private string? Find(Refusal refusal)
    {
        var feature = factory.Create($"Features.{refusal.Feature}.{refusal.Feature}Refusals", Assembly)[refusal.Code];
        if (!feature.ResourceNotFound)
            return feature.Value;
        var common = shared[refusal.Code];
        return common.ResourceNotFound ? null : common.Value;
    }

    private string Fill(string text, object[] arguments)
    {
        var words = Array.ConvertAll(arguments, Word);
        try
        {
            return string.Format(CultureInfo.CurrentCulture, text, words);
        }
        catch (FormatException)
        {
            // Fewer values than the sentence has places: the reader still gets the sentence.
            return text;
        }
    }

    private object Word(object argument) => argument switch
    {
        Enum member => terms.Of(member),
        CapacityCell cell => terms.Cell(cell),
        System.Collections.IEnumerable several and not string => string.Join(", ", several.Cast<object>().Select(Word)),
        _ => Formats.Any(argument),
    };
}
