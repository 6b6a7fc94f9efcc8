using TraumaCapacity.Web.Components;
using TraumaCapacity.Web.Features.Dashboards;
using TraumaCapacity.Web.Features.Coding;
using TraumaCapacity.Web.Features.Identity;
using TraumaCapacity.Web.Features.Imports;
using TraumaCapacity.Web.Features.Interventions;
using TraumaCapacity.Web.Features.Interviews;
using TraumaCapacity.Web.Features.Organizations;
using TraumaCapacity.Web.Features.Releases;
using TraumaCapacity.Web.Features.Training;
using TraumaCapacity.Web.Hosting;

if (CommandLine.Read(args) is not { } start)
    return CommandLine.ExitCode;

var builder = WebApplication.CreateBuilder(start.ForTheHost());
if (start.Verb is StartVerb.Migrate or StartVerb.RemoveDemo)
    return await Maintenance.RunAsync(start, builder.Configuration);

await using var store = await DataStore.OpenAsync(start, builder.Configuration);
if (store is null)
    return DataStore.NotAvailable;

builder.AddLogs(store);
builder.AddAddresses(start);
builder.AddData(store);
builder.AddSignIn(store);
builder.AddScreens();
builder.AddHealth();

await using var app = builder.Build();

app.UseTransport();
app.UseContentPolicy();
app.UsePreferences();
app.UseErrorPages();
app.UseAuthentication();
app.UseAuthorization();
app.UseCircuitLimit();
app.UseAntiforgery();

app.MapStaticAssets().AllowAnonymous();
app.MapHealth();
app.MapPreferences();
app.MapAccount();
app.MapInterviewTexts();
app.MapImports();
app.MapOrganizationFiles();
app.MapTrainingFiles();
app.MapInterventionFiles();
app.MapMatrixFile();
app.MapCalendarFile();
app.MapReleaseFiles();
app.MapCoding();
app.MapScreens<App>();

return await app.RunAsync(start, store);

/// <summary>Named so that the tests can start it.</summary>
public partial class Program;
