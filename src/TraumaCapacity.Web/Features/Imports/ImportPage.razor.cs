using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using TraumaCapacity.Application.Imports;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Identity;
using TraumaCapacity.Model.Imports;

namespace TraumaCapacity.Web.Features.Imports;

/// <summary>The steps of an import. Which step it is stands in the database, so that a reload comes back to it.</summary>
public sealed partial class ImportPage
{
    private const int AutomaticallyChecked = 5 * 1024 * 1024;

    private readonly CancellationTokenSource leaving = new();
    private CancellationTokenSource? working;
    private Dictionary<ImportField, int> matching = [];
    private ImportKind kind;
    private ImportDetails? details;
    private ImportReport? report;
    private Refusal? refusal;
    private string? busy;
    private double share;
    private int rows;
    private bool chosen;
    private bool notFound;
    private bool wasCancelled;
    private bool asking;

    /// <summary>The import that the address names.</summary>
    [Parameter]
    public Guid? Id { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? Kind { get; set; }

    private bool Busy => busy is not null;

    private bool NeedsMatching => details is not null && (details.Missing.Count > 0 || details.Twice.Count > 0)
        && ImportLayout.Of(kind).Any(c => (c.IsRequired && !matching.ContainsKey(c.Field)) || details.Twice.Contains(c.Field));

    private int Step => details switch
    {
        null => 1,
        { State: not ImportState.Uploaded } => 5,
        _ when report is { ErrorCount: 0 } => 4,
        _ when report is not null || !NeedsMatching => 3,
        _ => 2,
    };

    private string Next => kind switch
    {
        ImportKind.Facilitators => "/organizations",
        ImportKind.Cohorts or ImportKind.Attendance => "/training",
        _ => "/interventions",
    };

    /// <summary>Ends what is under way: leaving is a cancel.</summary>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
        working?.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (Id is not { } id)
        {
            kind = Enum.TryParse<ImportKind>(Kind, out var asked) && Enum.IsDefined(asked) ? asked : ImportKind.Facilitators;
            (details, report, refusal, chosen) = (null, null, null, false);
            return;
        }

        if (details?.Id.Value == id)
            return;
        await LoadAsync(id);
        // Come back to, it says again what it said: errors are kept nowhere.
        if (details is { State: ImportState.Uploaded, HasFile: true, ByReader: true, Size: <= AutomaticallyChecked } && !NeedsMatching)
            await CheckAsync();
    }

    private static string Short(string value) => value.Length <= 120 ? value : value[..120] + "…";

    private async Task LoadAsync(Guid id)
    {
        details = await Imports.FindAsync(await Current.GetAsync(), new ImportId(id), leaving.Token);
        notFound = details is null;
        if (details is null)
            return;
        kind = details.Kind;
        matching = details.Matching.ToDictionary();
    }

    private async Task UploadAsync(InputFileChangeEventArgs e)
    {
        (report, refusal, chosen, wasCancelled) = (null, null, false, false);
        if (e.File.Size > ImportService.MaximumBytes(kind))
        {
            refusal = ImportRefusals.FileTooLarge(ImportService.MaximumBytes(kind) / (1024 * 1024));
            return;
        }

        Result<ImportId>? uploaded = null;
        await WorkAsync(L["Uploading"], async cancellationToken =>
        {
            var arrived = new Progress<long>(bytes => Show(e.File.Size == 0 ? 1 : (double)bytes / e.File.Size, 0));
            await using var stream = e.File.OpenReadStream(ImportService.MaximumBytes(kind), cancellationToken);
            uploaded = await Imports.UploadAsync(await Current.GetAsync(), kind, e.File.Name, stream, arrived, cancellationToken);
        });
        refusal ??= uploaded?.Refusal;
        if (uploaded is not { Succeeded: true })
            return;
        await LoadAsync(uploaded.Value.Value);
        Navigation.NavigateTo($"/imports/{uploaded.Value}", replace: Id is not null);
        if (!leaving.IsCancellationRequested && !NeedsMatching && e.File.Size <= AutomaticallyChecked)
            await CheckAsync();
    }

    private void Match(ImportField field, string? column)
    {
        chosen = true;
        report = null;
        if (int.TryParse(column, System.Globalization.CultureInfo.InvariantCulture, out var at))
            matching[field] = at;
        else
            matching.Remove(field);
    }

    private Task CheckAsync() => RunAsync(L["Checking"], Imports.CheckAsync);

    private async Task ImportAsync()
    {
        await RunAsync(L["Importing"], Imports.ImportAsync);
        if (report is { Stored: true })
            await LoadAsync(details!.Id.Value);
    }

    private async Task RunAsync(
        string what,
        Func<Actor, ImportId, IReadOnlyDictionary<ImportField, int>?, IProgress<ImportProgress>?, CancellationToken, Task<Result<ImportReport>>> run)
    {
        (report, refusal, wasCancelled) = (null, null, false);
        var actor = await Current.GetAsync();
        var progress = new Progress<ImportProgress>(p => Show(p.Share, p.Rows));
        Result<ImportReport>? done = null;
        // Reading a long file is work for a thread, not for the circuit that shows how far it is.
        await WorkAsync(what, async cancellationToken => done = await Task.Run(() => run(actor, details!.Id, matching, progress, cancellationToken), cancellationToken));
        refusal ??= done?.Refusal;
        report = done is { Succeeded: true } ? done.Value : null;
        chosen = false;
    }

    private async Task WorkAsync(string what, Func<CancellationToken, Task> work)
    {
        (busy, share, rows) = (what, 0, 0);
        working?.Dispose();
        working = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token);
        StateHasChanged();
        try
        {
            await work(working.Token);
        }
        catch (OperationCanceledException) when (!leaving.IsCancellationRequested)
        {
            wasCancelled = true;
        }
        catch (IOException)
        {
            refusal = ImportRefusals.FileDamaged;
        }
        finally
        {
            busy = null;
        }
    }

    private void Show(double sofar, int read)
    {
        (share, rows) = (Math.Clamp(sofar, 0, 1), read);
        if (Busy)
            StateHasChanged();
    }

    private void Cancel() => working?.Cancel();

    private async Task UndoAsync()
    {
        refusal = null;
        var undone = await Imports.UndoAsync(await Current.GetAsync(), details!.Id, leaving.Token);
        refusal = undone.Refusal;
        if (!undone.Succeeded)
            return;
        asking = false;
        report = null;
        await LoadAsync(details.Id.Value);
    }
}
