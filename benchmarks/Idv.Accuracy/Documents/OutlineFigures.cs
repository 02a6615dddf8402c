using System.Numerics;
using System.Text.Json;
using Idv.Documents.Capture;
using Idv.Documents.Mrz.Reading;
using Idv.Faces;
using Idv.Faces.Detection;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Accuracy.Documents;

/// <summary>How often the outline and the portrait of a photographed document are found.</summary>
internal static class OutlineFigures
{
    private static readonly DateOnly Today = new(2026, 1, 1);

    /// <summary>Measures the photographs with ground truth.</summary>
    public static void Measure(ModelCatalogue catalogue, string folder, bool verbose, string? only)
    {
        var faces = new FaceAnalyzer(catalogue);
        using var truths = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "photos.json")));
        var zones = new MrzReader(catalogue);
        var results = new List<OutlineResult>();
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
            var found = faces.Detect(pyramid, FaceSearch.Portrait);
            var anchors = found.Select(face => new FaceAnchor(face.Box, Up(face))).ToList();
            var zone = zones.Read(image, Today);
            var (outline, milliseconds) = Timed(() => DocumentLocator.Locate(image, anchors, zone));
            var byEdges = DocumentLocator.Locate(image, anchors, zone: null);
            var (overlap, overlapByEdges) = (Overlap(truth, outline), Overlap(truth, byEdges));
            var face = found.OrderByDescending(face => face.Box.Area).FirstOrDefault(face => outline is null || outline.Quad.Contains(Centre(face)));
            var portrait = face is not null && new Quad(truth[0], truth[1], truth[2], truth[3]).Contains(Centre(face));
            results.Add(new OutlineResult(odd, overlap, overlapByEdges, portrait, milliseconds));
            if (verbose && (overlap < 0.9 || overlapByEdges < 0.9 || !portrait))
            {
                Console.WriteLine(FormattableString.Invariant($"{(odd ? "odd " : "even")} {entry.Name}: overlap {overlap:0.00}, score {outline?.Score:0.00}, by edges {overlapByEdges:0.00} {byEdges?.Score:0.00}, zone {zone?.Record.Format}, face {face?.Box.X:0},{face?.Box.Y:0} {face?.Box.Height:0} of {Vector2.Distance(truth[0], truth[3]):0}, quad {outline?.Quad.TopLeft:0} {outline?.Quad.TopRight:0} {outline?.Quad.BottomRight:0} {outline?.Quad.BottomLeft:0}, truth {string.Join(' ', truth)}"));
            }
        }

        foreach (var (name, part) in new[] { ("even", results.Where(result => !result.Odd)), ("odd", results.Where(result => result.Odd)), ("all", results) })
        {
            var list = part.ToList();
            if (list.Count > 0)
            {
                double Share(Func<OutlineResult, bool> holds) => list.Count(holds) / (double)list.Count;
                Console.WriteLine(FormattableString.Invariant(
                    $"outline, {name,-5}{list.Count,4} photographs: overlap >= 0.9 {Share(result => result.Overlap >= 0.9):0.000}, >= 0.8 {Share(result => result.Overlap >= 0.8):0.000}; by edges and faces alone {Share(result => result.OverlapByEdges >= 0.9):0.000}, {Share(result => result.OverlapByEdges >= 0.8):0.000}; portrait {Share(result => result.Portrait):0.000}; median {list.Select(result => result.Milliseconds).Order().ElementAt(list.Count / 2):0} ms"));
            }
        }
    }

    private static (DocumentOutline? Outline, double Milliseconds) Timed(Func<DocumentOutline?> locate)
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        return (locate(), System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private static double Overlap(Vector2[] truth, DocumentOutline? outline) => outline is null ? 0 : ConvexOverlap.IntersectionOverUnion(truth, Corners(outline.Quad));

    private static Vector2 Centre(DetectedFace face) => new(face.Box.CentreX, face.Box.CentreY);

    private static Vector2[] Corners(Quad quad) => [quad.TopLeft, quad.TopRight, quad.BottomRight, quad.BottomLeft];

    private static Vector2 Up(DetectedFace face)
    {
        var points = face.KeyPoints;
        return ((points[0] + points[1]) / 2) - ((points[3] + points[4]) / 2);
    }

    private sealed record OutlineResult(bool Odd, double Overlap, double OverlapByEdges, bool Portrait, double Milliseconds);
}
