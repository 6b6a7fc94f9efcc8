namespace TraumaCapacity.Application.Data.Auditing;

/// <summary>What a line of the audit trail says was done.</summary>
public static class AuditActions
{
    public const string Create = "CREATE";

    public const string Update = "UPDATE";

    public const string Delete = "DELETE";

    /// <summary>Two records of one person became one.</summary>
    public const string Merge = "MERGE";

    /// <summary>They became two again.</summary>
    public const string UndoMerge = "UNDO_MERGE";

    /// <summary>Evidence was read.</summary>
    public const string Read = "READ";

    /// <summary>Something left as a file.</summary>
    public const string Export = "EXPORT";

    /// <summary>A file was taken in.</summary>
    public const string Import = "IMPORT";

    /// <summary>An import was taken back as a whole.</summary>
    public const string Undo = "UNDO";

    /// <summary>Somebody asked for what their roles do not reach.</summary>
    public const string Denied = "DENIED";

    /// <summary>All of them, in the order they are offered to choose from.</summary>
    public static IReadOnlyList<string> All { get; } = [Create, Update, Delete, Import, Undo, Merge, UndoMerge, Read, Export, Denied];

    /// <summary>Those that are not changes.</summary>
    public static IReadOnlyList<string> Accesses { get; } = [Read, Export, Denied];
}
