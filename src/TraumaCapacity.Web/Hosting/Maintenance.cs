using TraumaCapacity.Application.Data;

namespace TraumaCapacity.Web.Hosting;

/// <summary>What is done to a database by its owner, with no screens up: migrating it, and taking the demonstration out.</summary>
internal static class Maintenance
{
    /// <summary>Does what was asked for.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(StartOptions start, IConfiguration configuration)
    {
        var owner = start.Owner ?? configuration.GetConnectionString("Owner");
        if (string.IsNullOrEmpty(owner))
            return await DataStore.WorkAsOwnerAsync(start, configuration, (embedded, login) => WorkAsync(start.Verb, embedded, login));
        var password = configuration["Database:ApplicationPassword"];
        if (string.IsNullOrEmpty(password))
        {
            await Console.Error.WriteLineAsync(ConsoleTexts.Say("PasswordNeeded"));
            return CommandLine.Misused;
        }

        return await WorkAsync(start.Verb, owner, new ApplicationLogin(configuration["Database:ApplicationLogin"] ?? ApplicationLogin.DefaultName, password));
    }

    private static async Task<int> WorkAsync(StartVerb verb, string owner, ApplicationLogin login)
    {
        if (verb == StartVerb.RemoveDemo && !await DatabaseMigrator.RemoveDemoAsync(owner, CancellationToken.None))
        {
            await Console.Error.WriteLineAsync(ConsoleTexts.Say("NotOnlyDemo"));
            return 1;
        }

        await DatabaseMigrator.MigrateAsync(owner, login, CancellationToken.None);
        Console.WriteLine(ConsoleTexts.Say(verb == StartVerb.RemoveDemo ? "DemoRemoved" : "Migrated"));
        return 0;
    }
}
