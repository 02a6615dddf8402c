using Idv.Documents.Capture;
using Idv.Documents.Mrz;
using Idv.Documents.Recognition;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Documents.VisualZone;

/// <summary>Reads the visual inspection zone of a rectified document. Thread-safe.</summary>
public sealed class VisualZoneReader
{
    /// <summary>The longer side that the detector sees. Values of 2 mm on a passport page are 12 pixels high there.</summary>
    private const int DetectionSide = 800;

    /// <summary>How far long lines are narrowed at first, since most of them are labels that need not be read well.</summary>
    private const float Haste = 0.7f;

    /// <summary>Values of less confidence are read again as they are, but not what is no print or a label in another script.</summary>
    private const double Certain = 0.95, Hopeless = 0.55;

    /// <summary>Lines beyond this take time and are small print.</summary>
    private const int MostLines = 48;

    /// <summary>The longer side that the detector sees to tell which way up a document is.</summary>
    private const int LegibilitySide = 640;

    private readonly TextDetector _detector;
    private readonly TextReader _reader;

    /// <summary>Opens the models.</summary>
    /// <param name="catalogue">The models; it must outlive the reader.</param>
    /// <param name="templates">The types of document that are known by name.</param>
    /// <exception cref="ModelException">A model is missing, altered or unusable here.</exception>
    public VisualZoneReader(ModelCatalogue catalogue, TemplateLibrary templates)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(templates);
        Templates = templates;
        _detector = new TextDetector(catalogue);
        _reader = new TextReader(new PrintRecogniser(catalogue, PrintRecogniser.ForVisualZone(catalogue)));
    }

    /// <summary>The types of document that are known by name.</summary>
    public TemplateLibrary Templates { get; }

    /// <summary>Reads a document that stands upright.</summary>
    /// <param name="document">The document.</param>
    /// <param name="excluded">Regions of it, in its pixels, that are read otherwise or not at all: machine-readable zone, barcode, portrait.</param>
    /// <param name="today">The day by which dates without a label are told apart.</param>
    /// <param name="zone">The format of the machine-readable zone on it, which tells a passport, or null.</param>
    public VisualZoneReading Read(RectifiedDocument document, IReadOnlyList<Box> excluded, DateOnly today, MrzFormat? zone = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(excluded);
        using var pyramid = new ImagePyramid(document.Image);
        var lines = new List<PrintedLine>();
        foreach (var box in _detector.Find(pyramid, DetectionSide)
            .Where(box => box.Height >= 9 && box.Width >= box.Height * 0.35f && !excluded.Any(region => Box.Coverage(box, region) > 0.6f))
            .OrderByDescending(box => box.Height * MathF.Min(box.Width, 300))
            .Take(MostLines))
        {
            if (ReadLine(pyramid, box) is { Confidence: > 0.4 } line && !line.Text.Contains("<<", StringComparison.Ordinal))
            {
                lines.Add(line);
            }
        }

        lines.Sort((a, b) => a.Box.CentreY.CompareTo(b.Box.CentreY));
        lines = SplitDates.Join(SplitDates.Part(lines));
        var (width, height) = (document.Image.Width, document.Image.Height);
        var fields = LabelledFields.Find(lines);
        var template = Templates.Recognise(lines);
        if (template is not null)
        {
            var fit = TemplateFit.Of(template, lines, width, height);
            foreach (var placed in TemplateLibrary.Read(template, fit, lines).Where(placed => fit.IsAnchored || !fields.Exists(field => field.Name == placed.Name)).ToList())
            {
                fields.RemoveAll(field => field.Name == placed.Name);
                fields.Add(placed);
            }

            DirectedReading.FillRegions(fields, template, fit, Look);
        }

        DirectedReading.FillLabels(fields, lines, Look);
        UnlabelledFields.AddDates(fields, lines, today);
        UnlabelledFields.AddSex(fields, lines);
        if (zone == MrzFormat.Td3)
        {
            PassportOrder.AddTo(fields, lines, width, height);
        }

        PrintedLine? Look(Box box) => _reader.Read(pyramid, box, Haste);

        return new VisualZoneReading(fields, lines, template);
    }

    /// <summary>
    /// How well a document reads as it stands: the mean confidence over its longest lines. Of two orientations, the upright one reads better.
    /// </summary>
    public double Legibility(RectifiedDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        using var pyramid = new ImagePyramid(document.Image);
        PrintedLine?[] read = [.. _detector.Find(pyramid, LegibilitySide).OrderByDescending(box => box.Width).Take(4).Select(box => _reader.Read(pyramid, box, Haste))];
        return read.Length == 0 ? 0 : read.Average(line => line?.Confidence ?? 0);
    }

    private PrintedLine? ReadLine(ImagePyramid pyramid, Box box)
    {
        var line = _reader.Read(pyramid, box, Haste);
        return line is { Confidence: < Certain and > Hopeless } && TextReader.IsNarrowed(box) && IsLikeValue(line.Text) && _reader.Read(pyramid, box) is { } again && again.Confidence > line.Confidence ? again : line;
    }

    /// <summary>Values are mostly in capitals and figures, labels are not.</summary>
    private static bool IsLikeValue(string text) => text.Count(char.IsLower) * 4 <= text.Length;
}
