namespace Idv.Specimens.Drawing;

/// <summary>How one piece of text is set.</summary>
/// <param name="Font">Family and style in Pango's notation without a size, such as "DejaVu Sans Bold".</param>
/// <param name="Size">The em in millimetres.</param>
/// <param name="Colour">The ink.</param>
/// <param name="LetterSpacing">Space added after every letter, in millimetres.</param>
internal sealed record TextStyle(string Font, double Size, Colour Colour, double LetterSpacing = 0);

/// <summary>Which point of the text its position names.</summary>
internal enum TextAnchor
{
    /// <summary>The left end of the baseline.</summary>
    Left,

    /// <summary>The middle of the baseline.</summary>
    Centre,

    /// <summary>The right end of the baseline.</summary>
    Right,
}
