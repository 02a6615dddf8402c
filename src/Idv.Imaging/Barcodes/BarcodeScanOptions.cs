namespace Idv.Imaging.Barcodes;

/// <summary>How grey becomes black and white before the modules are read.</summary>
public enum BarcodeBinarizer
{
    /// <summary>By the mean of the neighbourhood: the best first choice for photographs.</summary>
    LocalAverage = 0,

    /// <summary>By the valley between the histogram's two largest peaks.</summary>
    GlobalHistogram = 1,

    /// <summary>At 127.</summary>
    FixedThreshold = 2,

    /// <summary>0 is black, everything else white.</summary>
    NonZero = 3,
}

/// <summary>What to look for, and how hard.</summary>
public sealed record BarcodeScanOptions
{
    /// <summary>Every symbology, local average, all effort.</summary>
    public static BarcodeScanOptions Default { get; } = new();

    /// <summary>The symbologies looked for; <see cref="BarcodeFormats.None"/> means all. Fewer are faster.</summary>
    public BarcodeFormats Formats { get; init; }

    /// <summary>How grey becomes black and white.</summary>
    public BarcodeBinarizer Binarizer { get; init; }

    /// <summary>Spends more time for a better chance.</summary>
    public bool TryHarder { get; init; } = true;

    /// <summary>Also tries the image turned by 90°, 180° and 270°.</summary>
    public bool TryRotate { get; init; } = true;

    /// <summary>Also tries the image smaller, which helps with large and blurred symbols.</summary>
    public bool TryDownscale { get; init; } = true;

    /// <summary>Stops after this many symbols, 1 to 255.</summary>
    public int MaximumSymbols { get; init; } = 16;
}
