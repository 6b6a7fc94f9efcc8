using Microsoft.Extensions.Localization;
using TraumaCapacity.Application.Imports;
using TraumaCapacity.Model.Imports;
using TraumaCapacity.Web.Components.Shared;

namespace TraumaCapacity.Web.Features.Imports;

/// <summary>Says errors of a file in the reader's language, on screen and in the report.</summary>
public sealed class ImportWords(RefusalTexts refusals, Terms terms, IStringLocalizer<ImportPage> texts) : IImportWords
{
    /// <inheritdoc />
    public string Reason(ImportError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.Suggestion is null ? Rule(error) : $"{Rule(error)} {DidYouMean(error.Suggestion)}";
    }

    /// <summary>The rule that the cell breaks.</summary>
    public string Rule(ImportError error) => refusals.Say(error.Refusal);

    /// <summary>«Did you mean …?»</summary>
    public string DidYouMean(object suggestion) => texts["DidYouMean", suggestion is Enum member ? terms.Of(member) : suggestion];

    /// <summary>The column as the file names it, or the field where the file has no such column.</summary>
    public string Column(ImportError error) => error.Column.Length > 0 ? error.Column : terms.Title(error.Field);

    /// <inheritdoc />
    public string ReasonHeading(string heading) => heading.Length > 0 ? texts["ReasonHeading", heading] : texts["ReasonHeadingRow"];
}
