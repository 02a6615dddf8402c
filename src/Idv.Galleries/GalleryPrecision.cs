namespace Idv.Galleries;

/// <summary>How templates lie in memory. Reported similarities are exact with either.</summary>
public enum GalleryPrecision
{
    /// <summary>One byte per coordinate: a quarter of the memory and time of float32; the short list is compared again in full precision.</summary>
    Int8,

    /// <summary>Four bytes per coordinate.</summary>
    Float32,
}
