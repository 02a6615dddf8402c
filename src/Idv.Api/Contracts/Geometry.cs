namespace Idv.Api.Contracts;

/// <summary>A rectangle in pixels of the picture as it was sent, after its EXIF orientation was applied.</summary>
/// <param name="X">The left edge.</param>
/// <param name="Y">The top edge.</param>
/// <param name="Width">The width.</param>
/// <param name="Height">The height.</param>
public sealed record BoxContract(double X, double Y, double Width, double Height);

/// <summary>A point in pixels of the picture as it was sent, after its EXIF orientation was applied.</summary>
/// <param name="X">From the left.</param>
/// <param name="Y">From the top.</param>
public sealed record PointContract(double X, double Y);

/// <summary>The size of a picture in pixels, after its EXIF orientation was applied.</summary>
/// <param name="Width">The width.</param>
/// <param name="Height">The height.</param>
public sealed record SizeContract(int Width, int Height);
