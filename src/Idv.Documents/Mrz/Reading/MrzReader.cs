using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Documents.Mrz.Reading;

/// <summary>
/// Reads the machine-readable zone out of a picture: finds it at any of the four orientations, reads its lines, decodes them by the layouts
/// of Doc 9303 and repairs at most one character by the check digits. Thread-safe.
/// </summary>
public sealed class MrzReader
{
    /// <summary>Below this mean log-probability per character a group of lines is not taken for a zone.</summary>
    public const float LeastMeanLogProbability = -1.2f;

    /// <summary>Groups of lines that are read before a picture counts as one without a zone, and as many more for the picture on its side.</summary>
    private const int MostAttempts = 8;
    private const int AttemptsWhenTurned = 4;

    /// <summary>Zones are looked for in the picture halved until its longer side is below twice this.</summary>
    private const float SearchSide = 1600;

    private readonly MrzZoneReader _zoneReader;

    /// <summary>Opens the recognition models.</summary>
    /// <param name="catalogue">The installed models.</param>
    /// <param name="secondReader">Who reads the lines that our own reader leaves in doubt.</param>
    /// <exception cref="ModelException">A model, or the library that runs it, is missing, altered or cannot run here.</exception>
    public MrzReader(ModelCatalogue catalogue, MrzSecondReader secondReader = MrzSecondReader.PpOcr)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        _zoneReader = new MrzZoneReader(catalogue, secondReader);
    }

    /// <summary>Reads a picture.</summary>
    /// <param name="image">The picture, in <see cref="PixelFormat.Bgr24"/>.</param>
    /// <param name="today">The reader's date, from which centuries follow.</param>
    /// <returns>The zone, or <see langword="null"/> where the picture has none that can be read.</returns>
    public MrzReading? Read(Image image, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var pyramid = new ImagePyramid(image);
        var level = pyramid.LevelFor(Math.Max(image.Width, image.Height) / SearchSide, out var halvings);
        using var grey = InkChannel.Of(level);
        var search = new MrzZoneSearch(_zoneReader, pyramid, 1 << halvings, today);
        search.Look(grey, turned: false, MostAttempts);
        if (!search.IsFound)
        {
            using var aside = ImageTransform.RotateQuarters(grey, 1);
            search.Look(aside, turned: true, AttemptsWhenTurned);
        }

        return search.Best;
    }
}
