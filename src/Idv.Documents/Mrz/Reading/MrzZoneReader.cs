using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Documents.Mrz.Reading;

/// <summary>Reads the lines of what may be a zone, and says whether it is one.</summary>
/// <param name="catalogue">The installed models.</param>
/// <param name="second">Who reads the lines that stay in doubt.</param>
internal sealed class MrzZoneReader(ModelCatalogue catalogue, MrzSecondReader second)
{
    /// <summary>Heights of the strip, relative to the usual one, at which doubtful lines are read again.</summary>
    private static readonly float[] OtherHeights = [1.12f, 0.93f];

    /// <summary>What the second reader counts against the first.</summary>
    private const float SecondOpinionWeight = 0.5f;

    /// <summary>The line with the names has at least the two fillers that divide them, and nearly always padding.</summary>
    private const int LeastFillers = 3;

    private readonly OcrBLineReader _reader = new(catalogue);
    private readonly IMrzLineReader? _secondReader = Open(catalogue, second);

    /// <summary>Reads two or three lines in the direction in which they were found, or else upside down.</summary>
    /// <returns>The zone, or <see langword="null"/> where it is none.</returns>
    public MrzReading? Read(ImagePyramid pyramid, TextLine[] lines, DateOnly today)
    {
        var forward = Decode(pyramid, lines);
        if (forward is { Mean: > MrzReader.LeastMeanLogProbability })
        {
            return forward.ToReading(today);
        }

        var backward = Decode(pyramid, [.. lines.Reverse().Select(line => line.Reversed)]);
        return backward is { Mean: > MrzReader.LeastMeanLogProbability } ? backward.ToReading(today) : null;
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
        if (zone is { Mean: > MrzReader.LeastMeanLogProbability } && (zone.HasForeignPrint || zone.TouchesEdge))
        {
            lines = zone.OwnLines();
            var again = MrzZoneDecoder.Decode(lines, Array.ConvertAll(lines, line => _reader.Read(pyramid, line)));
            zone = again?.Mean > zone.Mean ? again : zone;
        }

        return zone is null || zone.Mean <= MrzReader.LeastMeanLogProbability ? zone : AskAgain(pyramid, OrLonger(pyramid, zone));
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

        var lines = zone.LongerBy(8);
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

        for (var i = 0; _secondReader is not null && i < zone.Lines.Length; i++)
        {
            zone = zone.IsDoubtful(i) ? zone.With(i, _secondReader.Read(pyramid, zone.Lines[i]), SecondOpinionWeight) : zone;
        }

        return zone;
    }

    private static IMrzLineReader? Open(ModelCatalogue catalogue, MrzSecondReader second) => second switch
    {
        MrzSecondReader.PpOcr => new GeneralLineReader(catalogue),
        MrzSecondReader.Tesseract => new TesseractLineReader(catalogue),
        MrzSecondReader.None => null,
        _ => throw new ArgumentOutOfRangeException(nameof(second), second, "Not a second reader of zones."),
    };
}
