using Microsoft.Extensions.Localization;

namespace TraumaCapacity.Web.Components.Shared;

/// <summary>Registers what screens share: terms, texts of refusals, the reader's clock, toasts.</summary>
public static class SharedParts
{
    /// <summary>Adds them. Needs localization and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddSharedParts(this IServiceCollection services)
    {
        services.AddSingleton<IStringLocalizerFactory, TypographicLocalizerFactory>();
        services.AddSingleton<Terms>();
        services.AddSingleton<RefusalTexts>();
        services.AddSingleton<ListFiles>();
        services.AddScoped<ReaderClock>();
        services.AddScoped<Toasts>();
        services.AddScoped<FocusMover>();
        return services;
    }
}
