namespace Idv.Documents.Aamva;

/// <summary>The header of a barcode: issuer, versions and the directory of sub-files.</summary>
internal readonly ref struct AamvaHeader
{
    private const int FarthestStart = 64;
    private const int DesignatorLength = 10;

    private AamvaHeader(int iin, int version, int jurisdictionVersion, ReadOnlySpan<char> directory, int dataStart)
    {
        Iin = iin;
        Version = version;
        JurisdictionVersion = jurisdictionVersion;
        Directory = directory;
        DataStart = dataStart;
    }

    public int Iin { get; }

    public int Version { get; }

    public int JurisdictionVersion { get; }

    /// <summary>Designators of ten characters: type, offset and length.</summary>
    public ReadOnlySpan<char> Directory { get; }

    /// <summary>Where the header ends.</summary>
    public int DataStart { get; }

    public static AamvaFault? TryRead(ReadOnlySpan<char> text, out AamvaHeader header)
    {
        header = default;
        var start = FindStart(text);
        if (start < 0)
        {
            return new AamvaFault(AamvaFaultCode.NoHeader, 0, "Neither ANSI nor AAMVA with an issuer's number stands near the beginning.");
        }

        // Version 1 has six digits and two pairs, later ones three: the pair before the first sub-file's letters counts the sub-files.
        var digits = 0;
        while (start + digits < text.Length && digits < 12 && char.IsAsciiDigit(text[start + digits]))
        {
            digits++;
        }

        if (digits is not (10 or 12))
        {
            return new AamvaFault(AamvaFaultCode.BadHeader, start, $"The header has {digits} digits where 10 or 12 were expected.");
        }

        var iin = Number(text, start, 6);
        var version = Number(text, start + 6, 2);
        var jurisdictionVersion = digits == 12 ? Number(text, start + 8, 2) : 0;
        var entries = Number(text, start + digits - 2, 2);
        var directory = start + digits;
        var end = directory;
        for (var i = 0; i < entries && IsDesignator(text, end); i++)
        {
            end += DesignatorLength;
        }

        header = new AamvaHeader(iin, version, jurisdictionVersion, text[directory..end], end);
        return null;
    }

    private static int FindStart(ReadOnlySpan<char> text)
    {
        var head = text[..Math.Min(text.Length, FarthestStart)];
        foreach (var mark in (ReadOnlySpan<string>)["ANSI", "AAMVA", "AMVA"])
        {
            var at = head.IndexOf(mark);
            if (at < 0)
            {
                continue;
            }

            at += mark.Length;
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }

            if (at + 6 <= text.Length && text.Slice(at, 6).IndexOfAnyExceptInRange('0', '9') < 0)
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsDesignator(ReadOnlySpan<char> text, int at) =>
        at + DesignatorLength <= text.Length
        && char.IsAsciiLetterUpper(text[at])
        && char.IsAsciiLetterUpper(text[at + 1])
        && text.Slice(at + 2, DesignatorLength - 2).IndexOfAnyExceptInRange('0', '9') < 0;

    private static int Number(ReadOnlySpan<char> text, int start, int length)
    {
        var value = 0;
        foreach (var digit in text.Slice(start, length))
        {
            value = (value * 10) + digit - '0';
        }

        return value;
    }
}
