namespace Idv.Documents.Mrz;

/// <summary>The check digit arithmetic of ICAO Doc 9303-3, section 4.9: weights 7, 3, 1, modulo 10.</summary>
public static class MrzCheckDigits
{
    private const byte NoValue = 255;

    private static ReadOnlySpan<byte> Weights => [7, 3, 1];

    private static ReadOnlySpan<byte> Values =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 255, 0, 255, 255, 255,
        255, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
        25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    ];

    /// <summary>The value of a character: a digit's own, 10 to 35 for A to Z, 0 for the filler.</summary>
    /// <exception cref="ArgumentException">The character is none of these.</exception>
    public static int ValueOf(char character)
    {
        var value = character < 128 ? Values[character] : NoValue;
        return value != NoValue ? value : throw new ArgumentException($"The character U+{(int)character:X4} cannot stand in an MRZ.", nameof(character));
    }

    /// <summary>The check digit of <paramref name="text"/>, '0' to '9'.</summary>
    /// <exception cref="ArgumentException">The text holds a character that cannot stand in an MRZ.</exception>
    public static char Compute(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            _ = ValueOf(character);
        }

        var sum = new MrzWeightedSum();
        sum.Add(text);
        return sum.Digit;
    }

    /// <summary>
    /// Whether replacing one character is certain to break a check digit. It is not where no check digit protects the position, and
    /// not between characters whose values are equal modulo 10: 0 &lt; A K U, 1 B L V, 2 C M W, 3 D N X, 4 E O Y, 5 F P Z, 6 G Q, 7 H R, 8 I S, 9 J T.
    /// </summary>
    /// <param name="format">The format of the zone.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column, from 1.</param>
    /// <param name="original">The right character.</param>
    /// <param name="replacement">The wrong character.</param>
    /// <exception cref="ArgumentException">A character cannot stand in an MRZ.</exception>
    public static bool Detects(MrzFormat format, int line, int column, char original, char replacement)
    {
        if ((ValueOf(original) - ValueOf(replacement)) % 10 == 0 || DecidesFormat(format, line, column))
        {
            return false;
        }

        return Array.Exists(MrzLayout.Of(format).CheckDigits, place => place.Protects(line - 1, column - 1));
    }

    /// <summary>A change here can turn the zone into one of another format, with other check digits.</summary>
    private static bool DecidesFormat(MrzFormat format, int line, int column) => line == 1 && format switch
    {
        MrzFormat.FrenchIdCard => column <= 5,
        _ => column == 1,
    };

    /// <summary>Adds runs of characters one after the other; the caller has checked that they may stand in an MRZ.</summary>
    internal ref struct MrzWeightedSum
    {
        private int _sum;
        private int _phase;

        public readonly char Digit => (char)('0' + (_sum % 10));

        public void Add(ReadOnlySpan<char> text)
        {
            var values = Values;
            var weights = Weights;
            var phase = _phase;
            var sum = _sum;
            foreach (var character in text)
            {
                sum += values[character & 127] * weights[phase];
                phase = phase == 2 ? 0 : phase + 1;
            }

            _sum = sum;
            _phase = phase;
        }
    }
}
