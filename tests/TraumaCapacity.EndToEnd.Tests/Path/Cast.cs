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

    public static Person Approver { get; } = new("lead2", "Orla Pennick", "LeadEvaluator");

    public static Person Funder { get; } = new("funder", "Greta Loam", "Funder");

    public static IReadOnlyList<Person> All { get; } =
        [Administrator, Coordinator, Custodian, Reviewer, FirstCoder, SecondCoder, Lead, Approver, Funder];

    public string Email => Key + "@path.example";
}

/// <summary>An organization of the initiative and its two facilitators.</summary>
internal sealed record Place(string Code, string Name, string Province, string First, string Second)
{
    public static IReadOnlyList<Place> All { get; } =
    [
        new("BRK", "Brackwater House", "ON", "Maren Oduya", "Tilde Brisk"),
        new("FEN", "Fennel Street Centre", "ON", "Yusra Calder", "Piet Okonjo"),
        new("GRO", "Grove and Harbour", "ON", "Anouk Delisle", "Ravi Stanhope"),
        new("HOL", "Hollow Pine Services", "QC", "Solveig Tran", "Bram Achebe"),
        new("JUN", "Juniper Door", "QC", "Noor Valcourt", "Hedda Pruitt"),
        new("KES", "Kestrel Landing", "QC", "Zadie Morrow", "Ulf Karimi"),
    ];

    /// <summary>A file of facilitators as a coordinator keeps it.</summary>
    public static string FacilitatorsFile() =>
        "Organization code,Name,E-mail,Role,Start date\n" + string.Concat(All.SelectMany(p => new[] { (p.Code, p.First), (p.Code, p.Second) })
            .Select(f => $"{f.Code},{f.Item2},{f.Item2.Replace(' ', '.').ToLowerInvariant()}@path.example,Facilitator,2026-04-01\n"));
}
