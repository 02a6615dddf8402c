using System.Text.Json;
using System.Text.Json.Serialization;

namespace Idv.Documents.VisualZone;

/// <summary>A region of a document, as shares of its width and height.</summary>
/// <param name="X">The left edge.</param>
/// <param name="Y">The top edge.</param>
/// <param name="Width">The width.</param>
/// <param name="Height">The height.</param>
public sealed record TemplateRegion(float X, float Y, float Width, float Height);

/// <summary>Print that every document of a type bears at the same place, by which its regions are fitted to a picture whose outline is not quite right.</summary>
/// <param name="Text">The print; only Latin, Greek and Cyrillic letters count.</param>
/// <param name="X">The left edge of the line, as a share of the document's width.</param>
/// <param name="Y">Its top edge, as a share of the height.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
public sealed record TemplateAnchor(string Text, float X, float Y, float Width, float Height);

/// <summary>
/// A type of document: the words that tell it, and where its data elements are printed. An operator adds types by putting such files into a folder.
/// </summary>
public sealed record DocumentTemplate
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>A stable name, such as <c>FIN-identity-card</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>passport</c>, <c>identity-card</c>, <c>driving-licence</c>, <c>visa</c> or <c>other</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The issuing state: three letters after ICAO Doc 9303-3, section 5.</summary>
    public required string IssuingState { get; init; }

    /// <summary>Words of the document's own print. All of one group must be found; one group is enough.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Words { get; init; }

    /// <summary>Where the values of the data elements are printed.</summary>
    public IReadOnlyDictionary<string, TemplateRegion> Fields { get; init; } = new Dictionary<string, TemplateRegion>(StringComparer.Ordinal);

    /// <summary>Lines by which the regions are fitted; two or more at different heights are needed for that.</summary>
    public IReadOnlyList<TemplateAnchor> Anchors { get; init; } = [];

    /// <summary>Where the portrait is.</summary>
    public TemplateRegion? Portrait { get; init; }

    /// <summary>Whether figures of dates stand in the order month, day, year.</summary>
    public bool MonthFirst { get; init; }

    /// <summary>Reads a template.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidDataException">It is no template; the message says where.</exception>
    public static DocumentTemplate Parse(ReadOnlySpan<byte> json, string name)
    {
        DocumentTemplate? template;
        try
        {
            template = JsonSerializer.Deserialize<DocumentTemplate>(json, Format);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The template '{name}' cannot be read: line {exception.LineNumber + 1}, {exception.Path}.", exception);
        }

        if (template is null || template.Id.Length == 0 || template.Words.Count == 0 || template.Words.Any(group => group.Count == 0 || group.Any(word => LabelDictionary.Normalise(word).Length < 3)))
        {
            throw new InvalidDataException($"The template '{name}' needs an id and at least one group of words of three or more Latin letters each.");
        }

        if (template.Anchors.FirstOrDefault(anchor => anchor is not { Text: not null, X: >= 0 and < 1, Y: >= 0 and < 1, Width: > 0 and <= 1, Height: > 0 and <= 1 }
            || LabelDictionary.Normalise(anchor.Text).Length < TemplateFit.LeastLetters) is { } wrong)
        {
            throw new InvalidDataException($"The template '{name}' has the anchor '{wrong.Text}': it needs {TemplateFit.LeastLetters} or more Latin letters and a place within the document.");
        }

        foreach (var (field, region) in template.Fields)
        {
            if (region is not { X: >= 0 and < 1, Y: >= 0 and < 1, Width: > 0, Height: > 0 } || region.X + region.Width > 1.001f || region.Y + region.Height > 1.001f)
            {
                throw new InvalidDataException($"The template '{name}' gives '{field}' a region that is not within the document.");
            }
        }

        return template;
    }
}
