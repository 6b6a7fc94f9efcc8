namespace TraumaCapacity.Model.Text;

/// <summary>Why a text cannot become a transcript.</summary>
public static class TextRefusals
{
    /// <summary>A NUL or another control character. Argument: the line it is on, from 1.</summary>
    public static Refusal ControlCharacter(int line) => new("Interviews.TextHasControlCharacter", line);

    /// <summary>Half of a surrogate pair: the file was cut or decoded wrongly. Argument: the line it is on, from 1.</summary>
    public static Refusal BrokenCharacter(int line) => new("Interviews.TextHasBrokenCharacter", line);
}
