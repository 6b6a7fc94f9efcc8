using System.Globalization;

namespace TraumaCapacity.Web.Hosting;

/// <summary>What this process is started for.</summary>
public enum StartVerb
{
    /// <summary>Serve the screens.</summary>
    Serve,

    /// <summary>Bring a database to this version, as its owner, and end.</summary>
    Migrate,

    /// <summary>Print a link that makes an administrator, and end.</summary>
    CreateAdministrator,

    /// <summary>Take the demonstration out of the database, and end.</summary>
    RemoveDemo,
}

/// <summary>What was asked for on the command line.</summary>
public sealed record StartOptions
{
    /// <summary>The port where none is given.</summary>
    public const int DefaultPort = 5080;

    public StartVerb Verb { get; init; }

    /// <summary>Whether an empty database is filled with the demonstration; <c>null</c> where nothing was said.</summary>
    public bool? Demo { get; init; }

    public int? Port { get; init; }

    /// <summary>The folder of the embedded server, of keys and logs.</summary>
    public string? DataFolder { get; init; }

    /// <summary>A PostgreSQL of one's own, as the application's login.</summary>
    public string? Connection { get; init; }

    /// <summary>The same, as its owner; for migrating.</summary>
    public string? Owner { get; init; }

    /// <summary>Settings given as <c>--Name:Part=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The host's own options: settings are looked for beside the program, wherever it is started from.</summary>
    public WebApplicationOptions ForTheHost() => new()
    {
        Args = [.. Settings],
        ContentRootPath = Settings.Any(s => s.StartsWith("--contentRoot=", StringComparison.OrdinalIgnoreCase)) ? null : AppContext.BaseDirectory,
    };
}

/// <summary>Reads the command line.</summary>
public static class CommandLine
{
    /// <summary>The exit code after a command line that could not be read.</summary>
    public const int Misused = 64;

    /// <summary>What was asked for, or <c>null</c> with <see cref="ExitCode"/> set after help or a mistake was answered.</summary>
    public static StartOptions? Read(IReadOnlyList<string> arguments) => Read(arguments, Console.Out, Console.Error);

    /// <summary>0 after help was shown, <see cref="Misused"/> after a mistake.</summary>
    public static int ExitCode { get; private set; }

    /// <summary>The same, writing to the given writers.</summary>
    public static StartOptions? Read(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        var options = new StartOptions();
        var settings = new List<string>();
        var rest = new Queue<string>(arguments);
        var first = true;
        while (rest.TryDequeue(out var argument))
        {
            StartOptions? next;
            switch (argument)
            {
                case "--help" or "-h" or "help":
                    output.WriteLine(ConsoleTexts.Say("Help", StartOptions.DefaultPort));
                    ExitCode = 0;
                    return null;
                case "migrate" when first:
                    next = options with { Verb = StartVerb.Migrate };
                    break;
                case "create-administrator" when first:
                    next = options with { Verb = StartVerb.CreateAdministrator };
                    break;
                case "remove-demo" when first:
                    next = options with { Verb = StartVerb.RemoveDemo };
                    break;
                case "--demo":
                    next = options.Demo == false ? null : options with { Demo = true };
                    break;
                case "--empty":
                    next = options.Demo == true ? null : options with { Demo = false };
                    break;
                case "--port":
                    next = rest.TryDequeue(out var port) && ushort.TryParse(port, CultureInfo.InvariantCulture, out var number) && number > 0
                        ? options with { Port = number }
                        : null;
                    break;
                case "--data":
                    next = rest.TryDequeue(out var folder) && folder.Length > 0 ? options with { DataFolder = Path.GetFullPath(folder) } : null;
                    break;
                case "--connection":
                    next = rest.TryDequeue(out var connection) && connection.Length > 0 ? options with { Connection = connection } : null;
                    break;
                case "--owner":
                    next = rest.TryDequeue(out var owner) && owner.Length > 0 ? options with { Owner = owner } : null;
                    break;
                case var setting when setting.StartsWith("--", StringComparison.Ordinal) && setting.Contains('=', StringComparison.Ordinal):
                    settings.Add(setting);
                    next = options;
                    break;
                default:
                    next = null;
                    break;
            }

            if (next is null)
            {
                error.WriteLine(ConsoleTexts.Say("Misused", argument));
                ExitCode = Misused;
                return null;
            }

            options = next;
            first = false;
        }

        return options with { Settings = settings };
    }
}
