namespace Idv.Documents.Mrz;

/// <summary>A run of characters: line, first column and length, all counted from 0.</summary>
internal readonly record struct MrzSpan(int Line, int Start, int Length)
{
    public static MrzSpan Absent => default;

    public int End => Start + Length;

    public bool IsPresent => Length > 0;

    public ReadOnlySpan<char> Of(string[] lines) => lines[Line].AsSpan(Start, Length);

    public bool Holds(int line, int column) => line == Line && column >= Start && column < End;
}

/// <summary>A check digit: where it is printed and which runs it protects.</summary>
internal sealed record MrzCheckDigitPlace(MrzField Field, int Line, int Column, MrzSpan[] Covers)
{
    public bool Protects(int line, int column)
    {
        if (line == Line && column == Column)
        {
            return true;
        }

        foreach (var span in Covers)
        {
            if (span.Holds(line, column))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Where each data element of a format stands. A span of length 0 means that the format lacks the element.</summary>
internal sealed class MrzLayout
{
    private MrzLayout(MrzFormat format, params int[] lineLengths)
    {
        Format = format;
        LineLengths = lineLengths;
    }

    public static MrzLayout Td1 { get; } = new(MrzFormat.Td1, 30, 30, 30)
    {
        DocumentCode = new(0, 0, 2),
        IssuingState = new(0, 2, 3),
        DocumentNumber = new(0, 5, 9),
        OptionalData = new(0, 15, 15),
        DateOfBirth = new(1, 0, 6),
        Sex = new(1, 7, 1),
        DateOfExpiry = new(1, 8, 6),
        Nationality = new(1, 15, 3),
        OptionalData2 = new(1, 18, 11),
        Names = new(2, 0, 30),
        CheckDigits =
        [
            new(MrzField.DocumentNumber, 0, 14, [new(0, 5, 9)]),
            new(MrzField.DateOfBirth, 1, 6, [new(1, 0, 6)]),
            new(MrzField.DateOfExpiry, 1, 14, [new(1, 8, 6)]),
            new(MrzField.Composite, 1, 29, [new(0, 5, 25), new(1, 0, 7), new(1, 8, 7), new(1, 18, 11)]),
        ],
    };

    public static MrzLayout Td2 { get; } = TwoLines(MrzFormat.Td2, 36, 7, new MrzCheckDigitPlace(MrzField.Composite, 1, 35, [new(1, 0, 10), new(1, 13, 7), new(1, 21, 14)]));

    public static MrzLayout Td3 { get; } = TwoLines(
        MrzFormat.Td3,
        44,
        14,
        new(MrzField.OptionalData, 1, 42, [new(1, 28, 14)]),
        new(MrzField.Composite, 1, 43, [new(1, 0, 10), new(1, 13, 7), new(1, 21, 22)]));

    public static MrzLayout MrvA { get; } = TwoLines(MrzFormat.MrvA, 44, 16);

    public static MrzLayout MrvB { get; } = TwoLines(MrzFormat.MrvB, 36, 8);

    public static MrzLayout FrenchIdCard { get; } = new(MrzFormat.FrenchIdCard, 36, 36)
    {
        DocumentCode = new(0, 0, 2),
        IssuingState = new(0, 2, 3),
        Names = new(0, 5, 25),
        OptionalData = new(0, 30, 6),
        DocumentNumber = new(1, 0, 12),
        GivenNames = new(1, 13, 14),
        DateOfBirth = new(1, 27, 6),
        Sex = new(1, 34, 1),
        CheckDigits =
        [
            new(MrzField.DocumentNumber, 1, 12, [new(1, 0, 12)]),
            new(MrzField.DateOfBirth, 1, 33, [new(1, 27, 6)]),
            new(MrzField.Composite, 1, 35, [new(0, 0, 36), new(1, 0, 35)]),
        ],
    };

    public static MrzLayout SwissDrivingLicence { get; } = new(MrzFormat.SwissDrivingLicence, 9, 30, 30)
    {
        DocumentNumber = new(0, 0, 9),
        DocumentCode = new(1, 0, 2),
        IssuingState = new(1, 2, 3),
        OptionalData = new(1, 5, 9),
        OptionalData2 = new(1, 14, 3),
        DateOfBirth = new(1, 19, 6),
        Names = new(2, 0, 30),
    };

    public static MrzLayout EuDrivingLicence { get; } = new(MrzFormat.EuDrivingLicence, 30)
    {
        DocumentCode = new(0, 0, 2),
        IssuingState = new(0, 2, 3),
        DocumentNumber = new(0, 5, 9),
        DateOfExpiry = new(0, 15, 6),
        Names = new(0, 21, 8),
        CheckDigits =
        [
            new(MrzField.DocumentNumber, 0, 14, [new(0, 0, 14)]),
            new(MrzField.Composite, 0, 29, [new(0, 0, 29)]),
        ],
    };

    public MrzFormat Format { get; }

    public int[] LineLengths { get; }

    public MrzSpan DocumentCode { get; private init; }

    public MrzSpan IssuingState { get; private init; }

    public MrzSpan DocumentNumber { get; private init; }

    /// <summary>Both identifiers, or the surname alone where <see cref="GivenNames"/> stands apart.</summary>
    public MrzSpan Names { get; private init; }

    public MrzSpan GivenNames { get; private init; }

    public MrzSpan Nationality { get; private init; }

    public MrzSpan DateOfBirth { get; private init; }

    public MrzSpan Sex { get; private init; }

    public MrzSpan DateOfExpiry { get; private init; }

    public MrzSpan OptionalData { get; private init; }

    public MrzSpan OptionalData2 { get; private init; }

    public MrzCheckDigitPlace[] CheckDigits { get; private init; } = [];

    /// <summary>Whether a number of more than nine characters continues in the optional data (ICAO Doc 9303-5 and -6).</summary>
    public bool AllowsLongDocumentNumber => Format is MrzFormat.Td1 or MrzFormat.Td2;

    /// <summary>Whether both identifiers share one run, separated by two fillers.</summary>
    public bool HasJointNames => Format is not (MrzFormat.FrenchIdCard or MrzFormat.EuDrivingLicence);

    public static MrzLayout Of(MrzFormat format) => format switch
    {
        MrzFormat.Td1 => Td1,
        MrzFormat.Td2 => Td2,
        MrzFormat.Td3 => Td3,
        MrzFormat.MrvA => MrvA,
        MrzFormat.MrvB => MrvB,
        MrzFormat.FrenchIdCard => FrenchIdCard,
        MrzFormat.SwissDrivingLicence => SwissDrivingLicence,
        MrzFormat.EuDrivingLicence => EuDrivingLicence,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown MRZ format."),
    };

    private static MrzLayout TwoLines(MrzFormat format, int length, int optionalLength, params MrzCheckDigitPlace[] more) => new(format, length, length)
    {
        DocumentCode = new(0, 0, 2),
        IssuingState = new(0, 2, 3),
        Names = new(0, 5, length - 5),
        DocumentNumber = new(1, 0, 9),
        Nationality = new(1, 10, 3),
        DateOfBirth = new(1, 13, 6),
        Sex = new(1, 20, 1),
        DateOfExpiry = new(1, 21, 6),
        OptionalData = new(1, 28, optionalLength),
        CheckDigits =
        [
            new(MrzField.DocumentNumber, 1, 9, [new(1, 0, 9)]),
            new(MrzField.DateOfBirth, 1, 19, [new(1, 13, 6)]),
            new(MrzField.DateOfExpiry, 1, 27, [new(1, 21, 6)]),
            .. more,
        ],
    };
}
