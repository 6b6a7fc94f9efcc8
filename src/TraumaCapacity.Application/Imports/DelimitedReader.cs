using System.Text;
using CsvHelper;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Imports;

namespace TraumaCapacity.Application.Imports;

/// <summary>Reads CSV, whatever stands between the cells.</summary>
internal sealed class DelimitedReader : TableReader
{
    private static readonly char[] Separators = [',', ';', '\t', '|'];

    private static readonly System.Buffers.SearchValues<char> BinarySigns =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c).Where(c => c is not ('\t' or '\n' or '\r'))]);

    private readonly Stream stream;
    private readonly TextFormat format;
    private CsvReader csv = null!;

    private DelimitedReader(Stream stream, TextFormat format, TableLimits limits)
        : base(limits)
    {
        this.stream = stream;
        this.format = format;
    }

    public override string? Encoding => format.Name;

    public override char? Separator => csv.Separator;

    public override double Share => stream.Length == 0 ? 1 : (double)stream.Position / stream.Length;

    public static Result<TableReader> Open(Stream stream, ImportKind kind, TableLimits limits, CancellationToken cancellationToken)
    {
        if (TextFormat.Detect(stream, cancellationToken) is not { } format)
            return ImportRefusals.FileEncodingUnknown;
        var beginning = Beginning(stream, format);
        if (string.IsNullOrWhiteSpace(beginning) && stream.Length <= beginning.Length * 4)
            return ImportRefusals.FileEmpty;
        if (beginning.AsSpan(0, Math.Min(beginning.Length, 512)).ContainsAny(BinarySigns))
            return ImportRefusals.FileNotATable;
        var reader = new DelimitedReader(stream, format, limits);
        reader.Start(SeparatorOf(beginning, kind));
        return reader;
    }

    protected override bool ReadLine()
    {
        if (!csv.Read())
            return false;
        Line = (int)csv.LineNumber;
        for (var i = 0; i < csv.FieldCount; i++)
            Add(csv.GetString(i));
        return true;
    }

    protected override void Dispose(bool disposing) => csv.Dispose();

    private static string Beginning(Stream stream, TextFormat format)
    {
        stream.Position = 0;
        using var reader = new StreamReader(stream, format.Encoding, detectEncodingFromByteOrderMarks: false, 4096, leaveOpen: true);
        var buffer = new char[16_384];
        var text = new string(buffer, 0, reader.ReadBlock(buffer)).TrimStart('\uFEFF');
        stream.Position = 0;
        return text;
    }

    // The separator by which most headings are known; where none is known, the library looks at the first lines.
    private static char? SeparatorOf(string beginning, ImportKind kind)
    {
        var heading = beginning.Split('\n').FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "";
        if (heading.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            return null;
        var best = Separators.MaxBy(s => ImportLayout.Recognised(kind, heading.Split(s)));
        return ImportLayout.Recognised(kind, heading.Split(best)) > 0 ? best : null;
    }

    private void Start(char? separator) => csv = CsvReader.Create(
        stream,
        new CsvReaderOptions
        {
            Separator = separator,
            HasHeader = false,
            TrackLineNumbers = true,
            MaxRecordSize = 1 << 20,
            IncludeValuesInExceptions = false,
            PoolStrings = true,
            Encoding = format.Encoding is UTF8Encoding ? null : format.Encoding,
            OnMalformedRecord = StopAtOpenQuote,
        },
        leaveOpen: true);

    // A quote in the middle of a cell is text; one that is not closed swallows what follows.
    private void StopAtOpenQuote(CsvMalformedRecord record)
    {
        if (record.Reason is CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.TextAfterClosingQuote)
            Stop(ImportRefusals.FileQuoteNotClosed((int)record.LineNumber));
    }
}
