using System.Diagnostics;

namespace TraumaCapacity.LocalPostgres;

/// <summary>Runs a program to its end, without a shell, in an environment that holds nothing of the caller's but the listed names.</summary>
internal static class ProgramRun
{
    /// <summary>What a child may inherit. PG* variables would redirect the tools, and settings of the app may be secret.</summary>
    private static readonly string[] Inherited =
    [
        "PATH", "HOME", "USER", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH",
        "SystemRoot", "SystemDrive", "ComSpec", "TEMP", "TMP", "PATHEXT", "USERPROFILE", "APPDATA",
    ];

    internal sealed record Outcome(int ExitCode, string Output)
    {
        public bool Succeeded => ExitCode == 0;
    }

    public static async Task<Outcome> RunAsync(IReadOnlyList<string> command, string? workingDirectory, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        for (var i = 1; i < command.Count; i++) start.ArgumentList.Add(command[i]);
        start.Environment.Clear();
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        }

        start.Environment["LC_ALL"] = "C";

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return new Outcome(127, $"{command[0]}: {e.Message}");
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new Outcome(process.ExitCode, await output.ConfigureAwait(false) + await error.ConfigureAwait(false));
    }
}
