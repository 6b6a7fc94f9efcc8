using System.Xml.Linq;

namespace TraumaCapacity.Web.Tests.Localization;

/// <summary>The resource files and sources of the repository, as they are written.</summary>
internal static class TextFiles
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every English file, by its path below the root.</summary>
    public static IReadOnlyList<string> English { get; } =
        [.. Files("*.resx").Where(f => !f.EndsWith(".fr.resx", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The sources that may ask for texts: screens and code.</summary>
    public static IReadOnlyList<string> Sources { get; } = [.. Files("*.razor"), .. Files("*.cs")];

    public static IReadOnlyDictionary<string, string> Read(string path) =>
        XDocument.Load(path).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")?.Value ?? "", StringComparer.Ordinal);

    public static string FrenchOf(string english) => english[..^".resx".Length] + ".fr.resx";

    public static string Short(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, "src"), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TraumaCapacity.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run below the solution's folder.");
    }
}
