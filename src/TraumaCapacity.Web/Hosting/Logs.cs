using Serilog;

namespace TraumaCapacity.Web.Hosting;

/// <summary>What is logged and where: by configuration (section Serilog). Identifiers only, never what people entered.</summary>
internal static class Logs
{
    // Addresses carry identifiers; their queries may carry what a person searched for, or the token of a link.
    private static readonly string[] Private = ["QueryString", "Host", "Protocol"];

    public static void AddLogs(this WebApplicationBuilder builder, DataStore store)
    {
        // The file lies with the data unless the configuration says otherwise.
        const string File = "Serilog:WriteTo:File:Args:path";
        if (string.IsNullOrEmpty(builder.Configuration[File]))
            builder.Configuration[File] = Path.Combine(store.Folder, "log", "web-.log");
        var logger = new LoggerConfiguration()
            .ReadFrom.Configuration(builder.Configuration)
            .Enrich.FromLogContext()
            .Enrich.With(new Without(Private))
            .CreateLogger();
        builder.Logging.ClearProviders().AddSerilog(logger, dispose: true);
    }

    private sealed class Without(string[] names) : Serilog.Core.ILogEventEnricher
    {
        public void Enrich(Serilog.Events.LogEvent logEvent, Serilog.Core.ILogEventPropertyFactory propertyFactory)
        {
            foreach (var name in names)
                logEvent.RemovePropertyIfPresent(name);
        }
    }
}
