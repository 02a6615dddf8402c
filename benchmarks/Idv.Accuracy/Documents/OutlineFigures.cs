using System.Numerics;
using System.Text.Json;
using Idv.Documents.Capture;
using Idv.Faces;
using Idv.Faces.Detection;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Accuracy.Documents;

/// <summary>How often the outline and the portrait of a photographed document are found.</summary>
internal static class OutlineFigures
{
    /// <summary>Measures the photographs with ground truth.</summary>
    public static void Measure(ModelCatalogue catalogue, string folder, bool verbose, string? only)
    {
        var faces = new FaceAnalyzer(catalogue);
        using var truths = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "photos.json")));
        var results = new List<(bool Odd, double Overlap, bool Portrait, double Milliseconds)>();
        var index = 0;
        foreach (var entry in truths.RootElement.EnumerateObject().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var odd = index++ % 2 == 1;
            if (only is not null && !entry.Name.Contains(only, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            using var decoded = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(folder, "photos", entry.Name)));
            if (decoded.Image is not { } image)
            {
                continue;
            }

            Vector2[] truth = [.. entry.Value.GetProperty("quad").EnumerateArray().Select(point => new Vector2(point[0].GetSingle(), point[1].GetSingle()))];
            using var pyramid = new ImagePyramid(image);
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            DetectedFace?[] found = [.. faces.Detect(pyramid, FaceSearch.Portrait).OrderByDescending(found => found.Box.Area).Take(3)];
            var middle = System.Diagnostics.Stopwatch.GetTimestamp();
            var (face, outline) = (found.Length == 0 ? [null] : found)
                .Select(face => (face, DocumentFinder.Find(image, face is null ? new OutlineAnchors() : new OutlineAnchors { Face = face.Box, FaceUp = Up(face) })))
                .MaxBy(pair => pair.Item2?.Score ?? 0);
            var milliseconds = System.Diagnostics.Stopwatch.GetElapsedTime(middle).TotalMilliseconds;
            var overlap = outline is null ? 0 : ConvexOverlap.IntersectionOverUnion(truth, [outline.Quad.TopLeft, outline.Quad.TopRight, outline.Quad.BottomRight, outline.Quad.BottomLeft]);
            var portrait = face is not null && ConvexOverlap.Contains(truth, new Vector2(face.Box.CentreX, face.Box.CentreY));
            results.Add((odd, overlap, portrait, milliseconds));
            if (verbose && (overlap < 0.9 || !portrait))
            {
                Console.WriteLine(FormattableString.Invariant($"{(odd ? "odd " : "even")} {entry.Name}: overlap {overlap:0.00}, score {outline?.Score:0.00}, up {(face is null ? default : Up(face))}, face {face?.Box.X:0},{face?.Box.Y:0} {face?.Box.Height:0} of {Vector2.Distance(truth[0], truth[3]):0}, quad {outline?.Quad.TopLeft:0} {outline?.Quad.TopRight:0} {outline?.Quad.BottomRight:0} {outline?.Quad.BottomLeft:0}, truth {string.Join(' ', truth)}"));
            }
        }

        foreach (var (name, part) in new[] { ("even", results.Where(result => !result.Odd)), ("odd", results.Where(result => result.Odd)), ("all", results) })
        {
            var list = part.ToList();
            if (list.Count > 0)
            {
                Console.WriteLine(FormattableString.Invariant(
                    $"outline, {name,-5}{list.Count,4} photographs: overlap >= 0.9 {list.Average(result => result.Overlap >= 0.9 ? 1.0 : 0):0.000}, >= 0.8 {list.Average(result => result.Overlap >= 0.8 ? 1.0 : 0):0.000}; portrait {list.Average(result => result.Portrait ? 1.0 : 0):0.000}; median {list.Select(result => result.Milliseconds).Order().ElementAt(list.Count / 2):0} ms"));
            }
        }
    }

    private static Vector2 Up(DetectedFace face)
    {
        var points = face.KeyPoints;
        return ((points[0] + points[1]) / 2) - ((points[3] + points[4]) / 2);
    }
}
