using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Idv.Documents.Mrz;

/// <summary>
/// Parses the text of machine-readable zones. Wrong check digits and odd data elements are part of the record; only a text that
/// is no zone at all is a fault. A byte-order mark, any line ending and white space around lines are accepted, and so is a zone
/// whose lines were joined into one. Parsing takes linear time, and a text beyond any zone's length is refused unread.
/// </summary>
public static class MrzParser
{
    /// <summary>The longest line of any format.</summary>
    internal const int LongestLine = 44;

    /// <summary>Leaves ample room for line ends and white space around at most three lines.</summary>
    private const int LongestText = 1024;

    private const int MostLines = 3;

    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<");

    /// <summary>Parses lines separated by line ends.</summary>
    /// <param name="text">The text of the zone.</param>
    /// <param name="today">The reader's date, from which centuries follow; not before 1980.</param>
    public static MrzParseResult Parse(ReadOnlySpan<char> text, DateOnly today)
    {
        if (text.Length > LongestText)
        {
            return Fault(MrzFaultCode.TooLong, 0, 0, $"The text has {text.Length} characters; a machine-readable zone has at most 90.");
        }

        var lines = new string[MostLines];
        var count = 0;
        foreach (var range in text.SplitAny('\r', '\n'))
        {
            var line = Trim(text[range]);
            if (line.IsEmpty)
            {
                continue;
            }

            if (count == MostLines)
            {
                return Fault(MrzFaultCode.LineCount, MostLines + 1, 0, "The text has more than three lines; a machine-readable zone has one to three.");
            }

            lines[count++] = line.ToString();
        }

        return ParseTrimmed(count == MostLines ? lines : lines[..count], today);
    }

    /// <summary>Parses lines.</summary>
    /// <param name="lines">The lines of the zone, from the top.</param>
    /// <param name="today">The reader's date, from which centuries follow; not before 1980.</param>
    public static MrzParseResult Parse(IReadOnlyList<string> lines, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Count > MostLines)
        {
            return Fault(MrzFaultCode.LineCount, MostLines + 1, 0, $"There are {lines.Count} lines; a machine-readable zone has one to three.");
        }

        var trimmed = new string[lines.Count];
        for (var i = 0; i < trimmed.Length; i++)
        {
            var line = lines[i] ?? "";
            if (line.Length > LongestText)
            {
                return Fault(MrzFaultCode.TooLong, i + 1, 0, $"Line {i + 1} has {line.Length} characters; a machine-readable zone has at most 90.");
            }

            var span = Trim(line);
            trimmed[i] = span.Length == line.Length ? line : span.ToString();
        }

