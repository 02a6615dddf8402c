namespace Idv.Documents.Mrz.Reading;

/// <summary>
/// What may stand at each position of a line, as a cost in nats per character: 0 where the layout expects it, a few nats where it is
/// rare, infinite where it cannot be.
/// </summary>
internal sealed class MrzLineClasses
{
    private const float Never = float.PositiveInfinity;
    private const float Rare = 2f;
    private const float VeryRare = 4f;

    /// <summary>Digits where the layout has letters, or the reverse, of which the reader must be certain.</summary>
    private const float AgainstLayout = 6f;

    /// <summary>The same of characters that look like what the layout wants.</summary>
    private const float Lookalike = 9f;

    private const string DigitsLikeLetters = "012568";
    private const string LettersLikeDigits = "ODQILZSGB";

    private static readonly Dictionary<MrzFormat, MrzLineClasses[]> ByFormat = Enum.GetValues<MrzFormat>().ToDictionary(format => format, Build);

    /// <summary>A filler that the reader did not see, in data where one run of fillers is usual.</summary>
    private const float SuppliedInRun = 2f;

    /// <summary>The same elsewhere: between names, where one more filler would only shift what follows.</summary>
    private const float SuppliedElsewhere = 6f;

    private readonly float[] _costs;
    private readonly float[] _supplyCosts;

    private MrzLineClasses(int length)
    {
        Length = length;
        PaddingStart = length;
        _supplyCosts = new float[length];
        _supplyCosts.AsSpan().Fill(SuppliedElsewhere);
        _costs = new float[length * MrzTrellis.Stride];
        for (var column = 0; column < length; column++)
        {
            Allow(column, digits: 0, letters: 0, filler: 0);
        }
    }

    /// <summary>The number of characters of the line.</summary>
    public int Length { get; }

    /// <summary>From this column to the end there may be nothing but fillers, so that the line may end early; the length where it may not.</summary>
    public int PaddingStart { get; private set; }

    /// <summary>The cost of each filler that pads a line which ended early.</summary>
    public static float PaddingCost => SuppliedInRun;

    /// <summary>The cost of a filler at this column, after another, that the reader did not see.</summary>
    public float SupplyCost(int column) => _supplyCosts[column];

    /// <summary>The classes of a format's lines.</summary>
    public static MrzLineClasses[] Of(MrzFormat format) => ByFormat[format];

    /// <summary>The costs of the 37 characters at a column.</summary>
    public ReadOnlySpan<float> At(int column) => _costs.AsSpan(column * MrzTrellis.Stride, MrzAlphabet.Size);

    /// <summary>The same as a padded row of the decoder's.</summary>
    public ReadOnlySpan<float> RowAt(int column) => _costs.AsSpan(column * MrzTrellis.Stride, MrzTrellis.Stride);

    private static MrzLineClasses[] Build(MrzFormat format)
    {
        var layout = MrzLayout.Of(format);
        var lines = Array.ConvertAll(layout.LineLengths, length => new MrzLineClasses(length));
        Each(lines, layout.DocumentCode, (line, column) => line.Allow(column, digits: Rare, letters: 0, filler: 0));
        lines[layout.DocumentCode.Line].Allow(layout.DocumentCode.Start, digits: Never, letters: VeryRare, filler: Never);
        foreach (var usual in format is MrzFormat.EuDrivingLicence ? "D" : format is MrzFormat.SwissDrivingLicence ? "F" : "PIACV")
        {
            lines[layout.DocumentCode.Line].Set(layout.DocumentCode.Start, usual, 0);
        }

        foreach (var letters in new[] { layout.Names, layout.GivenNames })
        {
            Each(lines, letters, (line, column) => line.Allow(column, digits: Never, letters: 0, filler: 0));
        }

        // States are letters and check digits are digits, but made-up zones break that, and what they say is to be read too.
        foreach (var letters in new[] { layout.IssuingState, layout.Nationality })
        {
            Each(lines, letters, (line, column) =>
            {
                line.Allow(column, digits: AgainstLayout, letters: 0, filler: 0);
                line.SetAll(column, DigitsLikeLetters, Lookalike);
            });
        }

        var name = layout.Names;
        if (name.End == lines[name.Line].Length)
        {
            lines[name.Line].PaddingStart = name.Start + 1;
        }
        else
        {
            Each(lines, name, (line, column) => line._supplyCosts[column] = SuppliedInRun);
        }

        foreach (var run in new[] { layout.OptionalData, layout.OptionalData2, layout.GivenNames })
        {
            Each(lines, run, (line, column) => line._supplyCosts[column] = SuppliedInRun);
        }

        foreach (var date in new[] { layout.DateOfBirth, layout.DateOfExpiry })
        {
            Each(lines, date, (line, column) => line.Allow(column, digits: 0, letters: Never, filler: VeryRare));
        }

        Each(lines, layout.Sex, (line, column) =>
        {
            line.Allow(column, digits: Never, letters: Never, filler: 0);
            line.Set(column, 'M', 0);
            line.Set(column, 'F', 0);
            line.Set(column, 'X', Rare);
        });
        foreach (var place in layout.CheckDigits)
        {
            var filler = place.Field switch
            {
                MrzField.OptionalData => 0,
                MrzField.DocumentNumber when layout.AllowsLongDocumentNumber => Rare,
                _ => Never,
            };
            lines[place.Line].Allow(place.Column, digits: 0, letters: AgainstLayout, filler);
            lines[place.Line].SetAll(place.Column, LettersLikeDigits, Never);
        }

        return lines;
    }

    private static void Each(MrzLineClasses[] lines, MrzSpan span, Action<MrzLineClasses, int> apply)
    {
        for (var column = span.Start; column < span.End; column++)
        {
            apply(lines[span.Line], column);
        }
    }

    private void Allow(int column, float digits, float letters, float filler)
    {
        var costs = _costs.AsSpan(column * MrzTrellis.Stride, MrzAlphabet.Size);
        costs[..10].Fill(digits);
        costs[10..36].Fill(letters);
        costs[MrzAlphabet.Filler] = filler;
    }

    private void SetAll(int column, string characters, float cost)
    {
        foreach (var character in characters)
        {
            Set(column, character, cost);
        }
    }

    private void Set(int column, char character, float cost) => _costs[(column * MrzTrellis.Stride) + MrzAlphabet.IndexOf(character)] = cost;
}
