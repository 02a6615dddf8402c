using Idv.Documents.VisualZone;
using Idv.Imaging;

namespace Idv.Documents.Tests.VisualZone;

/// <summary>Lines of print as the reader would give them.</summary>
internal static class Print
{
    public static PrintedLine Line(string text, float x, float y, float width = 200, float height = 24, double confidence = 0.99) =>
        new(text, new Box(x, y, width, height), confidence, [.. Enumerable.Range(0, text.Length).Select(i => (i + 0.5f) / text.Length)]);

    public static string? Value(this IEnumerable<VisualField> fields, string name) => fields.SingleOrDefault(field => field.Name == name)?.Value;
}
