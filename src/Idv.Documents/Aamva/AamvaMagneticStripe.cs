namespace Idv.Documents.Aamva;

/// <summary>
/// The three tracks of a magnetic stripe (AAMVA card design standard, annex F), which British Columbia prints as a barcode:
/// <c>%</c> address and name, <c>;</c> numbers and dates, <c>%</c> or <c>#</c> description.
/// </summary>
internal static class AamvaMagneticStripe
{
    private const int LongestCity = 13;
    private const int LongestName = 35;
    private const int LongestAddress = 77;

    public static bool IsOne(ReadOnlySpan<char> payload)
    {
        payload = payload.TrimStart();
        return payload.Length > 3 && payload[0] == '%' && char.IsAsciiLetterUpper(payload[1]) && char.IsAsciiLetterUpper(payload[2]);
    }

    public static AamvaParseResult Parse(ReadOnlySpan<char> payload)
    {
        var start = payload.IndexOf('%');
        var end = payload.IndexOf('?');
        var second = payload.IndexOf(';');
        var issuer = second < 0 ? -1 : second + 1;
        if (end < 0 || issuer < end || issuer + 6 > payload.Length || AamvaHeight.Digits(payload.Slice(issuer, 6), out var iin) != 6)
        {
            return new AamvaParseResult(null, new AamvaFault(AamvaFaultCode.BadHeader, Math.Max(issuer, 0), "The stripe's second track has no issuer's number."));
        }

        var elements = new List<AamvaElement>(16);
        ReadFirst(payload[(start + 1)..end], elements);
        var secondEnd = payload[issuer..].IndexOf('?');
        ReadSecond(secondEnd < 0 ? payload[(issuer + 6)..] : payload.Slice(issuer + 6, secondEnd - 6), elements, out var birth, out var expiry);
        if (secondEnd >= 0)
        {
            ReadThird(payload[(issuer + secondEnd + 1)..], elements);
        }

        return new AamvaParseResult(Record(iin, new AamvaSubfile("DL", elements), birth, expiry), null);
    }

    private static void ReadFirst(ReadOnlySpan<char> track, List<AamvaElement> elements)
    {
        elements.Add(new AamvaElement("DAJ", track[..2].ToString()));
        var rest = track[2..];
        elements.Add(new AamvaElement("DAI", Field(ref rest, LongestCity)));
        elements.Add(new AamvaElement("DAA", Field(ref rest, LongestName).Replace(",$", ",", StringComparison.Ordinal).Replace('$', ',')));
        var lines = Field(ref rest, LongestAddress).Split('$');
        elements.Add(new AamvaElement("DAG", lines[0].Trim()));
        if (lines.Length > 1)
        {
            elements.Add(new AamvaElement("DAH", lines[1].Trim()));
        }
    }

    /// <summary>A field ends at a caret or at its greatest length.</summary>
    private static string Field(ref ReadOnlySpan<char> rest, int longest)
    {
        var caret = rest[..Math.Min(rest.Length, longest + 1)].IndexOf('^');
        var length = caret < 0 ? Math.Min(rest.Length, longest) : caret;
        var field = rest[..length].Trim().ToString();
        rest = rest[Math.Min(rest.Length, caret < 0 ? length : length + 1)..];
        return field;
    }

    /// <summary>Number, expiry as YYMM and birth as CCYYMMDD.</summary>
    private static void ReadSecond(ReadOnlySpan<char> track, List<AamvaElement> elements, out DateOnly? birth, out DateOnly? expiry)
    {
        birth = null;
        expiry = null;
        var equals = track.IndexOf('=');
        var number = equals < 0 ? track : track[..equals];
        elements.Add(new AamvaElement("DAQ", number.Trim().ToString()));
        var dates = equals < 0 ? [] : track[(equals + 1)..];
        if (dates.Length < 12 || AamvaHeight.Digits(dates[..4], out var yearAndMonth) != 4)
        {
            return;
        }

        birth = AamvaCodes.Date(dates.Slice(4, 8));
        if (birth is { } date)
        {
            elements.Add(new AamvaElement("DBB", dates.Slice(4, 8).ToString()));
            expiry = Expiry(2000 + (yearAndMonth / 100), yearAndMonth % 100, date);
        }
    }

