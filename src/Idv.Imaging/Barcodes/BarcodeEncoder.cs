using System.Text;
using Idv.Imaging.Native;

namespace Idv.Imaging.Barcodes;

/// <summary>Writes bar codes, for specimens and tests.</summary>
public static unsafe class BarcodeEncoder
{
    /// <summary>The most characters that a PDF417 symbol can hold at all: digits alone (ISO/IEC 15438).</summary>
    public const int Pdf417MaxLength = 2710;

    /// <summary>Writes a PDF417 symbol (ISO/IEC 15438) without a quiet zone.</summary>
    /// <param name="text">1 to <see cref="Pdf417MaxLength"/> characters of ISO 8859-1, control characters included.</param>
    /// <param name="errorCorrectionLevel">0 to 8; AAMVA asks for at least 3 and recommends 5.</param>
    /// <returns>A grey image of one pixel per module, 0 or 255, each of the symbol's rows four pixels high.</returns>
    /// <exception cref="ArgumentException">The text is empty, too long or has a character beyond ISO 8859-1.</exception>
    /// <exception cref="InvalidOperationException">The text does not fit a symbol at this level.</exception>
    public static Image EncodePdf417(string text, int errorCorrectionLevel = 5)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, Pdf417MaxLength, nameof(text));
        ArgumentOutOfRangeException.ThrowIfNegative(errorCorrectionLevel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(errorCorrectionLevel, 8);
        foreach (var character in text)
        {
            if (character > '\u00ff')
            {
                throw new ArgumentException($"The character U+{(int)character:X4} is not part of ISO 8859-1.", nameof(text));
            }
        }

        var content = Encoding.Latin1.GetBytes(text);
        var modules = default(NativeBuffer);
        int width;
        int height;
        fixed (byte* bytes = content)
        {
            NativeImaging.Pdf417Write(bytes, (nuint)content.Length, errorCorrectionLevel, &modules, &width, &height)
                .ThrowOnFailure(nameof(EncodePdf417));
        }

        try
        {
            return Image.CopyOf(
                new ReadOnlySpan<byte>(modules.Data, checked((int)modules.Length)), width, height, PixelFormat.Grey8);
        }
        finally
        {
            NativeImaging.BufferFree(&modules);
        }
    }
}
