using System.Numerics;
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

    private const int MostCandidates = 6;

    /// <summary>The line with the names has at least the two fillers that divide them, and nearly always padding.</summary>
    private const int LeastFillers = 3;

    private readonly MrzLineReader _lineReader;

    /// <summary>Opens the recognition model.</summary>
    /// <exception cref="ModelException">The model is missing, altered or cannot run here.</exception>
    public MrzReader(ModelCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        _lineReader = new MrzLineReader(catalogue);
    }

    /// <summary>Reads a picture.</summary>
    /// <param name="image">The picture, in <see cref="PixelFormat.Bgr24"/>.</param>
    /// <param name="today">The reader's date, from which centuries follow.</param>
    /// <returns>The zone, or <see langword="null"/> where the picture has none that can be read.</returns>
    public MrzReading? Read(Image image, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var pyramid = new ImagePyramid(image);
        using var grey = ImageTransform.Convert(image, PixelFormat.Grey8);
        var best = ReadUpright(pyramid, grey, today, turned: false);
        if (best is { Record.CheckDigitsValid: true })
        {
            return best;
        }

        using var turned = ImageTransform.RotateQuarters(grey, 1);
        var other = ReadUpright(pyramid, turned, today, turned: true);
        return best is null || other?.MeanLogProbability > best.MeanLogProbability ? other ?? best : best;
    }

    private MrzReading? ReadUpright(ImagePyramid pyramid, Image grey, DateOnly today, bool turned)
    {
        MrzReading? best = null;
        foreach (var candidate in MrzZoneFinder.Find(grey).Take(MostCandidates))
        {
            var lines = turned ? Array.ConvertAll(candidate.Lines, line => TurnBack(line, pyramid.Image.Height)) : candidate.Lines;
            var reading = ReadZone(pyramid, lines, today);
            if (reading is not null && (best is null || Rank(reading) > Rank(best)))
            {
                best = reading;
            }

            if (best is { Record.CheckDigitsValid: true })
            {
                break;
            }
        }

        return best;
    }

    private static float Rank(MrzReading reading) => reading.MeanLogProbability + (reading.Record.CheckDigitsValid ? 10 : 0);

    /// <summary>From the picture turned clockwise by a quarter to the picture itself.</summary>
    private static TextLine TurnBack(TextLine line, int height) =>
        line with { Centre = new Vector2(line.Centre.Y, height - line.Centre.X), Angle = line.Angle - (MathF.PI / 2) };

    private MrzReading? ReadZone(ImagePyramid pyramid, TextLine[] lines, DateOnly today)
    {
        var forward = Decode(pyramid, lines);
        if (forward is { Mean: > LeastMeanLogProbability })
        {
            return forward.ToReading(today);
        }

        var backward = Decode(pyramid, [.. lines.Reverse().Select(line => line.Reversed)]);
        return backward is { Mean: > LeastMeanLogProbability } ? backward.ToReading(today) : null;
    }

    private MrzDecodedZone? Decode(ImagePyramid pyramid, TextLine[] lines)
    {
        // One line tells most print from a zone; the others need not be read then.
        var last = _lineReader.Read(pyramid, lines[^1]);
        if (lines.Length == 3 && last.GreedyFillers() < LeastFillers)
        {
            return null;
        }

        var first = _lineReader.Read(pyramid, lines[0]);
        if (lines.Length == 2 && first.GreedyFillers() < LeastFillers)
        {
            return null;
        }

        MrzPosteriors[] posteriors = lines.Length == 3 ? [first, _lineReader.Read(pyramid, lines[1]), last] : [first, last];
        var zone = MrzZoneDecoder.Decode(lines, posteriors);
        return zone is { HasForeignPrint: true } ? Reread(pyramid, zone) ?? zone : zone;
    }

    /// <summary>Reads again without what stands beside the zone, which gives its own characters more of the network's width.</summary>
    private MrzDecodedZone? Reread(ImagePyramid pyramid, MrzDecodedZone zone)
    {
        var lines = zone.OwnLines();
        var again = MrzZoneDecoder.Decode(lines, Array.ConvertAll(lines, line => _lineReader.Read(pyramid, line)));
        return again?.Mean > zone.Mean ? again : null;
    }
}
