namespace Idv.Documents.Mrz;

/// <summary>The verdict on one check digit.</summary>
public enum MrzCheckDigitStatus
{
    /// <summary>The printed digit is the computed one.</summary>
    Valid,

    /// <summary>The printed character is another digit, or none.</summary>
    Invalid,

    /// <summary>The data element is empty and a filler stands for its check digit, as Doc 9303 permits.</summary>
    NotUsed,
}

/// <summary>One check digit of a machine-readable zone, as printed and as computed.</summary>
public readonly record struct MrzCheckDigit
{
    private readonly MrzCheckDigitPlace _place;
    private readonly string[] _lines;
    private readonly MrzSpan _rest;

    internal MrzCheckDigit(MrzCheckDigitPlace place, string[] lines, MrzSpan rest, char computed, MrzCheckDigitStatus status)
    {
        _place = place;
        _lines = lines;
        _rest = rest;
        Computed = computed;
        Status = status;
    }

    /// <summary>The data element that the digit protects.</summary>
    public MrzField Field => _place.Field;

    /// <summary>The line that the digit is printed on, from 1.</summary>
    public int Line => _place.Line + 1;

    /// <summary>The column that the digit is printed in, from 1; for a long document number it stands in the optional data.</summary>
    public int Column => (_rest.IsPresent ? _rest.End : _place.Column) + 1;

    /// <summary>The character that is printed.</summary>
    public char Printed => _lines[Line - 1][Column - 1];

    /// <summary>The digit that the protected characters demand.</summary>
    public char Computed { get; }

    /// <summary>The verdict.</summary>
    public MrzCheckDigitStatus Status { get; }

    /// <summary>The protected characters, fillers included, with a composite's runs joined.</summary>
    public string Value
    {
        get
        {
            var lines = _lines;
            var runs = string.Concat(_place.Covers.Select(span => span.Of(lines).ToString()));
            return _rest.IsPresent ? string.Concat(runs, _rest.Of(lines)) : runs;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Field} {Status}: printed '{Printed}', computed '{Computed}'";
}
