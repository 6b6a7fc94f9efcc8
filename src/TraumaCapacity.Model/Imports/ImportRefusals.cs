namespace TraumaCapacity.Model.Imports;

/// <summary>Why a file, a cell of it, or an undo was refused.</summary>
public static class ImportRefusals
{
    public static Refusal NotFound { get; } = new("Imports.NotFound");

    /// <summary>The file is kept for a day, and not after it was imported.</summary>
    public static Refusal FileGone { get; } = new("Imports.FileGone");

    public static Refusal AlreadyImported { get; } = new("Imports.AlreadyImported");

    public static Refusal NotImported { get; } = new("Imports.NotImported");

    /// <summary>Something that the file touches was changed by someone else meanwhile.</summary>
    public static Refusal ChangedByAnother { get; } = new("Imports.ChangedByAnother");

    public static Refusal FileEmpty { get; } = new("Imports.FileEmpty");

    public static Refusal FileHasNoRows { get; } = new("Imports.FileHasNoRows");

    public static Refusal FileIsOldWorkbook { get; } = new("Imports.FileIsOldWorkbook");

    public static Refusal FileNotATable { get; } = new("Imports.FileNotATable");

    public static Refusal FileEncodingUnknown { get; } = new("Imports.FileEncodingUnknown");

    public static Refusal FileDamaged { get; } = new("Imports.FileDamaged");

    public static Refusal FileHasMacros { get; } = new("Imports.FileHasMacros");

    /// <summary>An archive that inflates beyond reason.</summary>
    public static Refusal FileSwells { get; } = new("Imports.FileSwells");

    /// <summary>The same row stands further up in the file.</summary>
    public static Refusal RowTwice { get; } = new("Imports.RowTwice");

    public static Refusal ValueMissing { get; } = new("Imports.ValueMissing");

    /// <summary>The cell holds a character that no text has.</summary>
    public static Refusal ControlCharacter { get; } = new("Imports.ControlCharacter");

    public static Refusal OrganizationUnknown { get; } = new("Imports.OrganizationUnknown");

    public static Refusal RoleUnknown { get; } = new("Imports.RoleUnknown");

    public static Refusal DateNotValid { get; } = new("Imports.DateNotValid");

    public static Refusal DateOutOfRange { get; } = new("Imports.DateOutOfRange");

    public static Refusal NumberNotValid { get; } = new("Imports.NumberNotValid");

    public static Refusal HoursNotValid { get; } = new("Imports.HoursNotValid");

    public static Refusal YesOrNo { get; } = new("Imports.YesOrNo");

    public static Refusal PersonUnknown { get; } = new("Imports.PersonUnknown");

    public static Refusal CohortUnknown { get; } = new("Imports.CohortUnknown");

    public static Refusal ProgrammeUnknown { get; } = new("Imports.ProgrammeUnknown");

    public static Refusal CurriculumUnknown { get; } = new("Imports.CurriculumUnknown");

    /// <summary>Several versions bear the name, and the file does not say which.</summary>
    public static Refusal CurriculumAmbiguous { get; } = new("Imports.CurriculumAmbiguous");

    public static Refusal GroupUnknown { get; } = new("Imports.GroupUnknown");

    /// <summary>The group takes attendance by anonymous slot, which no file tells of (PRV-20).</summary>
    public static Refusal CountedBySlots { get; } = new("Imports.CountedBySlots");

    /// <summary>The checklist that the session is rated by has no element of the column's name.</summary>
    public static Refusal ElementUnknown { get; } = new("Imports.ElementUnknown");

    public static Refusal DaysNotValid { get; } = new("Imports.DaysNotValid");

    /// <summary>What is stored already is another value, which a file does not change.</summary>
    public static Refusal DiffersFromStored { get; } = new("Imports.DiffersFromStored");

    /// <summary>Rows that this import made are used by what was entered since.</summary>
    public static Refusal LaterWork { get; } = new("Imports.LaterWork");

    /// <summary>Argument: the words that are known.</summary>
    public static Refusal WordUnknown(IReadOnlyList<Enum> known) => new("Imports.WordUnknown", known);

    /// <summary>Argument: the line, from 1, that says otherwise.</summary>
    public static Refusal DiffersFromLine(int line) => new("Imports.DiffersFromLine", line);

    /// <summary>Argument: the largest file, in megabytes.</summary>
    public static Refusal FileTooLarge(int megabytes) => new("Imports.FileTooLarge", megabytes);

    /// <summary>Argument: the most rows.</summary>
    public static Refusal FileTooManyLines(int most) => new("Imports.FileTooManyLines", most);

    /// <summary>Argument: the line, from 1.</summary>
    public static Refusal FileQuoteNotClosed(int line) => new("Imports.FileQuoteNotClosed", line);

    /// <summary>Argument: the field.</summary>
    public static Refusal ColumnTwice(ImportField field) => new("Imports.ColumnTwice", field);

    /// <summary>Argument: the fields.</summary>
    public static Refusal ColumnsMissing(IReadOnlyList<ImportField> fields) => new("Imports.ColumnsMissing", fields);

    /// <summary>Argument: the organization's last day.</summary>
    public static Refusal StartsAfterLeaving(DateOnly leftOn) => new("Imports.StartsAfterLeaving", leftOn);

    /// <summary>Argument: how many of the rows that this import touched were changed since.</summary>
    public static Refusal ChangedSince(int rows) => new("Imports.ChangedSince", rows);
}
