namespace TraumaCapacity.EndToEnd.Tests.WholePath;

/// <summary>Who walks the path. The roles are those of the application, and nobody holds two.</summary>
internal sealed record Person(string Key, string Name, string Role)
{
    public const string Password = "plain rope quiet harbour";

    public static Person Administrator { get; } = new("admin", "Ada Quill", "Administrator");

    public static Person Coordinator { get; } = new("coordinator", "Cora Vane", "Coordinator");

    public static Person Custodian { get; } = new("custodian", "Dov Hartley", "DataCustodian");

    public static Person Reviewer { get; } = new("reviewer", "Ines Maro", "DataCustodian");

    public static Person FirstCoder { get; } = new("coder1", "Elke Sorrel", "Evaluator");

    public static Person SecondCoder { get; } = new("coder2", "Finn Tamsin", "Evaluator");

    public static Person Lead { get; } = new("lead", "Lior Wexcombe", "LeadEvaluator");

    public static Person Funder { get; } = new("funder", "Greta Loam", "Funder");

    public static IReadOnlyList<Person> All { get; } =
        [Administrator, Coordinator, Custodian, Reviewer, FirstCoder, SecondCoder, Lead, Funder];

    public string Email => Key + "@path.example";
}

/// <summary>An organization of the initiative, the people who facilitate there, and how many of them are interviewed.</summary>
internal sealed record Place(string Code, string Name, string Province, string[] Facilitators, int Interviewed)
{
    public static Place Brackwater { get; } = new("BRK", "Brackwater House", "ON", ["Maren Oduya", "Tilde Brisk"], 2);

    public static Place Fennel { get; } = new("FEN", "Fennel Street Centre", "ON", ["Yusra Calder", "Piet Okonjo"], 2);

    public static Place Grove { get; } = new("GRO", "Grove and Harbour", "ON", ["Anouk Delisle", "Ravi Stanhope"], 2);

    public static Place HollowPine { get; } = new("HOL", "Hollow Pine Services", "QC", ["Solveig Tran", "Bram Achebe"], 1);

    public static Place Juniper { get; } = new("JUN", "Juniper Door", "QC", ["Noor Valcourt", "Hedda Pruitt"], 1);

    public static Place Kestrel { get; } = new("KES", "Kestrel Landing", "QC", ["Zadie Morrow", "Ulf Karimi"], 1);

    /// <summary>Joined, and has sent nobody to a training and nobody to an interview yet.</summary>
    public static Place Linden { get; } = new("LIN", "Linden Row", "ON", [], 0);

    public static IReadOnlyList<Place> All { get; } = [Brackwater, Fennel, Grove, HollowPine, Juniper, Kestrel, Linden];

    /// <summary>Those whose interviews are short, and are pasted.</summary>
    public static IReadOnlyList<Place> Others { get; } = [Grove, HollowPine, Juniper, Kestrel];

    public static IReadOnlyList<string> Everyone { get; } = [.. All.SelectMany(p => p.Facilitators)];

    public IEnumerable<string> Interviewees => Facilitators.Take(Interviewed);

    /// <summary>A file of facilitators as a coordinator keeps it.</summary>
    public static string FacilitatorsFile() =>
        "Organization code,Name,E-mail,Role,Start date\n" + string.Concat(All.SelectMany(p => p.Facilitators.Select(name =>
            $"{p.Code},{name},{name.Replace(' ', '.').ToLowerInvariant()}@path.example,Facilitator,2026-04-01\n")));
}

/// <summary>What a coder hears in a turn of an interview.</summary>
/// <param name="Cell">Code of the cell.</param>
/// <param name="Point">−2 to +2 as the scale writes it, or <c>?</c> for evidence that cannot be rated.</param>
internal sealed record Heard(int Turn, string Cell, string Point)
{
    private static readonly string[] Cells = ["AWR-F", "AWR-O", "AWR-C", "CMP-F", "CMP-O", "CMP-C", "COL-F", "COL-O", "COL-C", "SAF-F", "SAF-O", "SAF-C"];
    private static readonly string[] Points = ["−2", "−1", "0", "+1", "+2"];

    /// <summary>The keys of the workbench for the cell, the point and an example.</summary>
    public string[] Keys => Point == "?" ? [CellKey, "i"] : [CellKey, PointKey, "e"];

    private string CellKey => "1234567890-="[Array.IndexOf(Cells, Cell)].ToString();

    private string PointKey => "12345"[Array.IndexOf(Points, Point)].ToString();
}
