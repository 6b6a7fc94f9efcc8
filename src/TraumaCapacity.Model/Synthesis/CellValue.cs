using TraumaCapacity.Model.Coding;

namespace TraumaCapacity.Model.Synthesis;

/// <summary>What is known about one cell: a rated change, evidence too thin to rate, or nothing said. The last two have
/// no number, so no sum or median can take them for a zero (INV-29).</summary>
public abstract record CellValue
{
    private CellValue()
    {
    }

    /// <summary>The evidence belongs to the cell, but its direction cannot be judged.</summary>
    public static CellValue Insufficient { get; } = new InsufficientEvidence();

    /// <summary>Nothing was said about the cell.</summary>
    public static CellValue Missing { get; } = new NotDiscussed();

    /// <summary>Which of the three it is.</summary>
    public SynthesisStatus Status => Match(
        static (_, _) => SynthesisStatus.Rated,
        static () => SynthesisStatus.InsufficientEvidence,
        static () => SynthesisStatus.NotDiscussed);

    /// <summary>A rated change.</summary>
    /// <param name="value">-2 to +2; anything else is a programmer's error.</param>
    /// <param name="mixed">Whether better and worse stand behind it.</param>
    public static CellValue Of(int value, bool mixed = false) => new Rated(value, mixed);

    /// <summary>The value as it is stored: a status, and a number exactly where the status is
    /// <see cref="SynthesisStatus.Rated"/>.</summary>
    public static CellValue From(SynthesisStatus status, int? value, bool mixed) => (status, value) switch
    {
        (SynthesisStatus.Rated, { } point) => Of(point, mixed),
        (SynthesisStatus.InsufficientEvidence, null) => Insufficient,
        (SynthesisStatus.NotDiscussed, null) => Missing,
        _ => throw new ArgumentException("A rated value has a number, and no other has one.", nameof(value)),
    };

    /// <summary>Treats all three cases.</summary>
    public T Match<T>(Func<int, bool, T> rated, Func<T> insufficientEvidence, Func<T> notDiscussed) => this switch
    {
        Rated { Value: var value, IsMixed: var mixed } => rated(value, mixed),
        InsufficientEvidence => insufficientEvidence(),
        _ => notDiscussed(),
    };

    /// <summary>A change with a point of the scale.</summary>
    public sealed record Rated : CellValue
    {
        internal Rated(int value, bool mixed)
        {
            Value = ChangeScale.Require(value);
            IsMixed = mixed;
        }

        /// <summary>-2 (clear change for the worse) to +2 (clear change for the better); 0 says that nothing changed.</summary>
        public int Value { get; }

        /// <summary>Better and worse, or changed and unchanged, stand behind the value.</summary>
        public bool IsMixed { get; }
    }

    /// <summary>See <see cref="Insufficient"/>.</summary>
    public sealed record InsufficientEvidence : CellValue
    {
        internal InsufficientEvidence()
        {
        }
    }

    /// <summary>See <see cref="Missing"/>.</summary>
    public sealed record NotDiscussed : CellValue
    {
        internal NotDiscussed()
        {
        }
    }
}
