using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using TraumaCapacity.Application.Coding;
using TraumaCapacity.Model.Coding;
using TraumaCapacity.Model.Interviews;
using TraumaCapacity.Model.Training;
using TraumaCapacity.Web.Components.Shared;

namespace TraumaCapacity.Web.Features.Coding;

/// <summary>The coding workbench. The page lays the desk; the script beside it does the work.</summary>
public sealed partial class WorkbenchPage
{
    // In the order of the keyboard's top row.
    private static readonly string[] CellKeys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "−", "="];

    private static readonly (string Key, string Code)[] Unrated = [("p", "PLAN"), ("b", "BARRIER"), ("c", "CONTEXT")];

    private static readonly (string Key, string Word, RatingBasis Basis)[] Bases =
    [
        ("e", "CONCRETE_EXAMPLE", RatingBasis.ConcreteExample),
        ("d", "DOCUMENTED", RatingBasis.Documented),
        ("g", "GENERAL_STATEMENT", RatingBasis.GeneralStatement),
        ("r", "INFERRED", RatingBasis.Inferred),
    ];

    private static readonly (string Word, ChangeAttribution Attribution)[] Attributions =
    [
        ("INITIATIVE", ChangeAttribution.Initiative),
        ("PARTLY", ChangeAttribution.Partly),
        ("OTHER", ChangeAttribution.Other),
        ("UNCLEAR", ChangeAttribution.Unclear),
    ];

    private static readonly (string Title, (string Key, string Meaning)[] Keys)[] KeyGroups =
    [
        ("KeysMove",
        [
            ("j ↓", "KeyNext"), ("k ↑", "KeyPrevious"), ("Shift j", "KeyExtendDown"), ("Shift k", "KeyExtendUp"),
            ("n", "KeyNextExcerpt"), ("Shift n", "KeyPreviousExcerpt"), ("u", "KeyNextUnrated"), ("l", "KeyLeft"), ("f", "KeyFind"),
        ]),
        ("KeysElse",
        [
            ("z", "KeyUndoLong"), ("y", "KeyRedo"), ("Del", "KeyRemove"), ("v", "KeyShow"), ("?", "KeyThis"),
        ]),
        ("KeysCode",
        [
            ("1 – 9 0 − =", "KeyPickCell"), ("p b c", "KeyPickOther"), ("5 4 3 2 1", "KeyRate"), ("+ 0 −", "KeyRateOne"), ("i", "KeyInsufficient"),
            ("e d g r", "KeyBasis"), ("w", "KeyMixed"), ("a", "KeyAttribution"), ("t", "KeyThemes"), ("m", "KeyMemo"), ("Enter", "KeyApplyLong"), ("Ctrl Enter", "KeyApplyMemo"), ("Esc", "KeyEscape"),
        ]),
    ];

    private readonly CancellationTokenSource leaving = new();
    private ElementReference root;
    private IJSObjectReference? module;
    private IJSObjectReference? workbench;
    private CodingQueueRow? row;
    private bool missing;
    private bool started;

    /// <summary>The interview to code.</summary>
    [Parameter]
    public Guid Interview { get; set; }

    private static ContentLanguage Language =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? ContentLanguage.French : ContentLanguage.English;

    private string Heading => row is null ? L["Title"] : L["InterviewNumber", row.Number.ToString("00", CultureInfo.InvariantCulture)];

    private Crumb[] Path => [new(L["Area"]), new(L["MyQueue"], "/coding"), new(Heading)];

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        leaving.Dispose();
        try
        {
            if (workbench is not null)
            {
                await workbench.InvokeVoidAsync("stop");
                await workbench.DisposeAsync();
            }

            if (module is not null)
                await module.DisposeAsync();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The browser has gone; what it had not sent lies in its tab.
        }
    }

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        row = await Coding.FindAsync(actor, new InterviewId(Interview), leaving.Token);
        missing = row is null;
    }

    protected override bool ShouldRender() => !started;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (row is null || started)
            return;
        started = true;
        try
        {
            var actor = await Current.GetAsync();
            module = await JS.InvokeAsync<IJSObjectReference>("import", leaving.Token, "./Features/Coding/WorkbenchPage.razor.js");
            workbench = await module.InvokeAsync<IJSObjectReference>("start", leaving.Token, root, new
            {
                interview = Interview,
                user = actor.UserId.Value,
                language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
                texts = Texts(),
            });
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // Left while it was opening.
        }
    }

    private static string Key(CapacityCell cell) => CellKeys[cell.Index];

    // Everything the script says, in the reader's language.
    private Dictionary<string, string> Texts()
    {
        var texts = L.GetAllStrings(includeParentCultures: true).ToDictionary(t => t.Name, t => t.Value, StringComparer.Ordinal);
        foreach (var anchor in ChangeScaleText.Anchors)
            texts[$"Anchor.{anchor.Value?.ToString(CultureInfo.InvariantCulture) ?? "IE"}"] = anchor.Label.In(Language);
        foreach (var kind in Enum.GetValues<ContentFlagKind>())
            texts[$"Flag.{kind}"] = Terms.Of(kind);
        return texts;
    }
}
