using Radzen;
using TraumaCapacity.Web.Components.Shared;
using TraumaCapacity.Web.Features.Coding;
using TraumaCapacity.Web.Features.Home;
using TraumaCapacity.Web.Features.Imports;
using TraumaCapacity.Web.Features.Interventions;
using TraumaCapacity.Web.Features.Interviews;
using TraumaCapacity.Web.Features.Releases;
using TraumaCapacity.Web.Features.Synthesis;
using TraumaCapacity.Web.Features.Training;

namespace TraumaCapacity.Web.Hosting;

/// <summary>The pages: interactive over a circuit, or static where a page says so.</summary>
internal static class Screens
{
    public static void AddScreens(this WebApplicationBuilder builder)
    {
        // The assets of a build output are found by its manifest, in every environment.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddLocalization();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddRadzenComponents();
        builder.Services.AddSharedParts();
        builder.Services.AddScoped<HomeTaskList>();
        builder.Services.AddScoped<IHomeTasks, TrainingTasks>();
        builder.Services.AddScoped<IHomeTasks, CodingTasks>();
        builder.Services.AddScoped<IHomeTasks, InterventionTasks>();
        builder.Services.AddScoped<IHomeTasks, InterviewTasks>();
        builder.Services.AddScoped<IHomeTasks, SynthesisTasks>();
        builder.Services.AddScoped<IHomeTasks, ReleaseTasks>();
        builder.Services.AddHostedService<SlotDestruction>();
        builder.Services.AddSingleton<ReleaseHtml>();
        builder.Services.AddSingleton<ImportWords>();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
    }

    public static void MapScreens<TRoot>(this WebApplication app) =>
        app.MapRazorComponents<TRoot>()
            // Secrets and other people's text share batches: nothing is compressed on the socket.
            .AddInteractiveServerRenderMode(o => o.DisableWebSocketCompression = true);
}
