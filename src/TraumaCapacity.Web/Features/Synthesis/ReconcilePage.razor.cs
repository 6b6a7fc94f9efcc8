using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using TraumaCapacity.Application.Data;
using TraumaCapacity.Application.Data.Drafts;
using TraumaCapacity.Application.Synthesis;
using TraumaCapacity.Model;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Synthesis;
using TraumaCapacity.Model.Training;
using TraumaCapacity.Web.Components.Shared;
using TraumaCapacity.Web.Features.Identity;

namespace TraumaCapacity.Web.Features.Synthesis;

/// <summary>Two codings side by side, the differences first, and the decision. A lead evaluator settles; a coder looks.</summary>
public sealed partial class ReconcilePage(
    ReconcileService reconcile, DraftService drafts, CurrentActor actor, IJSRuntime js, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource leaving = new();
    private CancellationTokenSource? typing;
    private DotNetObjectReference<ReconcilePage>? self;
    private IJSObjectReference? module;
    private IJSObjectReference? keys;
    private ReconcileDesk? desk;
    private Refusal? refusal;
    private SaveStatus status;
    private DateTimeOffset? savedAt;

    /// <summary>The interview.</summary>
    [Parameter]
    public Guid Id { get; set; }

    private static bool French => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr";

    private string InterviewName => L["InterviewNumber", desk!.Screen.Number.ToString("00", CultureInfo.InvariantCulture)];

    private string Title => desk is null ? L["Reconcile"] : $"{L["Reconcile"]} · {InterviewName}";

    private string Language => desk!.Screen.Language is ContentLanguage.French ? "fr-CA" : "en-CA";

    private string DraftKey => $"consensus/{desk!.Current!.Id}";

    private IEnumerable<(string Title, IReadOnlyList<ReconcileUnit> Units)> Groups =>
        from unit in desk!.Units
        group unit by unit.Difference into kind
        select ((string)(kind.Key is { } difference ? L[$"Kind.{difference}"] : L["Kind.Agreed"]), (IReadOnlyList<ReconcileUnit>)[.. kind]);

    /// <summary>A key of the page was pressed.</summary>
    /// <param name="key">One of the names in the page's script.</param>
    [JSInvokable]
    public Task Pressed(string key) => InvokeAsync(async () =>
    {
        if (desk?.Current is null)
            return;
        await (key switch
        {
            "next" => Go(1),
            "previous" => Go(-1),
            "settle" => Settle(),
            "first" => Decide(() => desk.ChooseCoder(0)),
            "second" => Decide(() => desk.ChooseCoder(1)),
            "other" => Decide(() => desk.ChooseOther(desk.OtherValue, desk.OtherMixed)),
            "not-this-cell" => Decide(desk.ChooseNotThisCell),
            _ => Task.CompletedTask,
        });
        StateHasChanged();
    });

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        try
        {
            if (keys is not null)
                await keys.InvokeVoidAsync("stop");
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The browser has gone, and its listeners with it.
        }

        self?.Dispose();
        typing?.Dispose();
        leaving.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        var opened = await reconcile.OpenAsync(await actor.GetAsync(), InterviewId.From(Id), leaving.Token);
        refusal = opened.Refusal;
        desk = opened.Succeeded ? new ReconcileDesk(opened.Value) : null;
        await RestoreDraft();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        self = DotNetObjectReference.Create(this);
        module = await js.InvokeAsync<IJSObjectReference>("import", "./Features/Synthesis/ReconcilePage.razor.js");
        keys = await module.InvokeAsync<IJSObjectReference>("listen", self);
    }

    private static string FirstName(string name) => name.Split(' ')[0];

    private static string? On(bool on) => on ? "on" : null;

    private static string Checked(bool on) => on ? "true" : "false";

    private static string Underline(CellValue value) => value is CellValue.Rated rated ? RatingMarks.Class(rated.Value, SynthesisStatus.Rated, false) : "v-ie";

    private RenderFragment Mark(CellValue value) =>
        value is CellValue.NotDiscussed
            ? builder => builder.AddMarkupContent(0, $"<span class=\"nc\">{System.Net.WebUtility.HtmlEncode(L["None"])}</span>")
            : builder =>
            {
                builder.OpenComponent<ValueMark>(0);
                builder.AddComponentParameter(1, nameof(ValueMark.Value), value);
                builder.CloseComponent();
            };

    private RenderFragment Beside(TurnBeside? turn) => builder =>
    {
        if (turn is null)
            return;
        builder.OpenElement(0, "p");
        builder.AddAttribute(1, "class", "small muted rc-beside");
        builder.OpenElement(2, "span");
        builder.AddAttribute(3, "class", "quiet num");
        builder.AddContent(4, turn.Sequence);
        builder.CloseElement();
        builder.AddContent(5, $"\u2002{turn.Speaker}{(desk!.Screen.Language is ContentLanguage.French ? "\u00a0" : "")}: ");
        builder.OpenComponent<EvidenceWords>(6);
        builder.AddComponentParameter(7, nameof(EvidenceWords.Runs), turn.Runs);
        builder.AddComponentParameter(8, nameof(EvidenceWords.Lang), Language);
        builder.CloseComponent();
        builder.CloseElement();
    };

    private string Why(ReconcileUnit unit) => unit.Difference is { } difference ? L[$"Why.{difference}"] : L["Why.Agreed"];

    private async Task Select(ReconcileUnit unit)
    {
        desk!.Open(unit);
        refusal = null;
        await RestoreDraft();
    }

    private async Task Go(int places)
    {
        desk!.Move(places);
        refusal = null;
        await RestoreDraft();
        await ShowCurrent();
    }

    private async Task ShowCurrent()
    {
        if (module is not null && desk!.Current is { } current)
            await module.InvokeVoidAsync("show", $"u-{current.Id}");
    }

    private Task Decide(Action choose)
    {
        choose();
        return KeepDraft();
    }

    private Task Typed(ChangeEventArgs e)
    {
        desk!.Reason = e.Value as string ?? "";
        return KeepDraft();
    }

    // Kept half a second after the last key, so that a reload or a restart loses nothing.
    private async Task KeepDraft()
    {
        if (!desk!.Screen.CanSettle)
            return;
        typing?.Cancel();
        typing?.Dispose();
        typing = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token);
        var (key, draft, token) = (DraftKey, desk.Draft, typing.Token);
        status = SaveStatus.Waiting;
        StateHasChanged();
        try
        {
            await Task.Delay(Pause, clock, token);
            var kept = await drafts.KeepAsync(await actor.GetAsync(), DataArea.Evidence, key, draft, token);
            (status, savedAt) = kept.Succeeded ? (SaveStatus.DraftKept, kept.Value) : (SaveStatus.Refused, savedAt);
        }
        catch (OperationCanceledException)
        {
            // More was typed, or the page was left.
        }
    }

    private async Task RestoreDraft()
    {
        if (desk is not { Current: not null, Screen.CanSettle: true })
            return;
        if (await drafts.FindAsync(await actor.GetAsync(), DataArea.Evidence, DraftKey, leaving.Token) is { } draft)
        {
            desk.Restore(draft.Content);
            (status, savedAt) = (SaveStatus.DraftKept, draft.SavedAt);
        }
    }

    private async Task Settle()
    {
        if (desk is not { IsReady: true, Screen.CanSettle: true, Current: { } unit } || status == SaveStatus.Saving)
            return;
        typing?.Cancel();
        status = SaveStatus.Saving;
        var who = await actor.GetAsync();
        var settled = await reconcile.SettleAsync(who, new SettleUnit(unit.Id, unit.Version, desk.Decided!, desk.Reason), leaving.Token);
        refusal = settled.Refusal;
        if (!settled.Succeeded)
        {
            status = SaveStatus.Refused;
            if (refusal == SynthesisRefusals.ChangedByAnother)
                await ShowTheOthers(unit);
            return;
        }

        await drafts.ForgetAsync(who, DataArea.Evidence, $"consensus/{unit.Id}", leaving.Token);
        desk.Replace(settled.Value);
        (status, savedAt) = (SaveStatus.Saved, clock.GetUtcNow());
        if (desk.Following is { } next)
            desk.Open(next);
        await RestoreDraft();
        await ShowCurrent();
    }

    // What the other person settled appears under the form; what was typed stays in it.
    private async Task ShowTheOthers(ReconcileUnit unit)
    {
        var mine = desk!.Draft;
        var opened = await reconcile.OpenAsync(await actor.GetAsync(), InterviewId.From(Id), leaving.Token);
        if (!opened.Succeeded)
            return;
        desk = new ReconcileDesk(opened.Value);
        desk.Open(desk.Units.FirstOrDefault(u => u.Id == unit.Id));
        desk.Restore(mine);
    }
}
