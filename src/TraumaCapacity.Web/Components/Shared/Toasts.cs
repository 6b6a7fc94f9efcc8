namespace TraumaCapacity.Web.Components.Shared;

/// <summary>Says at the foot of the page what has been done, and how to undo it. One a circuit.</summary>
public sealed class Toasts
{
    /// <summary>What is shown now, or nothing.</summary>
    public Toast? Shown { get; private set; }

    /// <summary>Raised when what is shown has changed.</summary>
    public event EventHandler? Changed;

    /// <summary>Shows a sentence until it is closed, replaced or, without an undo, read.</summary>
    /// <param name="text">What was done, in the reader's language.</param>
    /// <param name="undo">Takes it back; a button offers it.</param>
    public void Show(string text, Func<Task>? undo = null)
    {
        Shown = new Toast(text, undo);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Takes the sentence away.</summary>
    public void Close()
    {
        Shown = null;
        Changed?.Invoke(this, EventArgs.Empty);
    }
}

/// <summary>One sentence at the foot of the page.</summary>
/// <param name="Text">What was done.</param>
/// <param name="Undo">Takes it back.</param>
public sealed record Toast(string Text, Func<Task>? Undo);
