using System.Text.Json;

namespace TraumaCapacity.Web.Tests.Hosting;

/// <summary>Screens have no database: the compiler refuses it, and this holds what makes it refuse.</summary>
public sealed class DependencyTests
{
    [Fact]
    public void The_screens_refer_to_no_part_of_the_database() =>
        typeof(Program).Assembly.GetReferencedAssemblies().Select(a => a.Name)
            .Should().NotContain(name => name!.Contains("EntityFrameworkCore", StringComparison.Ordinal) || name.StartsWith("Npgsql", StringComparison.Ordinal));

    [Fact]
    public void The_compiler_is_not_given_the_database_s_libraries()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "TraumaCapacity.sln")))
            root = root.Parent;
        using var assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(root.FullName, "src", "TraumaCapacity.Web", "obj", "project.assets.json")));
        var packages = assets.RootElement.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject()
            .Where(p => p.Name.Contains("EntityFrameworkCore", StringComparison.Ordinal) || p.Name.StartsWith("Npgsql", StringComparison.Ordinal))
            .ToList();

        packages.Should().NotBeEmpty("the program still carries them");
        foreach (var package in packages.Where(p => p.Value.TryGetProperty("compile", out _)))
            package.Value.GetProperty("compile").EnumerateObject().Should().OnlyContain(f => f.Name.EndsWith("/_._", StringComparison.Ordinal), "{0} is not for compiling against", package.Name);
    }
}
