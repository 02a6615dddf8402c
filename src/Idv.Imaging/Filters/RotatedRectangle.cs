using System.Numerics;

namespace Idv.Imaging;

/// <summary>A rectangle at any angle, in continuous coordinates.</summary>
/// <param name="Centre">The centre.</param>
/// <param name="Width">The longer side in pixels; never less than <paramref name="Height"/>.</param>
/// <param name="Height">The shorter side in pixels.</param>
/// <param name="AngleDegrees">From the x axis to the longer side, clockwise as seen in the image; -90 (inclusive) to 90.</param>
public readonly record struct RotatedRectangle(Vector2 Centre, float Width, float Height, float AngleDegrees);