        return ParseTrimmed(trimmed, today);
    }

    /// <summary>Parses lines separated by line ends.</summary>
    /// <param name="text">The text of the zone.</param>
    /// <param name="today">The reader's date, from which centuries follow; not before 1980.</param>
    /// <param name="record">What the zone says.</param>
    /// <param name="fault">Why there is no record.</param>
    /// <returns>Whether there is a record. Its check digits may still be wrong.</returns>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        DateOnly today,
        [NotNullWhen(true)] out MrzRecord? record,
        [NotNullWhen(false)] out MrzFault? fault)
    {
        var result = Parse(text, today);
        record = result.Record;
        fault = result.Fault;
        return result.IsParsed;
    }

    private static MrzParseResult ParseTrimmed(string[] lines, DateOnly today)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(today.Year, 1980, nameof(today));
        if (lines.Length == 1)
        {
            lines = Unjoin(lines);
        }

        for (var i = 0; i < lines.Length; i++)
        {
            var bad = lines[i].AsSpan().IndexOfAnyExcept(Characters);
            if (bad >= 0)
            {
                return BadCharacter(lines[i][bad], i + 1, bad + 1);
            }
        }

        var layout = Recognise(lines);
        return layout is null ? NoFormat(lines) : new MrzParseResult(Read(layout, lines, today), null);
    }

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> line) => line.Trim("\uFEFF \t\r\n\0");

    private static string[] Unjoin(string[] lines)
    {
        var text = lines[0];
        return text.Length switch
        {
            90 => [text[..30], text[30..60], text[60..]],
            72 => [text[..36], text[36..]],
            88 => [text[..44], text[44..]],
            _ => lines,
        };
    }

    private static MrzLayout? Recognise(string[] lines)
    {
        var first = lines.Length > 0 ? lines[0] : "";
        return lines.Length switch
        {
            1 when first.Length == 30 && first[0] == 'D' => MrzLayout.EuDrivingLicence,
            2 when first.Length == 44 && lines[1].Length == 44 => first[0] == 'V' ? MrzLayout.MrvA : MrzLayout.Td3,
            2 when first.Length == 36 && lines[1].Length == 36 && first[0] == 'V' => MrzLayout.MrvB,
            2 when first.Length == 36 && lines[1].Length == 36 => first.StartsWith("IDFRA", StringComparison.Ordinal) ? MrzLayout.FrenchIdCard : MrzLayout.Td2,
            3 when first.Length == 30 && lines[1].Length == 30 && lines[2].Length == 30 => MrzLayout.Td1,
            3 when first.Length == 9 && lines[1].Length == 30 && lines[2].Length == 30 && IsSwissLicence(lines[1]) => MrzLayout.SwissDrivingLicence,
            _ => null,
        };
    }

    private static bool IsSwissLicence(string line) =>
        line.StartsWith("FACHE", StringComparison.Ordinal) || line.StartsWith("FALIE", StringComparison.Ordinal);

    private static MrzRecord Read(MrzLayout layout, string[] lines, DateOnly today)
    {
        var problems = new ProblemList();
        var checkDigits = new MrzCheckDigit[layout.CheckDigits.Length];
        var optional = layout.OptionalData.Of(lines);
        var longNumber = MrzSpan.Absent;
        var valid = true;
        for (var i = 0; i < checkDigits.Length; i++)
        {
            var place = layout.CheckDigits[i];
            var rest = MrzSpan.Absent;
            if (place.Field == MrzField.DocumentNumber && layout.AllowsLongDocumentNumber && lines[place.Line][place.Column] == '<')
            {
                rest = longNumber = RestOfLongNumber(layout.OptionalData, optional);
            }

            checkDigits[i] = Verify(place, lines, rest);
            valid &= checkDigits[i].Status != MrzCheckDigitStatus.Invalid;
        }

        var number = layout.DocumentNumber.Of(lines).TrimEnd('<');
        var documentNumber = longNumber.IsPresent ? string.Concat(number, longNumber.Of(lines)) : number.ToString();
        if (longNumber.IsPresent)
        {
            // The rest, its check digit, and the filler that ends it.
            optional = optional[Math.Min(longNumber.Length + 2, optional.Length)..];
        }

        if (documentNumber.Length == 0)
        {
            problems.Add(MrzProblemCode.Empty, MrzField.DocumentNumber, layout.DocumentNumber);
        }

        var names = ReadNames(layout, lines, ref problems);
        var expiry = ReadExpiry(layout, lines, today, ref problems);
        var birth = ReadBirth(layout, lines, today, expiry, ref problems);
        return new MrzRecord
        {
            Format = layout.Format,
            Lines = lines,
            DocumentCode = Code(layout.DocumentCode.Of(lines)),
            IssuingState = State(MrzField.IssuingState, layout.IssuingState, lines, ref problems),
            DocumentNumber = documentNumber,
            Surname = names.Surname,
            GivenNames = names.GivenNames,
            NamesMayBeCut = names.MayBeCut,
            Nationality = layout.Nationality.IsPresent ? State(MrzField.Nationality, layout.Nationality, lines, ref problems)
                : layout.Format == MrzFormat.FrenchIdCard ? "FRA" : "",
            DateOfBirth = birth,
            Sex = ReadSex(layout.Sex, lines, ref problems),
            DateOfExpiry = expiry,
            DateOfIssue = layout.Format == MrzFormat.FrenchIdCard ? ReadIssue(layout.DocumentNumber.Of(lines), today) : default,
            OptionalData = Text(optional.TrimEnd('<')),
            OptionalData2 = Text(layout.OptionalData2.Of(lines).TrimEnd('<')),
            CheckDigits = checkDigits,
            Problems = problems.Items,
            CheckDigitsValid = valid,
        };
    }

    /// <summary>The characters of a long number that stand in the optional data: all up to the first filler but its check digit.</summary>
    private static MrzSpan RestOfLongNumber(MrzSpan optionalData, ReadOnlySpan<char> optional)
    {
        var end = optional.IndexOf('<');
        var length = end < 0 ? optional.Length : end;
        return length < 2 ? MrzSpan.Absent : optionalData with { Length = length - 1 };
    }

    private static MrzCheckDigit Verify(MrzCheckDigitPlace place, string[] lines, MrzSpan rest)
    {
        var sum = default(MrzCheckDigits.MrzWeightedSum);
        var empty = true;
        foreach (var span in place.Covers)
        {
            var run = span.Of(lines);
            sum.Add(run);
            empty = empty && run.IndexOfAnyExcept('<') < 0;
        }

        if (rest.IsPresent)
        {
            return VerifyLongNumber(place, lines, rest, sum);
        }

        var printed = lines[place.Line][place.Column];
        var status = printed == sum.Digit ? MrzCheckDigitStatus.Valid
            : empty && printed == '<' && place.Field == MrzField.OptionalData ? MrzCheckDigitStatus.NotUsed
            : MrzCheckDigitStatus.Invalid;
        return new MrzCheckDigit(place, lines, rest, sum.Digit, status);
    }

    /// <summary>Doc 9303 leaves open whether the filler between both parts takes a weight, and issuers differ: either digit is right.</summary>
    private static MrzCheckDigit VerifyLongNumber(MrzCheckDigitPlace place, string[] lines, MrzSpan rest, MrzCheckDigits.MrzWeightedSum sum)
    {
        var printed = lines[rest.Line][rest.End];
        var withFiller = sum;
        sum.Add(rest.Of(lines));
        withFiller.Add("<");
        withFiller.Add(rest.Of(lines));
        var computed = printed == withFiller.Digit ? printed : sum.Digit;
        var status = printed == computed ? MrzCheckDigitStatus.Valid : MrzCheckDigitStatus.Invalid;
        return new MrzCheckDigit(place, lines, rest, computed, status);
    }

    private static (string Surname, string GivenNames, bool MayBeCut) ReadNames(MrzLayout layout, string[] lines, ref ProblemList problems)
    {
        var element = layout.Names.Of(lines);
        var cut = element[^1] != '<';
        string surname;
        string given;
        if (layout.HasJointNames)
        {
            if (MrzNames.Split(element, out surname, out given))
            {
                problems.Add(MrzProblemCode.ExtraNameSeparator, MrzField.GivenNames, layout.Names);
            }
        }
        else
        {
            surname = MrzNames.ToText(element);
            given = layout.GivenNames.IsPresent ? MrzNames.ToText(layout.GivenNames.Of(lines)) : "";
            cut = cut || (layout.GivenNames.IsPresent && layout.GivenNames.Of(lines)[^1] != '<');
            CheckLetters(MrzField.GivenNames, layout.GivenNames, lines, ref problems);
        }

        CheckLetters(MrzField.Surname, layout.Names, lines, ref problems);
        if (surname.Length == 0)
        {
            problems.Add(MrzProblemCode.Empty, MrzField.Surname, layout.Names);
        }

        return (surname, given, cut);
    }

    private static MrzDate ReadExpiry(MrzLayout layout, string[] lines, DateOnly today, ref ProblemList problems)
    {
        if (!layout.DateOfExpiry.IsPresent)
        {
            return default;
        }

        var expiry = MrzCentury.Expiry(layout.DateOfExpiry.Of(lines), today);
        if (expiry.Kind == MrzDateKind.Impossible)
        {
            problems.Add(MrzProblemCode.ImpossibleDate, MrzField.DateOfExpiry, layout.DateOfExpiry);
        }

        return expiry;
    }

    private static MrzDate ReadBirth(MrzLayout layout, string[] lines, DateOnly today, MrzDate expiry, ref ProblemList problems)
    {
        if (!layout.DateOfBirth.IsPresent)
        {
            return default;
        }

        var birth = MrzCentury.Birth(layout.DateOfBirth.Of(lines), today, expiry);
        if (birth.Kind == MrzDateKind.Impossible)
        {
            problems.Add(MrzProblemCode.ImpossibleDate, MrzField.DateOfBirth, layout.DateOfBirth);
        }

        return birth;
    }

    private static MrzDate ReadIssue(ReadOnlySpan<char> number, DateOnly today)
    {
        ReadOnlySpan<char> text = [number[0], number[1], number[2], number[3], '<', '<'];
        return MrzCentury.Read(text, today);
    }

    private static MrzSex ReadSex(MrzSpan span, string[] lines, ref ProblemList problems)
    {
        if (!span.IsPresent)
        {
            return MrzSex.Unspecified;
        }

        switch (lines[span.Line][span.Start])
        {
            case 'F':
                return MrzSex.Female;
            case 'M':
                return MrzSex.Male;
            case '<' or 'X':
                return MrzSex.Unspecified;
            default:
                problems.Add(MrzProblemCode.UnknownSex, MrzField.Sex, span);
                return MrzSex.Unspecified;
        }
    }

    private static string State(MrzField field, MrzSpan span, string[] lines, ref ProblemList problems)
    {
        var text = span.Of(lines).TrimEnd('<');
        if (MrzStateCode.Find(text) is { } known)
        {
            return known.Code;
        }

        problems.Add(text.IsEmpty ? MrzProblemCode.Empty : MrzProblemCode.UnknownState, field, span);
        return text.ToString();
    }

    /// <summary>Document codes repeat; their strings need not.</summary>
    private static string Code(ReadOnlySpan<char> code) => code switch
    {
        "P<" => "P",
        "I<" => "I",
        "V<" => "V",
        "ID" => "ID",
        _ => code.TrimEnd('<').ToString(),
    };

    private static string Text(ReadOnlySpan<char> text) => text.IsEmpty ? "" : text.ToString();

    private static void CheckLetters(MrzField field, MrzSpan span, string[] lines, ref ProblemList problems)
    {
        var digit = span.IsPresent ? span.Of(lines).IndexOfAnyInRange('0', '9') : -1;
        if (digit >= 0)
        {
            problems.Add(MrzProblemCode.DigitAmongLetters, field, span with { Start = span.Start + digit });
        }
    }

    private static MrzParseResult NoFormat(string[] lines)
    {
        if (lines.Length == 0 || Array.TrueForAll(lines, line => line.Length == 0))
        {
            return Fault(MrzFaultCode.Empty, 0, 0, "The text is empty.");
        }

        if (lines.Length == 1 && lines[0].Length != 30)
        {
            return Fault(MrzFaultCode.LineLength, 1, 0, $"One line of {lines[0].Length} characters is no machine-readable zone; expected 30, or 72, 88 or 90 for joined lines.");
        }

        if (lines.Length == 1)
        {
            return Fault(MrzFaultCode.LineCount, 1, 0, "One line of 30 characters must begin with D, as a driving licence does; a card has three lines.");
        }

        // Name the line that keeps the others from being a zone.
        int[] expected = lines.Length == 3 ? [30] : [44, 36];
        var length = Array.Find(expected, candidate => Array.Exists(lines, line => line.Length == candidate));
        var wrong = length == 0 ? 0 : Array.FindIndex(lines, line => line.Length != length);
        var lengths = lines.Length == 3 ? "30, 30 and 30" : "44 and 44 or 36 and 36";
        return Fault(
            MrzFaultCode.LineLength,
            wrong + 1,
            Math.Min(lines[wrong].Length, length) + 1,
            $"Line {wrong + 1} has {lines[wrong].Length} characters; expected {lines.Length} lines of {lengths}.");
    }

    private static MrzParseResult BadCharacter(char character, int line, int column) => char.IsAsciiLetterLower(character)
        ? Fault(MrzFaultCode.LowerCase, line, column, $"Line {line}, column {column}: a lower-case letter; machine-readable zones are printed in capitals.")
        : Fault(MrzFaultCode.Character, line, column, $"Line {line}, column {column}: U+{(int)character:X4} is none of A to Z, 0 to 9 and <.");

    private static MrzParseResult Fault(MrzFaultCode code, int line, int column, string message) =>
        new(null, new MrzFault(code, line, column, message));

    /// <summary>Allocates only when there is a problem.</summary>
    private ref struct ProblemList
    {
        private List<MrzProblem>? _items;

        public readonly IReadOnlyList<MrzProblem> Items => _items is null ? [] : _items;

        public void Add(MrzProblemCode code, MrzField field, MrzSpan span) =>
            (_items ??= []).Add(new MrzProblem(code, field, span.Line + 1, span.Start + 1));
    }
}
