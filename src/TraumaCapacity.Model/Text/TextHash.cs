using System.Security.Cryptography;
using System.Text;

namespace TraumaCapacity.Model.Text;

/// <summary>The fingerprint by which a text is recognized again (INV-20).</summary>
public static class TextHash
{
    /// <summary>Number of characters of a fingerprint.</summary>
    public const int Length = 64;

    /// <summary>SHA-256 of the text's UTF-8 bytes, 64 lower-case hexadecimal digits.</summary>
    public static string Sha256Hex(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
