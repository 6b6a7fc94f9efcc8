using System.Globalization;
using TraumaCapacity.Application;

namespace TraumaCapacity.Web.Hosting;

/// <summary>Where the host listens and what it works on.</summary>
internal static class HostSetup
{
    /// <summary>Listens where the configuration says (ASPNETCORE_URLS); otherwise on this machine only.</summary>
    public static void AddAddresses(this WebApplicationBuilder builder, StartOptions start)
    {
        var configured = builder.Configuration[WebHostDefaults.ServerUrlsKey];
        if (start.Port is not null || string.IsNullOrEmpty(configured))
            builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{start.Port ?? StartOptions.DefaultPort}"));
    }

    public static void AddData(this WebApplicationBuilder builder, DataStore store)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddTraumaCapacity(store.ConnectionString);
    }
}
