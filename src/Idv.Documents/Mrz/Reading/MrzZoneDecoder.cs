namespace Idv.Documents.Mrz.Reading;

/// <summary>Finds the format under which the lines of a zone are likeliest.</summary>
internal static class MrzZoneDecoder
{
    /// <summary>Readers lose fillers, and print beside the zone may add characters, but far fewer characters than the format's are another format's.</summary>
    private const float LeastShareOfCharacters = 0.25f;

    /// <summary>Decodes lines from the top; <see langword="null"/> where no format fits.</summary>
    public static MrzDecodedZone? Decode(TextLine[] lines, MrzPosteriors[] posteriors)
    {
        if (lines.Length == 3)
        {
            return DecodeAs(MrzFormat.Td1, lines, posteriors, DecodeFirst(MrzFormat.Td1, posteriors));
        }

        var (longer, shorter, french) =
            (DecodeFirst(MrzFormat.Td3, posteriors), DecodeFirst(MrzFormat.Td2, posteriors), DecodeFirst(MrzFormat.FrenchIdCard, posteriors));
        MrzDecodedZone?[] zones =
        [
            DecodeAs(StartsWith(longer, "V") ? MrzFormat.MrvA : MrzFormat.Td3, lines, posteriors, longer),
            StartsWith(french, "IDFRA")
                ? DecodeAs(MrzFormat.FrenchIdCard, lines, posteriors, french)
                : DecodeAs(StartsWith(shorter, "V") ? MrzFormat.MrvB : MrzFormat.Td2, lines, posteriors, shorter),
        ];
        return zones.MaxBy(zone => zone?.Plausibility ?? float.NegativeInfinity);
    }

    /// <summary>The first lines of passports and visas, and those of cards and small visas, differ in nothing but their first letter.</summary>
    private static MrzDecodedLine? DecodeFirst(MrzFormat format, MrzPosteriors[] posteriors)
    {
        var classes = MrzLineClasses.Of(format);
        for (var i = 0; i < posteriors.Length; i++)
        {
            if (posteriors[i].GreedyLength() < classes[i].Length * LeastShareOfCharacters)
            {
                return null;
            }
        }

        return MrzLineDecoder.Decode(posteriors[0], classes[0]);
    }

    private static MrzDecodedZone? DecodeAs(MrzFormat format, TextLine[] lines, MrzPosteriors[] posteriors, MrzDecodedLine? first)
    {
        if (first is null)
        {
            return null;
        }

        var decoded = new MrzDecodedLine[lines.Length];
        decoded[0] = first;
        for (var i = 1; i < lines.Length; i++)
        {
            if (MrzLineDecoder.Decode(posteriors[i], MrzLineClasses.Of(format)[i]) is not { } line)
            {
                return null;
            }

            decoded[i] = line;
        }

        return new MrzDecodedZone(format, lines, posteriors, decoded);
    }

    private static bool StartsWith(MrzDecodedLine? line, string text)
    {
        for (var column = 0; column < text.Length; column++)
        {
            if (line is null || MrzAlphabet.Characters[line.Best(column)] != text[column])
            {
                return false;
            }
        }

        return true;
    }
}
