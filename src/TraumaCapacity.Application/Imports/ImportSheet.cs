using TraumaCapacity.Model;
using TraumaCapacity.Model.Imports;

namespace TraumaCapacity.Application.Imports;

/// <summary>A row of the file, its cells by what they say.</summary>
internal sealed class ImportLine(int line, string[] cells)
{
    /// <summary>As an editor or a spreadsheet counts it, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>The cell's text; empty also where the file has no such column.</summary>
    public string this[ImportField field] => cells[(int)field] ?? "";
}

/// <summary>The file as one kind of import reads it, and what is wrong with it.</summary>
internal sealed class ImportSheet(TableReader reader, IReadOnlyDictionary<ImportField, int> matching, IReadOnlyList<string> headings, int errorsKept, IProgress<ImportProgress>? progress)
{
    private static readonly int Fields = Enum.GetValues<ImportField>().Length;

    private readonly List<ImportError> errors = [];
    private readonly KeyValuePair<ImportField, int>[] columns = [.. matching];

    /// <summary>Rows read.</summary>
    public int Rows { get; private set; }

    /// <summary>The first errors, by line.</summary>
    public IReadOnlyList<ImportError> Errors => [.. errors.OrderBy(e => e.Line)];

    public int ErrorCount { get; private set; }

    public bool HasErrors => ErrorCount > 0;

    public int Created { get; private set; }

    public int Changed { get; private set; }

    public int Unchanged { get; private set; }

    public Dictionary<ImportedThing, int> New { get; } = [];

    /// <summary>The rows, one after another. A cell with a control character is refused here, whatever it should say.</summary>
    public IEnumerable<ImportLine> Read(CancellationToken cancellationToken)
    {
        var before = ErrorCount;
        while (reader.Read())
        {
            if ((++Rows & 0x3FF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(new ImportProgress(ImportPhase.Reading, Rows, reader.Share));
            }

            var cells = new string[Fields];
            foreach (var (field, column) in columns)
                cells[(int)field] = reader[column];
            var line = new ImportLine(reader.Line, cells);
            foreach (var (field, _) in columns)
            {
                if (cells[(int)field].AsSpan().ContainsAnyInRange('\0', '\u001F') && HasControl(cells[(int)field]))
                    Refuse(line, field, ImportRefusals.ControlCharacter);
            }

            if (ErrorCount == before)
                yield return line;
            before = ErrorCount;
        }

        Say(ImportPhase.Checking);
    }

    public void Say(ImportPhase phase) => progress?.Report(new ImportProgress(phase, Rows, 1));

    public void Refuse(ImportLine line, ImportField field, Refusal refusal, object? suggestion = null) => Refuse(line.Line, field, line[field], refusal, suggestion);

    public void Refuse(int line, ImportField field, string value, Refusal refusal, object? suggestion = null)
    {
        ErrorCount++;
        if (errors.Count < errorsKept)
            errors.Add(new ImportError(line, field, matching.TryGetValue(field, out var column) ? headings[column] : "", value, refusal, suggestion));
    }

    /// <summary>Whether the row said something for the field.</summary>
    public static bool Says(ImportLine line, ImportField field) => line[field].Length > 0;

    public void Count(ImportedThing thing, int number = 1) => New[thing] = New.GetValueOrDefault(thing) + number;

    /// <summary>What became of a row, or of several.</summary>
    public void Tally(bool created, bool changed)
    {
        if (created)
            Created++;
        else if (changed)
            Changed++;
        else
            Unchanged++;
    }

    public void Tally(int created, int changed, int unchanged)
    {
        Created += created;
        Changed += changed;
        Unchanged += unchanged;
    }

    // ---------- cells that every kind reads alike; what cannot be read is refused, and answered with nothing ----------

    public TEnum? Word<TEnum>(ImportLine line, ImportField field)
        where TEnum : struct, Enum
    {
        if (!Says(line, field))
            return null;
        if (ImportWords.Word<TEnum>(line[field]) is { } member)
            return member;
        Refuse(line, field, ImportRefusals.WordUnknown([.. Enum.GetValues<TEnum>().Cast<Enum>()]), ImportWords.NearWord<TEnum>(line[field]));
        return null;
    }

    public DateOnly? Date(ImportLine line, ImportField field, DateOnly latest, bool isRequired = true)
    {
        if (!Says(line, field) && !isRequired)
            return null;
        var date = ImportWords.Date(line[field]);
        if (date is null)
            Refuse(line, field, Says(line, field) ? ImportRefusals.DateNotValid : ImportRefusals.ValueMissing);
        else if (date.Value.Year < 1990 || date > latest)
            Refuse(line, field, ImportRefusals.DateOutOfRange);
        else
            return date;
        return null;
    }

    public int? Whole(ImportLine line, ImportField field, bool isRequired = false)
    {
        if (ImportWords.Whole(line[field]) is { } number)
            return number;
        if (Says(line, field))
            Refuse(line, field, ImportRefusals.NumberNotValid);
        else if (isRequired)
            Refuse(line, field, ImportRefusals.ValueMissing);
        return null;
    }

    public bool? YesOrNo(ImportLine line, ImportField field)
    {
        var answer = ImportWords.YesOrNo(line[field]);
        if (answer is null && Says(line, field))
            Refuse(line, field, ImportRefusals.YesOrNo);
        return answer;
    }

    // A line break within a list or a note is text.
    private static bool HasControl(string text) => text.AsSpan().ContainsAnyExcept(Allowed) && text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));

    private static readonly System.Buffers.SearchValues<char> Allowed = System.Buffers.SearchValues.Create("\n\r\t");
}
