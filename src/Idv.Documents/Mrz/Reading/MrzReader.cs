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

    private const int MostCandidates = 5;

    /// <summary>Groups of lines that are read before a picture counts as one without a zone, and as many more for the picture on its side.</summary>
    private const int MostAttempts = 8;
    private const int AttemptsWhenTurned = 4;

    /// <summary>Above this mean log-probability the lines are plain to read, whatever their check digits say.</summary>
    private const float PlainMeanLogProbability = -0.15f;

    /// <summary>Heights of the strip, relative to the usual one, at which doubtful lines are read again.</summary>
    private static readonly float[] OtherHeights = [1.12f, 0.93f];

    /// <summary>What the second reader counts against the first.</summary>
    private const float SecondOpinionWeight = 0.5f;

    /// <summary>The line with the names has at least the two fillers that divide them, and nearly always padding.</summary>
    private const int LeastFillers = 3;

    private readonly OcrBLineReader _reader;
    private readonly GeneralLineReader _secondReader;

    /// <summary>Opens the recognition models.</summary>
    /// <exception cref="ModelException">A model is missing, altered or cannot run here.</exception>
    public MrzReader(ModelCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        _reader = new OcrBLineReader(catalogue);
        _secondReader = new GeneralLineReader(catalogue);
    }

    /// <summary>Reads a picture.</summary>
    /// <param name="image">The picture, in <see cref="PixelFormat.Bgr24"/>.</param>
    /// <param name="today">The reader's date, from which centuries follow.</param>
    /// <returns>The zone, or <see langword="null"/> where the picture has none that can be read.</returns>
    public MrzReading? Read(Image image, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var pyramid = new ImagePyramid(image);
        using var grey = InkChannel.Of(image);
        var attempts = MostAttempts;
        var best = ReadUpright(pyramid, grey, today, turned: false, ref attempts);
        if (IsSettled(best))
        {
            return best;
        }

        using var turned = ImageTransform.RotateQuarters(grey, 1);
        attempts += AttemptsWhenTurned;
        var other = ReadUpright(pyramid, turned, today, turned: true, ref attempts);
        return best is null || (other is not null && Rank(other) > Rank(best)) ? other : best;
    }

    private MrzReading? ReadUpright(ImagePyramid pyramid, Image grey, DateOnly today, bool turned, ref int attempts)
    {
        MrzReading? best = null;
        for (var pass = 0; pass < MrzZoneFinder.Passes && !IsSettled(best); pass++)
        {
            var reading = ReadLikeliest(pyramid, grey, pass, today, turned, ref attempts);
            best = best is null || (reading is not null && Rank(reading) > Rank(best)) ? reading : best;
        }

        return best;
    }

    private MrzReading? ReadLikeliest(ImagePyramid pyramid, Image grey, int pass, DateOnly today, bool turned, ref int attempts)
    {
        MrzReading? best = null;
        foreach (var candidate in MrzZoneFinder.Find(grey, pass).Take(MostCandidates))
        {
            if (--attempts < 0)
            {
                break;
            }

            var lines = TextLineRefiner.Refine(grey, candidate.Lines);
            if (turned)
            {
                lines = Array.ConvertAll(lines, line => TurnBack(line, pyramid.Image.Height));
            }

            var reading = ReadZone(pyramid, lines, today);
            if (reading is not null && (best is null || Rank(reading) > Rank(best)))
            {
                best = reading;
            }

            if (IsSettled(best))
            {
                break;
            }
        }

        return best;
    }

    /// <summary>Whether looking further would only find something worse: the check digits are right, or the lines are plain to read and are not.</summary>
    private static bool IsSettled(MrzReading? reading) =>
        reading is { Record.CheckDigitsValid: true } || reading?.MeanLogProbability > PlainMeanLogProbability;

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
        var last = _reader.Read(pyramid, lines[^1]);
        if (lines.Length == 3 && last.GreedyFillers() < LeastFillers)
        {
            return null;
        }

        var first = _reader.Read(pyramid, lines[0]);
        if (lines.Length == 2 && first.GreedyFillers() < LeastFillers)
        {
            return null;
        }

        MrzPosteriors[] posteriors = lines.Length == 3 ? [first, _reader.Read(pyramid, lines[1]), last] : [first, last];
        var zone = MrzZoneDecoder.Decode(lines, posteriors);
        if (zone is { Mean: > LeastMeanLogProbability } && (zone.HasForeignPrint || zone.TouchesEdge))
        {
            lines = zone.OwnLines();
            var again = MrzZoneDecoder.Decode(lines, Array.ConvertAll(lines, line => _reader.Read(pyramid, line)));
            zone = again?.Mean > zone.Mean ? again : zone;
        }

        return zone is null || zone.Mean <= LeastMeanLogProbability ? zone : AskAgain(pyramid, OrLonger(pyramid, zone));
    }

    /// <summary>
    /// A passport's zone whose last fillers were not found looks like a card's, down to the check digits: longer lines decide.
    /// </summary>
    private MrzDecodedZone OrLonger(ImagePyramid pyramid, MrzDecodedZone zone)
    {
        if (zone.Format is not (MrzFormat.Td2 or MrzFormat.MrvB))
        {
            return zone;
        }

        var lines = TextLineRefiner.CompleteTo44(zone.Lines);
        var longer = MrzZoneDecoder.Decode(lines, Array.ConvertAll(lines, line => _reader.Read(pyramid, line)));
        return longer?.Plausibility > zone.Plausibility ? longer : zone;
    }

    /// <summary>
    /// Lines that are in doubt are read again at other heights of the strip, and if they still are by the second reader. Check digits tell whether
    /// there is doubt, but never choose between readings: they would be no check any more.
    /// </summary>
    private MrzDecodedZone AskAgain(ImagePyramid pyramid, MrzDecodedZone zone)
    {
        for (var i = 0; i < zone.Lines.Length; i++)
        {
            foreach (var height in OtherHeights)
            {
                zone = zone.IsDoubtful(i) ? zone.With(i, _reader.Read(pyramid, zone.Lines[i], height), 1) : zone;
            }
        }

        for (var i = 0; i < zone.Lines.Length; i++)
        {
            zone = zone.IsDoubtful(i) ? zone.With(i, _secondReader.Read(pyramid, zone.Lines[i]), SecondOpinionWeight) : zone;
        }

        return zone;
    }
}
