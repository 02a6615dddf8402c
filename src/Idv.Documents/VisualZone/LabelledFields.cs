namespace Idv.Documents.VisualZone;

/// <summary>
/// Finds data elements by their labels: the value follows on the label's line, stands below it, left edges together, or to its right.
/// </summary>
internal static class LabelledFields
{
    /// <summary>How far below its label a value may stand, in heights of the label.</summary>
    private const float MostBelow = 2.6f;

    /// <summary>How far to the right, likewise.</summary>
    private const float MostRight = 14;

    /// <summary>The elements, each once, those of greater confidence first.</summary>
    public static List<VisualField> Find(IReadOnlyList<PrintedLine> lines)
    {
        var labels = new List<(string Field, PrintedLine Line)>();
        var values = new List<PrintedLine>();
        var found = new List<VisualField>();
        foreach (var line in lines)
        {
            if (EndingSex(line) is { } sex)
            {
                found.Add(sex);
            }
            else if (LabelDictionary.Field(line.Text) is { } field)
            {
                labels.Add((field, line));
            }
            else if (LabelDictionary.Beginning(line.Text) is { } beginning)
            {
                var value = line.Part(beginning.ValueStart, line.Text.Length);
                if (FieldValue.Normalise(beginning.Field, value.Text) is { } text)
                {
                    found.Add(new VisualField(beginning.Field, text, value.Box, line.Confidence));
                }
                else
                {
                    labels.Add((beginning.Field, line));
                }
            }
            else
            {
                values.Add(line);
            }
        }

        var taken = new HashSet<PrintedLine>(ReferenceEqualityComparer.Instance);
        foreach (var (field, label, value, text, _) in labels
            .SelectMany(label => values.Select(value => (label.Field, label.Line, Value: value, Distance: Distance(label.Line, value))))
            .Where(pair => pair.Distance < float.MaxValue)
            .Select(pair => (pair.Field, pair.Line, pair.Value, Text: FieldValue.Normalise(pair.Field, pair.Value.Text), pair.Distance))
            .Where(pair => pair.Text is not null)
            .OrderBy(pair => pair.Distance))
        {
            if (!taken.Contains(value) && !taken.Contains(label) && !found.Exists(known => known.Name == field))
            {
                taken.Add(value);
                taken.Add(label);
                found.Add(new VisualField(field, text!, value.Box, value.Confidence));
            }
        }

        SplitNames(found);
        return [.. found.GroupBy(field => field.Name, StringComparer.Ordinal).Select(group => group.MaxBy(field => field.Confidence)!)];
    }

    /// <summary>Where one element holds both names (<c>Name (Last, First)</c>), a comma parts them.</summary>
    private static void SplitNames(List<VisualField> found)
    {
        var both = found.FindIndex(field => field.Name is "surname" or "givenNames" && field.Value.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma && comma < field.Value.Length - 1);
        if (both >= 0 && !found.Exists(field => field.Name is "surname" or "givenNames" && !ReferenceEquals(field, found[both])))
        {
            var name = found[both];
            var parts = name.Value.Split(',', 2, StringSplitOptions.TrimEntries);
            found[both] = name with { Name = "surname", Value = parts[0] };
            found.Add(name with { Name = "givenNames", Value = parts[1] });
        }
    }

    /// <summary>A sex that follows its label so closely that no space or colon was read: <c>Sex:M</c>, <c>SexF</c>.</summary>
    private static VisualField? EndingSex(PrintedLine line) =>
        line.Text is [.., _, _, _, var before, var letter] && letter is 'M' or 'F' && (char.IsLower(before) || !char.IsLetter(before)) && LabelDictionary.Field(line.Text[..^1]) == "sex"
            ? new VisualField("sex", $"{letter}", line.Part(line.Text.Length - 1, line.Text.Length).Box, line.Confidence)
            : null;

    /// <summary>How ill a value stands to a label, in heights of the label; the greatest number where it does not.</summary>
    private static float Distance(PrintedLine label, PrintedLine value)
    {
        var height = label.Box.Height;
        var (down, left) = (value.Box.Y - label.Box.Bottom, MathF.Abs(value.Box.X - label.Box.X) / height);
        var overlaps = value.Box.X < label.Box.Right + height && value.Box.Right > label.Box.X - height;
        if (overlaps && value.Box.CentreY > label.Box.Bottom - (0.1f * height) && down < MostBelow * height)
        {
            return (MathF.Max(0, down) / height) + (0.35f * MathF.Min(left, 6));
        }

        var right = value.Box.X - label.Box.Right;
        return MathF.Abs(value.Box.CentreY - label.Box.CentreY) < 0.6f * MathF.Max(height, value.Box.Height) && right > -height && right < MostRight * height
            ? 2.5f + (MathF.Max(0, right) / height * 0.25f)
            : float.MaxValue;
    }
}
