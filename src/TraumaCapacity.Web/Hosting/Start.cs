using System.Data.Common;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Identity;

namespace TraumaCapacity.Web.Hosting;

/// <summary>What happens from a built host to its end, by what it was started for.</summary>
internal static class Start
{
    private const int Failed = 1;

    /// <summary>Serves until it is told to stop, or does the one thing it was started for.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(this WebApplication app, StartOptions start, DataStore store)
    {
        if (!store.IsEmbedded && !await IsReadyAsync(app))
            return DataStore.NotAvailable;
        if (start.Verb == StartVerb.CreateAdministrator)
        {
            await SayLinkAsync(app, Address(app, start));
            return 0;
        }

        if (start.Demo ?? store.IsEmbedded)
            await Demonstration.FillAsync(app.Services, CancellationToken.None);
        store.LeaveSignalsTo(app.Lifetime);
        try
        {
            await app.StartAsync();
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync(ConsoleTexts.Say("PortTaken", Address(app, start), e.Message));
            return Failed;
        }

        await SayStartedAsync(app, start, store);
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>A database that was given is migrated by its owner, never by the application's login.</summary>
    private static async Task<bool> IsReadyAsync(WebApplication app)
    {
        try
        {
            if (await app.Services.GetRequiredService<TraumaDatabase>().IsCurrentAsync(CancellationToken.None))
                return true;
            await Console.Error.WriteLineAsync(ConsoleTexts.Say("NotMigrated"));
        }
        catch (DbException e)
        {
            await Console.Error.WriteLineAsync(ConsoleTexts.Say("NotReachable", e.Message));
        }

        return false;
    }

    private static async Task SayStartedAsync(WebApplication app, StartOptions start, DataStore store)
    {
        var address = Address(app, start);
        Console.WriteLine();
        Console.WriteLine(ConsoleTexts.Say("Started", address));
        Console.WriteLine(store.IsEmbedded ? ConsoleTexts.Say("DataIn", store.Folder) : ConsoleTexts.Say("DataElsewhere", store.Folder));
        if (await app.Services.GetRequiredService<DemoAccounts>().ExistAsync(CancellationToken.None))
        {
            Console.WriteLine(ConsoleTexts.Say("DemoSignIns", DemoAccounts.Password));
            foreach (var demo in DemoAccounts.All)
                Console.WriteLine($"  {demo.Email,-30} {demo.DisplayName} ({ConsoleTexts.Say($"Role.{demo.Role}")})");
        }
        else if (!await app.Services.GetRequiredService<OneTimeLinkService>().HasAdministratorAsync(CancellationToken.None))
        {
            await SayLinkAsync(app, address);
        }

        Console.WriteLine(ConsoleTexts.Say("StopWith"));
    }

    private static async Task SayLinkAsync(WebApplication app, string address)
    {
        var token = await app.Services.GetRequiredService<OneTimeLinkService>().OfferAdministratorAsync(CancellationToken.None);
        Console.WriteLine(ConsoleTexts.Say("FirstAdministrator", $"{address}/account/first-administrator?token={token}"));
    }

    /// <summary>Where a browser finds this: as configured, as listened on, or as asked for.</summary>
    private static string Address(WebApplication app, StartOptions start) =>
        (app.Configuration["PublicAddress"]
            ?? app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"http://localhost:{start.Port ?? StartOptions.DefaultPort}"))
        .TrimEnd('/');
}