    /// <summary>Months 1 to 12 mean their last day; 88 means the last day of the month of birth, 99 the birthday.</summary>
    private static DateOnly? Expiry(int year, int month, DateOnly birth) => month switch
    {
        >= 1 and <= 12 => new DateOnly(year, month, DateTime.DaysInMonth(year, month)),
        88 => new DateOnly(year, birth.Month, DateTime.DaysInMonth(year, birth.Month)),
        99 => new DateOnly(year, birth.Month, Math.Min(birth.Day, DateTime.DaysInMonth(year, birth.Month))),
        _ => null,
    };

    /// <summary>After the mark, two version characters, postal code of 11, class of 2, restrictions of 10, endorsements of 4, then the description.</summary>
    private static void ReadThird(ReadOnlySpan<char> track, List<AamvaElement> elements)
    {
        var mark = track.IndexOfAny('%', '#');
        if (mark < 0)
        {
            return;
        }

        var rest = track[(mark + 1)..];
        ReadOnlySpan<(string Id, int Start, int Length)> fields =
        [
            ("DAK", 2, 11), ("DAR", 13, 2), ("DAS", 15, 10), ("DAT", 25, 4), ("DBC", 29, 1), ("DAV", 30, 3), ("DAX", 33, 3), ("DAZ", 36, 3), ("DAY", 39, 3),
        ];
        foreach (var (id, start, length) in fields)
        {
            if (start + length <= rest.Length)
            {
                elements.Add(new AamvaElement(id, rest.Slice(start, length).Trim().ToString()));
            }
        }
    }

    private static AamvaRecord Record(int iin, AamvaSubfile subfile, DateOnly? birth, DateOnly? expiry)
    {
        var parts = (subfile.Find("DAA") ?? "").Split(',', StringSplitOptions.TrimEntries);
        var given = parts.Length > 1 ? parts[1].Split(' ', 2, StringSplitOptions.TrimEntries) : [];
        var issuer = AamvaJurisdiction.Find(iin);
        return new AamvaRecord
        {
            Version = 0,
            JurisdictionVersion = 0,
            Iin = iin,
            Issuer = issuer,
            CardType = subfile.Type,
            Country = issuer?.Country,
            LastName = Present(parts[0]),
            FirstName = given.Length > 0 ? Present(given[0]) : null,
            MiddleName = given.Length > 1 ? Present(given[1]) : null,
            DocumentNumber = Present(subfile.Find("DAQ")),
            DateOfBirth = birth,
            DateOfExpiry = expiry,
            Sex = AamvaCodes.Sex(subfile.Find("DBC")),
            Height = Metric(subfile.Find("DAV")),
            Weight = AamvaWeight.Read(subfile.Find("DAX"), AamvaUnit.Metric),
            EyeColour = AamvaCodes.Colour(subfile.Find("DAY")),
            HairColour = AamvaCodes.Colour(subfile.Find("DAZ")),
            Street = Present(subfile.Find("DAG")),
            Street2 = Present(subfile.Find("DAH")),
            City = Present(subfile.Find("DAI")),
            State = Present(subfile.Find("DAJ")),
            PostalCode = AamvaParser.PostalCode(Present(subfile.Find("DAK"))),
            VehicleClass = Present(subfile.Find("DAR")),
            Restrictions = Present(subfile.Find("DAS")),
            Endorsements = Present(subfile.Find("DAT")),
            Subfiles = [subfile],
        };
    }

    private static AamvaHeight? Metric(ReadOnlySpan<char> text) =>
        AamvaHeight.Digits(text.Trim(), out var value) > 0 && value > 0 ? new AamvaHeight(value, AamvaUnit.Metric) : null;

    private static string? Present(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
