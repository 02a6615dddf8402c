namespace Idv.Documents.Mrz.Reading;

/// <summary>Finds the format under which the lines of a zone are likeliest.</summary>
internal static class MrzZoneDecoder
{
    private static readonly MrzFormat[] TwoLines =
        [MrzFormat.Td3, MrzFormat.MrvA, MrzFormat.Td2, MrzFormat.MrvB, MrzFormat.FrenchIdCard];

    private static readonly MrzFormat[] ThreeLines = [MrzFormat.Td1];

    /// <summary>Decodes lines from the top; <see langword="null"/> where no format fits.</summary>
    public static MrzDecodedZone? Decode(TextLine[] lines, MrzPosteriors[] posteriors)
    {
        MrzDecodedZone? best = null;
        foreach (var format in lines.Length == 3 ? ThreeLines : TwoLines)
        {
            var classes = MrzLineClasses.Of(format);
            if (!LengthsFit(posteriors, classes))
            {
                continue;
            }

            var decoded = new MrzDecodedLine[posteriors.Length];
            var complete = true;
            for (var i = 0; i < decoded.Length && complete; i++)
            {
                var line = MrzLineDecoder.Decode(posteriors[i], classes[i]);
                complete = line is not null;
                decoded[i] = line!;
            }

            if (complete && BelongsTo(format, decoded[0]))
            {
                var zone = new MrzDecodedZone(format, lines, posteriors, decoded);
                best = best is null || zone.Plausibility > best.Plausibility ? zone : best;
            }
        }

        return best;
    }

    /// <summary>
    /// Readers lose fillers rather than letters, and print beside the zone may add characters, but far fewer characters than the format's
    /// are another format's.
    /// </summary>
    private static bool LengthsFit(MrzPosteriors[] posteriors, MrzLineClasses[] classes)
    {
        for (var i = 0; i < posteriors.Length; i++)
        {
            if (posteriors[i].GreedyLength() < classes[i].Length * 0.25f)
            {
                return false;
            }
        }

        return true;
    }

    private static bool BelongsTo(MrzFormat format, MrzDecodedLine first)
    {
        var isVisa = MrzAlphabet.Characters[first.Best(0)] == 'V';
        var isFrench = Enumerable.Range(0, 5).All(column => MrzAlphabet.Characters[first.Best(column)] == "IDFRA"[column]);
        return format switch
        {
            MrzFormat.MrvA or MrzFormat.MrvB => isVisa,
            MrzFormat.FrenchIdCard => isFrench,
            MrzFormat.Td2 => !isVisa && !isFrench,
            MrzFormat.Td3 => !isVisa,
            _ => true,
        };
    }
}
