using Idv.Imaging;

namespace Idv.Documents.VisualZone;

/// <summary>
/// Reads once more where a value must stand but no line was found: single letters and faint print escape the detector, but not the reader.
/// </summary>
internal static class DirectedReading
{
    /// <summary>What the text itself proves to be a value; names would be made up from labels and patterns.</summary>
    private static readonly string[] SelfEvident = ["sex", "dateOfBirth", "dateOfExpiry", "dateOfIssue"];

    /// <summary>The share of a template's region, about its middle, that the line fills.</summary>
    private const float LineShare = 0.72f;

    private const double LeastConfidence = 0.4;

    /// <summary>A value below its label: the usual distance between their middles and its height, in heights of the label.</summary>
    private const float UsualDistance = 1.05f, UsualHeight = 1.15f;

    /// <summary>The widths that are read for a sex and for a date, in heights of the line.</summary>
    private const float SexWidth = 2.2f, DateWidth = 10.5f;

    /// <summary>Reads the regions of a template that gave nothing.</summary>
    public static void FillRegions(List<VisualField> fields, DocumentTemplate template, TemplateFit fit, Func<Box, PrintedLine?> look)
    {
        foreach (var (name, region) in template.Fields)
        {
            if (Array.IndexOf(SelfEvident, name) >= 0 && !fields.Exists(field => field.Name == name))
            {
                var box = fit.Place(region);
                Add(fields, name, look(box with { Y = box.CentreY - (box.Height * LineShare / 2), Height = box.Height * LineShare }));
            }
        }
    }

    /// <summary>Reads below labels that have no value, as far below as the values of other labels stand.</summary>
    public static void FillLabels(List<VisualField> fields, IReadOnlyList<PrintedLine> lines, Func<Box, PrintedLine?> look)
    {
        var labels = lines.Select(line => (Name: LabelDictionary.Field(line.Text), line.Box)).Where(label => label.Name is not null).ToList();
        var pairs = labels
            .SelectMany(label => fields.Where(field => field.Name == label.Name && field.Box.CentreY > label.Box.CentreY && field.Box.Y < label.Box.Bottom + label.Box.Height)
                .Select(field => (Distance: field.Box.CentreY - label.Box.CentreY, field.Box.Height)))
            .ToList();
        foreach (var (name, box) in labels)
        {
            if (Array.IndexOf(SelfEvident, name) >= 0 && !fields.Exists(field => field.Name == name))
            {
                // Heights of single labels are unsteady: what the document's other values have in common is not.
                var (distance, height) = pairs.Count == 0
                    ? (box.Height * UsualDistance, box.Height * UsualHeight)
                    : (Median(pairs.Select(pair => pair.Distance)), Median(pairs.Select(pair => pair.Height)));
                Add(fields, name!, look(new Box(box.X - (0.25f * height), box.CentreY + distance - (height / 2), name == "sex" ? SexWidth * height : DateWidth * height, height)));
            }
        }
    }

    private static void Add(List<VisualField> fields, string name, PrintedLine? line)
    {
        if (line is { Confidence: >= LeastConfidence } && FieldValue.Normalise(name, line.Text) is { } value)
        {
            fields.Add(new VisualField(name, value, line.Box, line.Confidence));
        }
    }

    private static float Median(IEnumerable<float> values)
    {
        float[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
