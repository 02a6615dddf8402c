namespace Idv.Imaging;

/// <summary>How values between pixel centres are estimated.</summary>
public enum Interpolation
{
    /// <summary>The nearest pixel.</summary>
    Nearest = 0,

    /// <summary>Bilinear over 2×2 pixels.</summary>
    Linear = 1,

    /// <summary>The mean of the source area that a target pixel covers; the right choice for shrinking. Enlarging and warping use bilinear.</summary>
    Area = 2,

    /// <summary>Bicubic over 4×4 pixels.</summary>
    Cubic = 3,
}
