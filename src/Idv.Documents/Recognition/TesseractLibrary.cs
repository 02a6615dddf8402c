using System.Runtime.InteropServices;
using Idv.Inference;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Idv.Documents.Recognition;

/// <summary>
/// The part of Tesseract 5's C interface (<c>capi.h</c>) that reading one line takes, call for call, and the check that this machine has it.
/// </summary>
internal static unsafe partial class TesseractLibrary
{
    /// <summary>The library's file name, looked for where the system keeps its libraries.</summary>
    public const string FileName = "libtesseract.so.5";

    /// <summary>The LSTM recogniser alone.</summary>
    public const int LstmOnly = 1;

    /// <summary>The picture is one line of print.</summary>
    public const int SingleLine = 7;

    /// <summary>Results by character.</summary>
    public const int Symbol = 4;

    /// <summary>Came with version 5: it takes the training data from memory, so that the very bytes that were verified are used.</summary>
    private const string NewestEntryPoint = "TessBaseAPIInit5";

    /// <summary>Loads the library once, with one OpenMP thread per line: several are seven times slower as soon as other work runs.</summary>
    /// <param name="fileName">The library's file name.</param>
    /// <exception cref="ModelException">The library is missing or too old.</exception>
    public static void Load(string fileName = FileName)
    {
        // OpenMP reads its environment as it is loaded, and the one of .NET is a copy. An operator's own limit stays.
        _ = SetEnvironment("OMP_THREAD_LIMIT", "1", overwrite: 0);
        if (!NativeLibrary.TryLoad(fileName, typeof(TesseractLibrary).Assembly, DllImportSearchPath.SafeDirectories, out var library))
        {
            throw new ModelException(
                ModelFault.MissingLibrary,
                $"Tesseract is asked for, but {fileName} cannot be loaded. Install Tesseract 5 (Debian: libtesseract5), or set Engine:MrzSecondReader to 'pp-ocr'.");
        }

        if (!NativeLibrary.TryGetExport(library, NewestEntryPoint, out _))
        {
            throw new ModelException(
                ModelFault.MissingLibrary,
                $"Tesseract is asked for, but {fileName} lacks {NewestEntryPoint}. Install Tesseract 5.1 or later, or set Engine:MrzSecondReader to 'pp-ocr'.");
        }
    }

    [LibraryImport(FileName, EntryPoint = "TessBaseAPICreate")]
    public static partial nint Create();

    [LibraryImport(FileName, EntryPoint = "TessBaseAPIDelete")]
    public static partial void Delete(nint engine);

    [LibraryImport(FileName, EntryPoint = NewestEntryPoint, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Initialise(
        nint engine, byte* data, int length, string language, int mode, nint configurations, int configurationCount, nint names, nint values, nuint variableCount, int onlyNonDebug);

    [LibraryImport(FileName, EntryPoint = "TessBaseAPISetVariable", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetVariable(nint engine, string name, string value);

    [LibraryImport(FileName, EntryPoint = "TessBaseAPISetPageSegMode")]
    public static partial void SetPageSegmentation(nint engine, int mode);

    [LibraryImport(FileName, EntryPoint = "TessBaseAPISetImage")]
    public static partial void SetImage(nint engine, byte* pixels, int width, int height, int bytesPerPixel, int bytesPerRow);

    [LibraryImport(FileName, EntryPoint = "TessBaseAPISetSourceResolution")]
    public static partial void SetResolution(nint engine, int dotsPerInch);

    [LibraryImport(FileName, EntryPoint = "TessBaseAPIRecognize")]
    public static partial int Recognise(nint engine, nint monitor);

    [LibraryImport(FileName, EntryPoint = "TessBaseAPIClear")]
    public static partial void Clear(nint engine);

    [LibraryImport(FileName, EntryPoint = "TessBaseAPIGetIterator")]
    public static partial nint Results(nint engine);

    [LibraryImport(FileName, EntryPoint = "TessResultIteratorGetUTF8Text")]
    public static partial nint Text(nint results, int level);

    [LibraryImport(FileName, EntryPoint = "TessResultIteratorConfidence")]
    public static partial float Confidence(nint results, int level);

    [LibraryImport(FileName, EntryPoint = "TessResultIteratorNext")]
    public static partial int Next(nint results, int level);

    [LibraryImport(FileName, EntryPoint = "TessResultIteratorDelete")]
    public static partial void DeleteResults(nint results);

    [LibraryImport(FileName, EntryPoint = "TessDeleteText")]
    public static partial void DeleteText(nint text);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
