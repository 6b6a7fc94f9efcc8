using TraumaCapacity.Model.Identity;

namespace TraumaCapacity.Model.Imports;

/// <summary>One file that someone handed in: what it holds, what became of it, and how to find it again. Who and when are
/// the row's own (<see cref="Entity.CreatedBy"/>).</summary>
public sealed class Import : Entity
{
    public const int FileNameLength = 200;

    private Import()
    {
    }

    public ImportId Id { get; private set; } = ImportId.New();

    public ImportKind Kind { get; private set; }

    public ImportState State { get; private set; }

    /// <summary>As the person's computer calls it, without folders. People name files after people: kept out of the audit.</summary>
    [Evidence]
    public string FileName { get; private set; } = "";

    /// <summary>In bytes.</summary>
    public long Size { get; private set; }

    /// <summary>Of the bytes, 64 small hexadecimal digits.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>How the text is read, such as <c>UTF-8</c>; <c>null</c> for a workbook.</summary>
    public string? Encoding { get; private set; }

    /// <summary>The first line, as a JSON list: without a heading line it is the first person of the file.</summary>
    [Evidence]
    public string Headings { get; private set; } = "[]";

    /// <summary>Stands for the set of headings, so that a matching is found again.</summary>
    public string HeadingsKey { get; private set; } = "";

    /// <summary>Which column holds which field, as JSON by the field's name; <c>null</c> until it was checked.</summary>
    public string? Columns { get; private set; }

    /// <summary>Rows in the file, without the headings and empty lines; 0 before it was imported.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows that made something new.</summary>
    public int CreatedRows { get; private set; }

    /// <summary>Rows that changed what was stored.</summary>
    public int ChangedRows { get; private set; }

    /// <summary>Rows that said what was stored already.</summary>
    public int UnchangedRows { get; private set; }

    public DateTimeOffset? ImportedAt { get; private set; }

    public DateTimeOffset? UndoneAt { get; private set; }

    public UserId? UndoneBy { get; private set; }

    /// <summary>Takes note of a file.</summary>
    /// <param name="fileName">As the person's computer says it: folders, control characters and what is beyond 200 characters are left out.</param>
    /// <param name="headings">The first line as a JSON list.</param>
    /// <param name="headingsKey">At most 64 characters.</param>
    public static Import Upload(ImportKind kind, string fileName, long size, string sha256, string? encoding, string headings, string headingsKey) => new()
    {
        Kind = kind,
        FileName = Bare(fileName),
        Size = size,
        Sha256 = sha256,
        Encoding = encoding,
        Headings = headings,
        HeadingsKey = headingsKey,
    };

    /// <summary>Remembers which column holds what. Refused once the file is imported.</summary>
    public Result<Done> Match(string columns)
    {
        if (State != ImportState.Uploaded)
            return ImportRefusals.AlreadyImported;
        Columns = columns;
        return Done.Instance;
    }

    /// <summary>Everything in it is stored. Refused the second time.</summary>
    public Result<Done> Conclude(int rows, int created, int changed, int unchanged, DateTimeOffset now)
    {
        if (State != ImportState.Uploaded)
            return ImportRefusals.AlreadyImported;
        if (created + changed + unchanged != rows)
            throw new ArgumentException("Every row makes, changes, or leaves as it is.", nameof(rows));
        (Rows, CreatedRows, ChangedRows, UnchangedRows) = (rows, created, changed, unchanged);
        ImportedAt = now;
        State = ImportState.Imported;
        return Done.Instance;
    }

    /// <summary>It was taken back as a whole. Refused where it is not stored.</summary>
    public Result<Done> Undo(UserId by, DateTimeOffset now)
    {
        if (State != ImportState.Imported)
            return ImportRefusals.NotImported;
        (UndoneBy, UndoneAt) = (by, now);
        State = ImportState.Undone;
        return Done.Instance;
    }

    private static string Bare(string fileName)
    {
        var name = new string([.. fileName.Split('/', '\\')[^1].Where(c => !char.IsControl(c))]).Trim();
        return name.Length switch { 0 => "–", > FileNameLength => name[..FileNameLength], _ => name };
    }
}
