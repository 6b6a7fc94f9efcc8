using TraumaCapacity.Model.Training;

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

/// <summary>A text in the two languages of the initiative.</summary>
public sealed record BilingualText(string En, string Fr)
{
    /// <summary>Nothing to say in either.</summary>
    public static BilingualText None { get; } = new("", "");

    /// <summary>The text in the language.</summary>
    public string In(ContentLanguage language) => language == ContentLanguage.French ? Fr : En;
}

/// <summary>One version of the coding guide. Codings are bound to the version they were made with, so a new version never
/// changes what an older coding says.</summary>
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

    /// <summary>Puts a version together from its codes, in their order, as a draft.</summary>
    internal static CodebookVersion Compose(string versionLabel, IEnumerable<CodeText> texts)
    {
        var version = new CodebookVersion { VersionLabel = versionLabel };
        version.codes.AddRange(texts.Select((text, index) => Code.Of(version.Id, index + 1, text)));
        return version;
    }

    /// <summary>Opens the version for coding.</summary>
    public void Publish() => Status = CodebookStatus.Published;

    /// <summary>What the rules need of its codes. Needs the codes loaded.</summary>
    public CodeSet ToCodeSet() => new(codes.Select(c => new CodeMeaning(c.Id, c.Kind, c.Cell)));
}

/// <summary>One code of the coding guide, in both languages.</summary>
public sealed class Code : Entity
{
    public const int KeyLength = 40;
    public const int LabelLength = 160;

    private Code()
    {
    }

    public CodeId Id { get; private set; } = CodeId.New();

    public CodebookVersionId CodebookVersionId { get; private set; }

    public CodeKind Kind { get; private set; }

    /// <summary>Short key, unique in its version: <c>AWR-F</c>, <c>PLAN</c>, or a theme's, such as <c>AWR-F.1</c>.</summary>
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

    internal static Code Of(CodebookVersionId version, int order, CodeText text) => new()
    {
        CodebookVersionId = version,
        SortOrder = order,
        Kind = text.Kind,
        Key = text.Key,
        Cell = text.Cell,
        LabelEn = text.Label.En,
        LabelFr = text.Label.Fr,
        DefinitionEn = text.Definition.En,
        DefinitionFr = text.Definition.Fr,
        IncludeEn = text.Include.En,
        IncludeFr = text.Include.Fr,
        ExcludeEn = text.Exclude.En,
        ExcludeFr = text.Exclude.Fr,
        ExampleEn = text.Example.En,
        ExampleFr = text.Example.Fr,
    };
}

/// <summary>What is written of a code in the coding guide.</summary>
internal sealed record CodeText(CodeKind Kind, string Key, CapacityCell? Cell, BilingualText Label, BilingualText Definition)
{
    public BilingualText Include { get; init; } = BilingualText.None;

    public BilingualText Exclude { get; init; } = BilingualText.None;

    public BilingualText Example { get; init; } = BilingualText.None;
}
