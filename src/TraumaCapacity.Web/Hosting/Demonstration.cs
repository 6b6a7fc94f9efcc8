using TraumaCapacity.Application.Data.Seeding;
using TraumaCapacity.Application.Identity;

namespace TraumaCapacity.Web.Hosting;

/// <summary>Fills an empty database with the demonstration.</summary>
internal static class Demonstration
{
    public static async Task FillAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var accounts = services.GetRequiredService<DemoAccounts>();
        if (await accounts.IsEmptyAsync(cancellationToken))
        {
            await accounts.CreateAsync(cancellationToken);
            await services.GetRequiredService<DemoData>().FillAsync(cancellationToken);
        }
        else if (await accounts.IsUnfinishedAsync(cancellationToken))
        {
            // A database that was given is emptied by its owner, never by the application's login.
            Console.WriteLine(ConsoleTexts.Say("DemoUnfinished"));
        }
    }
}
