using System.Text;

namespace Idv.Documents.VisualZone;

/// <summary>
/// Capitals without accents, for comparing print. The framework's normalisation forms are of no use here: in its invariant mode, which the engine runs in,
/// they leave accents where they are.
/// </summary>
public static class PlainLetters
{
    /// <summary>The letters from U+00C0 to U+017F without their accents.</summary>
    private const string Latin =
        "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTSAAAAAAACEEEEIIIIDNOOOOO*OUUUUYTY"
        + "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIIIIIJJKKKLLLLLLLLLL"
        + "NNNNNNNNNOOOOOOOORRRRRRSSSSSSSSTTTTTTUUUUUUUUUUUUWWYYYZZZZZZS";

    private const char First = '\u00C0';

    /// <summary>The text in capitals, each letter without its accent; what is no letter stays.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var builder = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is 'ß' or 'ẞ')
            {
                builder.Append("SS");
            }
            else
            {
                builder.Append(Of(character));
            }
        }

        return builder.ToString();
    }

    /// <summary>One letter.</summary>
    public static char Of(char character) => character switch
    {
        'Ș' or 'ș' => 'S',
        'Ț' or 'ț' => 'T',
        'Ə' or 'ə' => 'E',
        'Ơ' or 'ơ' => 'O',
        'Ư' or 'ư' => 'U',
        '×' or '÷' => character,
        >= First when character < First + Latin.Length => Latin[character - First],
        >= '\u1EA0' and <= '\u1EB7' => 'A',
        >= '\u1EB8' and <= '\u1EC7' => 'E',
        >= '\u1EC8' and <= '\u1ECB' => 'I',
        >= '\u1ECC' and <= '\u1EE3' => 'O',
        >= '\u1EE4' and <= '\u1EF1' => 'U',
        >= '\u1EF2' and <= '\u1EF9' => 'Y',
        'Ά' or 'ά' => 'Α',
        'Έ' or 'έ' => 'Ε',
        'Ή' or 'ή' => 'Η',
        'Ί' or 'ί' or 'Ϊ' or 'ϊ' or 'ΐ' => 'Ι',
        'Ό' or 'ό' => 'Ο',
        'Ύ' or 'ύ' or 'Ϋ' or 'ϋ' or 'ΰ' => 'Υ',
        'Ώ' or 'ώ' => 'Ω',
        'ς' => 'Σ',
        'Ё' or 'ё' => 'Е',
        _ => char.ToUpperInvariant(character),
    };
}
