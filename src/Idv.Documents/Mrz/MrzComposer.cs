using System.Buffers;

namespace Idv.Documents.Mrz;

/// <summary>Composes machine-readable zones: transliterates and cuts names, pads elements and computes check digits.</summary>
public static class MrzComposer
{
    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<");

    /// <summary>Composes the lines of a zone. <see cref="MrzParser"/> reads back the same content.</summary>
    /// <param name="content">What to print.</param>
    /// <returns>One to three lines, from the top.</returns>
    /// <exception cref="ArgumentException">An element is too long, holds a character that cannot be printed, or does not exist in this format.</exception>
    public static string[] Compose(MrzContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var layout = MrzLayout.Of(content.Format);
        CheckDocumentCode(content);
        var lines = Array.ConvertAll(layout.LineLengths, length => new string('<', length).ToCharArray());
        var (number, longDigit, optional) = PlaceNumber(layout, content);
        Write(lines, layout.DocumentCode, content.DocumentCode, nameof(content.DocumentCode));
        Write(lines, layout.IssuingState, content.IssuingState, nameof(content.IssuingState));
        Write(lines, layout.DocumentNumber, number, nameof(content.DocumentNumber));
        Write(lines, layout.OptionalData, optional, nameof(content.OptionalData));
        Write(lines, layout.OptionalData2, content.OptionalData2, nameof(content.OptionalData2));
        Write(lines, layout.Nationality, content.Format == MrzFormat.FrenchIdCard && content.Nationality == "FRA" ? "" : content.Nationality, nameof(content.Nationality));
        Write(lines, layout.DateOfBirth, Date(content.DateOfBirth, nameof(content.DateOfBirth)), nameof(content.DateOfBirth));
        Write(lines, layout.DateOfExpiry, Date(content.DateOfExpiry, nameof(content.DateOfExpiry)), nameof(content.DateOfExpiry));
        Write(lines, layout.Sex, Sex(content.Sex), nameof(content.Sex));
        WriteNames(lines, layout, content);
        foreach (var place in layout.CheckDigits)
        {
            if (place.Field != MrzField.DocumentNumber || !longDigit)
            {
                lines[place.Line][place.Column] = CheckDigit(place, lines);
            }
        }

        return Array.ConvertAll(lines, line => new string(line));
    }

    private static (string Number, bool IsLong, string OptionalData) PlaceNumber(MrzLayout layout, MrzContent content)
    {
        var number = content.DocumentNumber;
        if (!layout.AllowsLongDocumentNumber || number.Length <= layout.DocumentNumber.Length)
        {
            return (number, false, content.OptionalData);
        }

        CheckCharacters(number, nameof(content.DocumentNumber));
        var rest = number[layout.DocumentNumber.Length..];
        if (rest.Contains('<'))
        {
            throw new ArgumentException("A document number of more than nine characters must have no filler from the tenth on.", nameof(content));
        }

        // Without other optional data the digit may take the last place; a filler divides it from anything that follows.
        var placed = rest + MrzCheckDigits.Compute(number) + (content.OptionalData.Length > 0 ? "<" + content.OptionalData : "");
        return (number[..layout.DocumentNumber.Length], true, placed);
    }

    private static void CheckDocumentCode(MrzContent content)
    {
        var code = content.DocumentCode;
        var fits = content.Format switch
        {
            MrzFormat.MrvA or MrzFormat.MrvB => code.StartsWith('V'),
            MrzFormat.Td3 => !code.StartsWith('V'),
            MrzFormat.Td2 => !code.StartsWith('V') && !(code == "ID" && content.IssuingState == "FRA"),
            MrzFormat.FrenchIdCard => code == "ID" && content.IssuingState == "FRA",
            MrzFormat.SwissDrivingLicence => code == "FA" && content.IssuingState is "CHE" or "LIE",
            MrzFormat.EuDrivingLicence => code.StartsWith('D'),
            _ => true,
        };
        if (!fits || code.Length == 0)
        {
            throw new ArgumentException($"The document code and issuing state are not those of the format {content.Format}.", nameof(content));
        }
    }

    private static void Write(char[][] lines, MrzSpan span, string text, string element)
    {
        if (text.Length > span.Length)
        {
            throw new ArgumentException(
                span.IsPresent ? $"{element} has {text.Length} characters where {span.Length} fit." : $"The format has no element {element}.",
                element);
        }

        CheckCharacters(text, element);
        text.CopyTo(lines[span.Line].AsSpan(span.Start, span.Length));
    }

    private static void CheckCharacters(string text, string element)
    {
        var bad = text.AsSpan().IndexOfAnyExcept(Characters);
        if (bad >= 0)
        {
            throw new ArgumentException($"{element}, character {bad + 1}: U+{(int)text[bad]:X4} is none of A to Z, 0 to 9 and <.", element);
        }
    }

    private static void WriteNames(char[][] lines, MrzLayout layout, MrzContent content)
    {
        var surname = Name(content.Surname, nameof(content.Surname));
        var given = Name(content.GivenNames, nameof(content.GivenNames));
        if (surname.Length == 0)
        {
            throw new ArgumentException("The surname is empty. A single name is the primary identifier.", nameof(content));
        }

        if (layout.HasJointNames)
        {
            Write(lines, layout.Names, MrzNames.Join(surname, given, layout.Names.Length), nameof(content.Surname));
            return;
        }

        Write(lines, layout.Names, MrzNames.Join(surname, "", layout.Names.Length), nameof(content.Surname));
        Write(lines, layout.GivenNames, layout.GivenNames.IsPresent ? MrzNames.Join(given, "", layout.GivenNames.Length) : given, nameof(content.GivenNames));
    }

    private static string Name(string name, string element) =>
        MrzTransliteration.TryToMrz(name, out var text, out var unknownAt)
            ? text
            : throw new ArgumentException($"{element}, character {unknownAt + 1}: U+{(int)name[unknownAt]:X4} has no transliteration.", element);

    private static string Date(MrzDate date, string element) => date.Kind == MrzDateKind.Impossible
        ? throw new ArgumentException($"{element} is no date.", element)
        : date.Text;

    private static string Sex(MrzSex sex) => sex switch
    {
        MrzSex.Female => "F",
        MrzSex.Male => "M",
        _ => "",
    };

    private static char CheckDigit(MrzCheckDigitPlace place, char[][] lines)
    {
        var sum = default(MrzCheckDigits.MrzWeightedSum);
        foreach (var span in place.Covers)
        {
            sum.Add(lines[span.Line].AsSpan(span.Start, span.Length));
        }

        return sum.Digit;
    }
}
