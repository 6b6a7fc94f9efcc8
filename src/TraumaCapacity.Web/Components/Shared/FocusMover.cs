using Microsoft.JSInterop;

namespace TraumaCapacity.Web.Components.Shared;

/// <summary>Moves the keyboard's focus to an element by its id, once it is on the page.</summary>
public sealed class FocusMover(IJSRuntime js)
{
    /// <summary>Focuses the element; does nothing where it is gone or the page has been left.</summary>
    public async Task ToAsync(string id)
    {
        try
        {
            await js.InvokeVoidAsync("tc.focus", id);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page was left meanwhile.
        }
    }
}
