using System.Diagnostics.CodeAnalysis;

namespace TraumaCapacity.Model;

/// <summary>Why something was not done: a stable code such as <c>Training.AlreadyEnrolled</c>, and the values that
/// its sentence names. The sentence itself belongs to the screen, in the reader's language.</summary>
/// <param name="Code">Feature, a full stop, and what was refused. Never changes once released.</param>
/// <param name="Arguments">Values for the sentence's placeholders, in their order. Never evidence, never a person's name.</param>
public sealed record Refusal(string Code, params object[] Arguments)
{
    /// <summary>The part of the code before the full stop, for instance <c>Training</c>.</summary>
    public string Feature => Code[..Code.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>The input that is at fault, where there is one, by its property name.</summary>
    public string? Field { get; init; }

    /// <summary>The same refusal, naming the input that is at fault.</summary>
    public Refusal For(string field) => this with { Field = field };
}

/// <summary>Either a value or the reason there is none. A refusal is expected; a bug is an exception.</summary>
/// <typeparam name="T">What is returned when it was done; <see cref="Done"/> where there is nothing to return.</typeparam>
public sealed class Result<T>
{
    private readonly T? value;

    private Result(T value) => this.value = value;

    private Result(Refusal refusal) => Refusal = refusal;

    /// <summary>Why not, or <c>null</c> if it was done.</summary>
    public Refusal? Refusal { get; }

    /// <summary>Whether it was done.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;

    /// <summary>The value. Asking a refused result for it is a programmer's error.</summary>
    public T Value => Refusal is null
        ? value!
        : throw new InvalidOperationException($"Refused: {Refusal.Code}");

    public static implicit operator Result<T>(T value) => new(value);

    public static implicit operator Result<T>(Refusal refusal) => new(refusal);

    /// <summary>The refusal as a result of another type, for handing it on.</summary>
    public Result<TOther> As<TOther>() => Refusal ?? throw new InvalidOperationException("A success has a value of its own type.");
}

/// <summary>What a <see cref="Result{T}"/> carries when there is nothing to return.</summary>
public sealed class Done
{
    private Done()
    {
    }

    /// <summary>The only value.</summary>
    public static Done Instance { get; } = new();
}
