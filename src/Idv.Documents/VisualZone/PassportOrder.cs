using Idv.Imaging;

namespace Idv.Documents.VisualZone;

/// <summary>
/// Finds the names and the number of a passport by their order where no label could be read: ICAO Doc 9303-4, section 4, prescribes type, state and number at the
/// top, below them the primary identifier, the secondary identifier and the nationality, then the date of birth. The confidence says that
/// the place alone tells what they are.
/// </summary>
internal static class PassportOrder
{
    private const double Doubt = 0.7;

    /// <summary>Lines of less confidence are misread labels as often as values.</summary>
    private const double LeastConfidence = 0.8;

    /// <summary>The portrait is to the left of this share of the width, the heading above this share of the height.</summary>
    private const float PortraitShare = 0.2f, HeadingShare = 0.35f;

    /// <summary>How far left edges in one column lie apart, as a share of the width.</summary>
    private const float ColumnShare = 0.022f;

    /// <summary>Two spellings of one name stand closer to each other than this share of the distance between names.</summary>
    private const float SpellingGap = 0.72f;

    /// <summary>Adds what is missing.</summary>
    /// <param name="fields">What is known.</param>
    /// <param name="lines">The print, from top to bottom.</param>
    /// <param name="width">The rectified document's width in pixels.</param>
    /// <param name="height">Its height.</param>
    public static void AddTo(List<VisualField> fields, IReadOnlyList<PrintedLine> lines, int width, int height)
    {
        var values = lines.Where(line => line.Confidence >= LeastConfidence && LabelDictionary.Field(line.Text) is null && LabelDictionary.Beginning(line.Text) is null).ToList();
        AddNumber(fields, values, width, height);
        AddNames(fields, values, width, height);
    }

    private static void AddNumber(List<VisualField> fields, List<PrintedLine> values, int width, int height)
    {
        if (Known(fields, "documentNumber") is not null)
        {
            return;
        }

        var number = values
            .Where(line => line.Box.CentreY < HeadingShare * height && line.Box.CentreX > 0.55f * width)
            .Select(line => (Line: line, Value: FieldValue.Normalise("documentNumber", line.Text)))
            .Where(pair => pair.Value is { Length: >= 7 and <= 10 } value && value.Count(char.IsAsciiDigit) * 2 > value.Length && !fields.Exists(field => field.Value == value))
            .OrderBy(pair => pair.Line.Box.CentreY).FirstOrDefault();
        if (number.Value is not null)
        {
            fields.Add(new VisualField("documentNumber", number.Value, number.Line.Box, number.Line.Confidence * Doubt));
        }
    }

    private static void AddNames(List<VisualField> fields, List<PrintedLine> values, int width, int height)
    {
        if ((Known(fields, "surname") is not null && Known(fields, "givenNames") is not null) || Known(fields, "dateOfBirth") is not { } birth)
        {
            return;
        }

        // The heading ends with the row of the number.
        var top = Known(fields, "documentNumber") is { } number && number.Box.CentreY < MathF.Min(HeadingShare * height, birth.Box.Y) ? number.Box.Bottom : 0.1f * height;
        var bottom = Known(fields, "nationality") is { } nationality && nationality.Box.Y > top ? MathF.Min(nationality.Box.Y, birth.Box.Y) : birth.Box.Y;
        var names = values.Where(line => line.Box.X > PortraitShare * width && line.Box.CentreY > top && line.Box.CentreY < bottom + (0.25f * line.Box.Height)
            && FieldValue.Normalise("surname", line.Text) is not null).ToList();
        var column = names
            .Select(line => names.Where(other => MathF.Abs(other.Box.X - line.Box.X) < ColumnShare * width).OrderBy(other => other.Box.CentreY).ToList())
            .OrderByDescending(group => group.Count).ThenBy(group => group[0].Box.X).FirstOrDefault();
        if (column is null || Spellings(column) is not { Count: >= 2 and <= 4 } spellings)
        {
            return;
        }

        // Where one of both is known, it tells which is the other.
        var first = Known(fields, "surname") is { } surname ? spellings.FindIndex(group => group.Exists(line => Overlap(line, surname)))
            : Known(fields, "givenNames") is { } given ? spellings.FindIndex(group => group.Exists(line => Overlap(line, given))) - 1
            : 0;
        if (first >= 0)
        {
            Add("surname", first);
            Add("givenNames", first + 1);
        }

        void Add(string name, int index)
        {
            if (Known(fields, name) is null && index < spellings.Count && FieldValue.Normalise(name, spellings[index][^1].Text) is { } value)
            {
                fields.Add(new VisualField(name, value, spellings[index][^1].Box, spellings[index][^1].Confidence * Doubt));
            }
        }
    }

    /// <summary>Lines that give one name in two scripts or spellings, together; the last is the one in Latin letters.</summary>
    private static List<List<PrintedLine>> Spellings(List<PrintedLine> column)
    {
        var gaps = column.Zip(column.Skip(1), (above, below) => below.Box.CentreY - above.Box.CentreY).ToList();
        var widest = gaps.Count == 0 ? 0 : gaps.Max();
        List<List<PrintedLine>> groups = [];
        for (var i = 0; i < column.Count; i++)
        {
            if (i > 0 && gaps[i - 1] < SpellingGap * widest)
            {
                groups[^1].Add(column[i]);
            }
            else
            {
                groups.Add([column[i]]);
            }
        }

        return groups;
    }

    private static VisualField? Known(List<VisualField> fields, string name) => fields.Find(field => field.Name == name);

    private static bool Overlap(PrintedLine line, VisualField field) => Box.Coverage(field.Box, line.Box) > 0.5f;
}
