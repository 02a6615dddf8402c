using System.Numerics;
using Idv.Imaging;

namespace Idv.Specimens;

/// <summary>
/// A face in one of the pictures that come with the npm package <c>@vladmandic/face-api</c> (MIT): where to cut so that the head stands
/// upright in the shape of a passport portrait, 35 to 45.
/// </summary>
/// <param name="File">The name of the picture within the package's folder <c>demo</c>.</param>
/// <param name="Box">The cut in pixels of the picture, before it is turned about its centre.</param>
/// <param name="RollDegrees">How far the head, and so the cut, is turned clockwise in the picture.</param>
/// <param name="PersonId">Equal for pictures of the same person; a number, nothing is known of the people.</param>
public sealed record SamplePortrait(string File, Box Box, double RollDegrees, int PersonId)
{
    /// <summary>Where the pictures lie below the folder of the restored npm packages.</summary>
    public const string PackageFolder = "@vladmandic/face-api/demo";

    /// <summary>Cuts the portrait.</summary>
    /// <param name="modelPackages">The folder of the restored npm packages, <c>models/node_modules</c>.</param>
    /// <param name="width">The width of the result in pixels.</param>
    /// <param name="height">The height of the result in pixels.</param>
    /// <exception cref="FileNotFoundException">The packages are not restored.</exception>
    public Image Cut(string modelPackages, int width = 420, int height = 540)
    {
        using var picture = Open(modelPackages);
        var turn = Matrix3x2.CreateRotation((float)(RollDegrees * Math.PI / 180), new Vector2(Box.CentreX, Box.CentreY));
        var upright = Quad.FromBox(Box);
        var quad = new Quad(
            Vector2.Transform(upright.TopLeft, turn),
            Vector2.Transform(upright.TopRight, turn),
            Vector2.Transform(upright.BottomRight, turn),
            Vector2.Transform(upright.BottomLeft, turn));
        return ImageTransform.WarpPerspective(picture, quad, width, height);
    }

    /// <summary>
    /// Cuts what a phone held by the person would see: some more of the surroundings, upright as the picture is, so that the head keeps its tilt.
    /// </summary>
    /// <param name="modelPackages">The folder of the restored npm packages, <c>models/node_modules</c>.</param>
    /// <param name="height">The height of the result in pixels; its width is three quarters of that.</param>
    /// <exception cref="FileNotFoundException">The packages are not restored.</exception>
    public Image CutSelfie(string modelPackages, int height = 960)
    {
        using var picture = Open(modelPackages);
        var wantedHeight = MathF.Min(Box.Height * 1.2f, picture.Height);
        var wantedWidth = wantedHeight * 0.75f;
        var left = Math.Clamp(Box.CentreX - (wantedWidth / 2), 0, picture.Width - wantedWidth);
        var top = Math.Clamp(Box.CentreY - (wantedHeight * 0.5f), 0, picture.Height - wantedHeight);
        var quad = Quad.FromBox(new Box(left, top, wantedWidth, wantedHeight));
        return ImageTransform.WarpPerspective(picture, quad, height * 3 / 4, height);
    }

    private Image Open(string modelPackages)
    {
        var path = Path.Combine(modelPackages, PackageFolder, File);
        if (!System.IO.File.Exists(path))
        {
            throw new FileNotFoundException(
                $"The sample picture {path} is absent. Restore the npm packages with: scripts/restore-models.sh", path);
        }

        using var decoded = ImageDecoder.Decode(System.IO.File.ReadAllBytes(path));
        return decoded.Image?.Clone()
            ?? throw new InvalidDataException($"The sample picture {path} cannot be decoded: {decoded.Fault!.Message}");
    }
}
