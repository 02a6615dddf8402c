using Idv.Imaging;

namespace Idv.Documents.VisualZone;

/// <summary>The types of document that are known by name. An operator's own come before those that are built in.</summary>
public sealed class TemplateLibrary
{
    /// <summary>How much of a line must lie within a region.</summary>
    private const float LeastCoverage = 0.5f;

    private readonly List<DocumentTemplate> _templates = [];

    /// <summary>Opens the built-in templates and those of a folder.</summary>
    /// <param name="folder">A folder of JSON files, or null.</param>
    /// <exception cref="InvalidDataException">A file of the folder is no template.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public TemplateLibrary(string? folder = null)
    {
        if (folder is not null)
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            {
                _templates.Add(DocumentTemplate.Parse(File.ReadAllBytes(file), Path.GetFileName(file)));
            }
        }

        var assembly = typeof(TemplateLibrary).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("Idv.Documents.VisualZone.Templates.", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            _templates.Add(DocumentTemplate.Parse(bytes.ToArray(), name));
        }
    }

    /// <summary>Every template.</summary>
    public IReadOnlyList<DocumentTemplate> Templates => _templates;

    /// <summary>The template whose words the print shows, or null. Of several, the one with most letters to show.</summary>
    public DocumentTemplate? Recognise(IReadOnlyList<PrintedLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var print = string.Concat(lines.Select(line => LabelDictionary.Normalise(line.Text) + "\n"));
        return _templates
            .Select(template => (Template: template, Letters: template.Words
                .Where(group => group.All(word => print.Contains(LabelDictionary.Normalise(word), StringComparison.Ordinal)))
                .Select(group => group.Sum(word => word.Length)).DefaultIfEmpty(0).Max()))
            .Where(pair => pair.Letters > 0)
            .OrderByDescending(pair => pair.Letters)
            .Select(pair => pair.Template).FirstOrDefault();
    }

    /// <summary>Takes the elements that a template places from the print.</summary>
    /// <param name="template">The template.</param>
    /// <param name="lines">The print.</param>
    /// <param name="width">The rectified document's width in pixels.</param>
    /// <param name="height">Its height.</param>
    public static IEnumerable<VisualField> Read(DocumentTemplate template, IReadOnlyList<PrintedLine> lines, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(template);
        return Read(template, TemplateFit.Of(template, lines, width, height), lines);
    }

    internal static IEnumerable<VisualField> Read(DocumentTemplate template, TemplateFit fit, IReadOnlyList<PrintedLine> lines)
    {
        foreach (var (field, region) in template.Fields)
        {
            var box = fit.Place(region);

            // A label's remainder may stand in the region too: of the lines that can be the value, the one that lies most within it is.
            foreach (var line in lines.Where(line => Box.Coverage(line.Box, box) > LeastCoverage && LabelDictionary.Field(line.Text) is null)
                .OrderByDescending(line => Box.Coverage(line.Box, box)).ThenBy(line => line.Box.CentreY))
            {
                if (FieldValue.Normalise(field, line.Text) is { } value)
                {
                    yield return new VisualField(field, value, line.Box, line.Confidence);
                    break;
                }
            }
        }
    }
}
