using TraumaCapacity.Model;
using TraumaCapacity.Model.Imports;

namespace TraumaCapacity.Application.Imports;

/// <summary>How much of a file is read at most.</summary>
/// <param name="Bytes">Of the file.</param>
/// <param name="Lines">The heading included.</param>
/// <param name="Inflated">Bytes of a workbook, once it is opened.</param>
internal sealed record TableLimits(int Bytes, int Lines, long Inflated)
{
    public const int Cells = 100;
    public const int CellLength = 2_000;
    public const int Parts = 500;

    private const int Megabyte = 1024 * 1024;

    /// <summary>Attendance comes by the million; everything else a person could have typed.</summary>
    public static TableLimits Of(ImportKind kind) => kind == ImportKind.Attendance
        ? new TableLimits(100 * Megabyte, 2_000_001, 700L * Megabyte)
        : new TableLimits(5 * Megabyte, 20_001, 64L * Megabyte);
}

/// <summary>A table that someone handed in as a file, read line by line: CSV in any common form, or XLSX. What it is, is
/// read from its bytes, never from its name. Nothing of it reaches a log.</summary>
internal abstract class TableReader(TableLimits limits) : IDisposable
{
    private const string FormulaStarts = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private readonly List<string> cells = [];
    private int lines;

    /// <summary>As an editor or a spreadsheet counts it, from 1.</summary>
    public int Line { get; protected set; }

    /// <summary>How many cells the line has.</summary>
    public int Count => cells.Count;

    /// <summary>Why reading ended before the file did.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>How the text is read; <c>null</c> for a workbook.</summary>
    public abstract string? Encoding { get; }

    /// <summary>Between the cells of a line; <c>null</c> for a workbook.</summary>
    public abstract char? Separator { get; }

    /// <summary>How much of the file is behind, 0 to 1.</summary>
    public abstract double Share { get; }

    /// <summary>A cell of the line without space around it; nothing beyond its end.</summary>
    public string this[int column] => column < cells.Count ? cells[column] : "";

    /// <summary>Opens the file. Refused where it is empty, too large, of another kind, in an unknown encoding, cut off, or
    /// swells when it is opened.</summary>
    /// <param name="stream">At any position; can be sought. Stays open.</param>
    /// <param name="kind">Whose headings help to tell the separator.</param>
    public static Result<TableReader> Open(Stream stream, ImportKind kind, CancellationToken cancellationToken)
    {
        var limits = TableLimits.Of(kind);
        if (stream.Length > limits.Bytes)
            return ImportRefusals.FileTooLarge(limits.Bytes / (1024 * 1024));
        if (stream.Length == 0)
            return ImportRefusals.FileEmpty;
        stream.Position = 0;
        Span<byte> start = stackalloc byte[1024];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.StartsWith("PK\u0003\u0004"u8))
            return XlsxReader.Open(stream, limits, cancellationToken);
        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            return ImportRefusals.FileIsOldWorkbook;
        if (start.StartsWith("%PDF"u8) || start.StartsWith("{\\rtf"u8) || start.StartsWith("<"u8) || start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]))
            return ImportRefusals.FileNotATable;
        return DelimitedReader.Open(stream, kind, limits, cancellationToken);
    }

    /// <summary>Goes to the next line that is not empty.</summary>
    /// <returns><c>false</c> at the end of the file, or where it cannot be read on (<see cref="Refusal"/>).</returns>
    public bool Read()
    {
        while (Refusal is null)
        {
            cells.Clear();
            try
            {
                if (!ReadLine())
                    return false;
            }
            catch (Exception e) when (IsDamage(e))
            {
                Stop(ImportRefusals.FileDamaged);
                return false;
            }

            if (Refusal is not null)
                return false;
            if (cells.TrueForAll(c => c.Length == 0))
                continue;
            if (++lines <= limits.Lines)
                return true;
            Stop(ImportRefusals.FileTooManyLines(limits.Lines - 1));
        }

        return false;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected static bool IsDamage(Exception e) =>
        e is InvalidDataException or DocumentFormat.OpenXml.Packaging.OpenXmlPackageException or System.Xml.XmlException or IOException or FormatException
            or KeyNotFoundException or ArgumentException or InvalidOperationException or CsvHelper.CsvFormatException or OverflowException;

    /// <summary>Reads the next line into <see cref="Add"/>; <c>false</c> at the end.</summary>
    protected abstract bool ReadLine();

    protected abstract void Dispose(bool disposing);

    protected void Stop(Refusal refusal) => Refusal ??= refusal;

    // A text beyond the longest that anything stores is cut: whatever reads it refuses it. An apostrophe before what a
    // spreadsheet would run was put there by our own exports.
    protected void Add(string text)
    {
        if (cells.Count >= TableLimits.Cells)
        {
            if (text.Length > 0)
                Stop(ImportRefusals.FileNotATable);
            return;
        }

        text = text.Length <= TableLimits.CellLength ? text.Trim() : text[..TableLimits.CellLength].Trim();
        if (text.Length > 1 && text[0] == '\'' && FormulaStarts.Contains(text[1], StringComparison.Ordinal))
            text = text[1..];
        cells.Add(text);
    }

    protected void AddEmptyUntil(int column)
    {
        while (cells.Count < column && cells.Count < TableLimits.Cells)
            cells.Add("");
    }
}
