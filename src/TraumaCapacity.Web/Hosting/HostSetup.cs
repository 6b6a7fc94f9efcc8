using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.HttpOverrides;
using TraumaCapacity.Application;

namespace TraumaCapacity.Web.Hosting;

/// <summary>Where the host listens, behind what, how much it takes, and what it works on.</summary>
internal static class HostSetup
{
    /// <summary>The largest body of a request, in bytes. Files come over the circuit, in parts.</summary>
    public const long LargestRequest = 4 << 20;

    /// <summary>Listens where the configuration says (ASPNETCORE_URLS); otherwise on this machine only.</summary>
    public static void AddAddresses(this WebApplicationBuilder builder, StartOptions start)
    {
        var configured = builder.Configuration[WebHostDefaults.ServerUrlsKey];
        if (start.Port is not null || string.IsNullOrEmpty(configured))
            builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{start.Port ?? StartOptions.DefaultPort}"));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });

        // Only a proxy that is named may say who the caller is and that the way to it was encrypted.
        var proxies = builder.Configuration.GetSection("Proxies:Trusted").Get<string[]>() ?? [];
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            foreach (var proxy in proxies)
                forwarded.KnownIPNetworks.Add(proxy.Contains('/', StringComparison.Ordinal) ? System.Net.IPNetwork.Parse(proxy) : new System.Net.IPNetwork(IPAddress.Parse(proxy), IPAddress.Parse(proxy).GetAddressBytes().Length * 8));
        });
    }

    public static void AddData(this WebApplicationBuilder builder, DataStore store)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddTraumaCapacity(store.ConnectionString);
        builder.Services.Configure<CircuitOptions>(circuits =>
        {
            circuits.DetailedErrors = false;
            circuits.DisconnectedCircuitMaxRetained = 200;
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
        });
        // A browser speaks http to a page behind no proxy; the header is sent over https only.
        builder.Services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
    }

    /// <summary>Trusts the proxy that is named, and keeps browsers on https once they came by it.</summary>
    public static void UseTransport(this WebApplication app)
    {
        app.UseForwardedHeaders();
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
    }
}
