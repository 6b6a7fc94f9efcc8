using System.Diagnostics.CodeAnalysis;
using TraumaCapacity.Model;

namespace TraumaCapacity.Web.Components.Shared;

/// <summary>What is wrong in a form: a sentence an input, in the order they were found, and what concerns no single one.</summary>
public sealed class FieldErrors
{
    private readonly List<(string? Field, string Text)> found = [];

    /// <summary>Every error with the id of its input; without an id where it concerns the form as a whole.</summary>
    public IReadOnlyList<(string? Field, string Text)> All => found;

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => found.Count > 0;

    /// <summary>The sentence beside one input, or nothing.</summary>
    /// <param name="field">The input's id.</param>
    [SuppressMessage("Design", "CA1043:Use Integral Or String Argument For Indexers", Justification = "It is a string.")]
    public string? this[string field] => found.FirstOrDefault(e => string.Equals(e.Field, field, StringComparison.Ordinal)).Text;

    /// <summary>Adds a sentence to an input, or to the form.</summary>
    public void Add(string? field, string text) => found.Add((field, text));

    /// <summary>Adds a refusal, at the input that it names.</summary>
    /// <param name="id">Turns the refusal's field, a property name, into the input's id; by default its kebab case.</param>
    public void Add(Refusal refusal, RefusalTexts texts, Func<string, string>? id = null)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        ArgumentNullException.ThrowIfNull(texts);
        Add(refusal.Field is { } field ? (id ?? IdOf)(field) : null, texts.Say(refusal));
    }

    /// <summary>Forgets all of them: before the form is checked again.</summary>
    public void Clear() => found.Clear();

    /// <summary>The id of the input of a property: <c>StartsOn</c> becomes <c>starts-on</c>.</summary>
    public static string IdOf(string property)
    {
        ArgumentException.ThrowIfNullOrEmpty(property);
        var id = new System.Text.StringBuilder(property.Length + 4);
        foreach (var c in property)
        {
            if (char.IsAsciiLetterUpper(c) && id.Length > 0)
                id.Append('-');
            id.Append(char.ToLowerInvariant(c));
        }

        return id.ToString();
    }
}
