using System.Runtime.InteropServices;
using Idv.Inference;
using Microsoft.Win32.SafeHandles;

namespace Idv.Documents.Recognition;

/// <summary>A character that Tesseract read.</summary>
/// <param name="Text">The character, seldom several.</param>
/// <param name="Confidence">How sure it is, from 0 to 1.</param>
internal readonly record struct TesseractSymbol(string Text, float Confidence);

/// <summary>One of Tesseract's engines, which reads single lines of a given set of characters. For one thread at a time.</summary>
internal sealed unsafe class TesseractEngine : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>The resolution that zones are printed and mostly scanned at; without one, Tesseract guesses and complains.</summary>
    private const int DotsPerInch = 300;

    private TesseractEngine()
        : base(ownsHandle: true) => SetHandle(TesseractLibrary.Create());

    /// <summary>Makes an engine.</summary>
    /// <param name="card">The card of the training data.</param>
    /// <param name="trainingData">The bytes of a <c>traineddata</c> file; not needed any more afterwards.</param>
    /// <param name="characters">The characters that may be read.</param>
    /// <exception cref="ModelException">Tesseract does not take the file.</exception>
    public static TesseractEngine Create(ModelCard card, ReadOnlySpan<byte> trainingData, string characters)
    {
        var engine = new TesseractEngine();
        var created = engine.DangerousGetHandle();
        _ = TesseractLibrary.SetVariable(created, "debug_file", "/dev/null");
        fixed (byte* data = trainingData)
        {
            if (TesseractLibrary.Initialise(created, data, trainingData.Length, "mrz", TesseractLibrary.LstmOnly, 0, 0, 0, 0, 0, 0) != 0)
            {
                engine.Dispose();
                throw new ModelException(ModelFault.UnreadableModel, $"Model '{card.Id}' cannot be loaded: Tesseract does not take {card.File} as training data of its LSTM recogniser.");
            }
        }

        _ = TesseractLibrary.SetVariable(created, "tessedit_char_whitelist", characters);
        TesseractLibrary.SetPageSegmentation(created, TesseractLibrary.SingleLine);
        return engine;
    }

    /// <summary>Reads a line.</summary>
    /// <param name="pixels">Dark print on bright paper, width × height bytes.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <returns>The characters from left to right, none where nothing was read.</returns>
    public List<TesseractSymbol> Read(ReadOnlySpan<byte> pixels, int width, int height)
    {
        if (width <= 0 || height <= 0 || pixels.Length < width * height)
        {
            throw new ArgumentException($"{pixels.Length} bytes are no picture of {width} × {height}.", nameof(pixels));
        }

        ObjectDisposedException.ThrowIf(IsClosed, this);
        fixed (byte* first = pixels)
        {
            TesseractLibrary.SetImage(handle, first, width, height, 1, width);
            TesseractLibrary.SetResolution(handle, DotsPerInch);
            var symbols = TesseractLibrary.Recognise(handle, 0) == 0 ? Symbols() : [];
            TesseractLibrary.Clear(handle);
            return symbols;
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        TesseractLibrary.Delete(handle);
        return true;
    }

    private List<TesseractSymbol> Symbols()
    {
        var symbols = new List<TesseractSymbol>(capacity: 48);
        var results = TesseractLibrary.Results(handle);
        if (results == 0)
        {
            return symbols;
        }

        do
        {
            var text = TesseractLibrary.Text(results, TesseractLibrary.Symbol);
            if (text != 0)
            {
                symbols.Add(new TesseractSymbol(Marshal.PtrToStringUTF8(text) ?? "", TesseractLibrary.Confidence(results, TesseractLibrary.Symbol) / 100));
                TesseractLibrary.DeleteText(text);
            }
        }
        while (TesseractLibrary.Next(results, TesseractLibrary.Symbol) != 0);

        TesseractLibrary.DeleteResults(results);
        return symbols;
    }
}
