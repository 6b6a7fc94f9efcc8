namespace TraumaCapacity.Application.Data.Exports;

/// <summary>Text on its way into a file that a spreadsheet may open.</summary>
internal static class FileText
{
    private const string FormulaStarts = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>The text, quoted with an apostrophe where a spreadsheet would run it as a formula.</summary>
    public static string Harmless(string text) =>
        text.Length > 0 && FormulaStarts.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
}
