namespace Idv.Documents.Mrz.Reading;

/// <summary>The 37 characters of a machine-readable zone as small numbers: digits 0 to 9, letters 10 to 35, the filler 36.</summary>
internal static class MrzAlphabet
{
    public const int Size = 37;

    public const int Filler = 36;

    public const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";

    /// <summary>
    /// The number of the greatest of 37 values. <c>TensorPrimitives.IndexOfMax</c> 10.0.15 gives wrong answers beyond the first sixteen
    /// floats where the processor has AVX-512.
    /// </summary>
    public static int Likeliest(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }

    public static int IndexOf(char character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'A' and <= 'Z' => character - 'A' + 10,
        '<' => Filler,
        _ => -1,
    };

    /// <summary>
    /// The character of a zone that a general reader means: it may say a small or full-width letter, or one of several angle
    /// brackets for the filler.
    /// </summary>
    /// <returns>The number, or −1 for a character that no zone holds.</returns>
    public static int Meaning(string entry)
    {
        if (entry.Length != 1)
        {
            return -1;
        }

        var character = entry[0];
        if (character is >= '\uFF01' and <= '\uFF5E')
        {
            character = (char)(character - 0xFEE0);
        }

        return character is '《' or '〈' or '«' or '‹' or '≤' ? Filler : IndexOf(char.ToUpperInvariant(character));
    }
}
