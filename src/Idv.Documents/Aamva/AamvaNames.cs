namespace Idv.Documents.Aamva;

/// <summary>
/// Splits names as the versions encode them: version 1 has one element (DAA, "LAST,FIRST,MIDDLE,SUFFIX"), versions 2 and 3 two (DCS and
/// DCT, "FIRST,MIDDLE"), later ones three (DCS, DAC, DAD).
/// </summary>
internal readonly ref struct AamvaNames
{
    private AamvaNames(string? last, string? first, string? middle, string? suffix)
    {
        Last = last;
        First = first;
        Middle = middle;
        Suffix = suffix;
    }

    public string? Last { get; }

    public string? First { get; }

    public string? Middle { get; }

    public string? Suffix { get; }

    public static AamvaNames Read(in AamvaElementIndex elements)
    {
        var last = elements.Text("DCS") ?? elements.Text("DAB");
        var first = elements.Text("DAC");
        var middle = elements.Text("DAD");
        var suffix = elements.Text("DCU") ?? elements.Text("DAE");
        if (first is null && elements.Text("DCT") is { } given)
        {
            (first, middle) = SplitGiven(given);
        }

        if ((last is null || first is null) && elements.Text("DAA") is { } whole)
        {
            SplitWhole(whole, ref last, ref first, ref middle, ref suffix);
        }
        else if (middle is null && first is { Length: > 2 } && first[^2] == ' ')
        {
            // A single letter at the end of the first name, with no middle name, is the middle initial.
            middle = first[^1..];
            first = first[..^2];
        }

        return new AamvaNames(last, first, middle, suffix);
    }

    private static void SplitWhole(string whole, ref string? last, ref string? first, ref string? middle, ref string? suffix)
    {
        var parts = whole.Split(',', StringSplitOptions.TrimEntries);
        last ??= Part(parts, 0);
        if (first is null)
        {
            first = Part(parts, 1);
            middle = Part(parts, 2);
            if (parts.Length == 2 && first is { } given)
            {
                (first, middle) = SplitGiven(given);
            }
        }

        suffix ??= Part(parts, 3);
    }

    /// <summary>A comma divides the given names where there is one, else the first space does.</summary>
    private static (string? First, string? Middle) SplitGiven(string given)
    {
        var comma = given.IndexOf(',');
        var divide = comma >= 0 ? comma : given.IndexOf(' ');
        return divide < 0 ? (given, null) : (Present(given[..divide]), Present(given[(divide + 1)..].Replace(',', ' ')));
    }

    private static string? Part(string[] parts, int index) => index < parts.Length ? Present(parts[index]) : null;

    private static string? Present(string text)
    {
        text = text.Trim();
        return text.Length == 0 ? null : text;
    }
}
