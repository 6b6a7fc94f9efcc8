namespace TraumaCapacity.Model.Coding;

public enum CodeKind
{
    /// <summary>One of the twelve cells.</summary>
    Cell,

    /// <summary>An inductive theme inside a cell.</summary>
    Theme,

    /// <summary>Plans moving forward: never a change, never rated (INV-24).</summary>
    Plan,

    Barrier,
    Context,
}

public enum CodebookStatus
{
    Draft,
    Published,
    Retired,
}

/// <summary>One version of the coding guide.</summary>
public sealed class CodebookVersion : Entity
{
    private readonly List<Code> codes = [];

    private CodebookVersion()
    {
    }

    public CodebookVersionId Id { get; private set; } = CodebookVersionId.New();

    /// <summary>Major and minor, such as <c>1.0</c>.</summary>
    public string VersionLabel { get; private set; } = "";

    public CodebookStatus Status { get; private set; }

    public IReadOnlyList<Code> Codes => codes;
}

/// <summary>One code of the coding guide, in both languages.</summary>
public sealed class Code : Entity
{
    private Code()
    {
    }

    public CodeId Id { get; private set; } = CodeId.New();

    public CodebookVersionId CodebookVersionId { get; private set; }

    public CodeKind Kind { get; private set; }

    /// <summary>Short key, unique in its version: <c>AWR-F</c>, <c>PLAN</c>, or a theme's.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The cell, for kinds <see cref="CodeKind.Cell"/> and <see cref="CodeKind.Theme"/>.</summary>
    public CapacityCell? Cell { get; private set; }

    public int SortOrder { get; private set; }

    public string LabelEn { get; private set; } = "";

    public string LabelFr { get; private set; } = "";

    public string DefinitionEn { get; private set; } = "";

    public string DefinitionFr { get; private set; } = "";

    public string IncludeEn { get; private set; } = "";

    public string IncludeFr { get; private set; } = "";

    public string ExcludeEn { get; private set; } = "";

    public string ExcludeFr { get; private set; } = "";

    public string ExampleEn { get; private set; } = "";

    public string ExampleFr { get; private set; } = "";
}
