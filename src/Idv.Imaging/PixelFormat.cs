namespace Idv.Imaging;

/// <summary>How the bytes of one pixel are ordered. Every channel is 8 bits, 0 (black) to 255.</summary>
public enum PixelFormat
{
    /// <summary>One channel: luma (ITU-R BT.601).</summary>
    Grey8 = 1,

    /// <summary>Three channels in the order blue, green, red; the engine's default.</summary>
    Bgr24 = 2,

    /// <summary>Three channels in the order red, green, blue.</summary>
    Rgb24 = 3,
}
