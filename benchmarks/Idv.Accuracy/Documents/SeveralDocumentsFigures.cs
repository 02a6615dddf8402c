using Idv.Engine;
using Idv.Imaging;
using Idv.Inference;
using Idv.Specimens;

namespace Idv.Accuracy.Documents;

/// <summary>How well two documents in one picture are told apart, and how often a single one is taken for two.</summary>
internal static class SeveralDocumentsFigures
{
    private const int Seeds = 24;
    private static readonly VerificationPolicy Policy = new() { Today = new DateOnly(2026, 1, 1) };

    /// <summary>Measures and prints.</summary>
    public static void Measure(ModelCatalogue catalogue, string folder, bool verbose)
    {
        var engine = new VerificationEngine(catalogue);
        foreach (var odd in new[] { false, true })
        {
            var (sides, pairs, found, right, bothRight, bothFound) = (0, 0, 0, 0, 0, 0);
            for (var seed = odd ? 1 : 2; seed <= Seeds; seed += 2)
            {
                var isPair = seed / 2 % 2 == 0;
                using var first = Render(isPair ? SpecimenKind.Passport : SpecimenKind.IdentityCard, seed, 0);
                using var second = isPair ? Render(SpecimenKind.IdentityCardTd2, seed, 100) : null;
                var (page, places) = Page(seed, first.Front.Image, second?.Front.Image ?? first.Back!.Image);
                using (page)
                {
                    var reading = engine.ReadDocument(ImageEncoder.EncodeJpeg(page, 80 + (seed % 15)), back: null, Policy);
                    var isFound = places.Any(place => reading.OtherOutlines.Any(other => Box.IntersectionOverUnion(other.Bounds, place) >= 0.8));
                    var face = reading.Portrait?.Face.Box ?? default;
                    var zone = reading.Mrz?.Zone.Bounds ?? default;
                    var isRight = isPair
                        ? places.Any(place => Box.Coverage(face, place) > 0.9 && Box.Coverage(zone, place) > 0.9)
                        : Box.Coverage(face, places[0]) > 0.9 && reading.Mrz?.Record.Lines.SequenceEqual(first.MrzLines) == true
                            && reading.Fields.Any(field => field.Zone == Engine.Documents.SourceZone.Viz);
                    (sides, pairs) = isPair ? (sides, pairs + 1) : (sides + 1, pairs);
                    (found, bothFound) = isPair ? (found, bothFound + (isFound ? 1 : 0)) : (found + (isFound ? 1 : 0), bothFound);
                    (right, bothRight) = isPair ? (right, bothRight + (isRight ? 1 : 0)) : (right + (isRight ? 1 : 0), bothRight);
                    if (verbose && !(isFound && isRight))
                    {
                        Console.WriteLine(
                            $"  seed {seed}: found {isFound}, face on the first {Box.Coverage(face, places[0]):0.0}, zone on {places.Count(place => Box.Coverage(zone, place) > 0.9)}, "
                            + $"lines {string.Join('/', reading.Mrz?.Record.Lines ?? [])} of {string.Join('/', first.MrzLines)}, fields {reading.Fields.Count(field => field.Zone == Engine.Documents.SourceZone.Viz)}, {reading.Outline}");
                    }
                }
            }

            Console.WriteLine($"several documents {(odd ? "odd" : "even")}, two sides of a card: {sides}, other side found {found}, read as one {right}");
            Console.WriteLine($"several documents {(odd ? "odd" : "even")}, two documents: {pairs}, other found {bothFound}, zone and portrait of one {bothRight}");
        }

        var (photographs, doubled) = (0, 0);
        foreach (var path in Directory.GetFiles(Path.Combine(folder, "photos")).Order(StringComparer.Ordinal))
        {
            var reading = engine.ReadDocument(File.ReadAllBytes(path), back: null, Policy);
            photographs++;
            doubled += reading.OtherOutlines.Count > 0 ? 1 : 0;
            if (verbose && reading.OtherOutlines.Count > 0)
            {
                Console.WriteLine($"  {Path.GetFileName(path)}: {reading.Outline} and {string.Join(", ", reading.OtherOutlines)}");
            }
        }

        Console.WriteLine($"several documents, photographs of one: {photographs}, taken for several {doubled}");
    }

    private static SpecimenDocument Render(SpecimenKind kind, int seed, int offset)
    {
        var packages = Path.Combine(Path.GetDirectoryName(ModelCatalogue.FindDefaultManifest())!, "node_modules");
        using var portrait = SamplePortraits.Of(((seed + offset) % 12) + 1).Cut(packages);
        return SpecimenRenderer.Render(kind, SpecimenPeople.Next((ulong)(seed + offset)), portrait, (ulong)seed);
    }

    /// <summary>The pictures beside or below each other on a page of a grey that follows from the seed, from dark to nearly white.</summary>
    private static (Image Page, Box[] Places) Page(int seed, Image first, Image second)
    {
        var margin = 60 + (seed * 37 % 120);
        var isBeside = seed % 3 == 0;
        var (width, height) = isBeside
            ? (first.Width + second.Width + (3 * margin), Math.Max(first.Height, second.Height) + (2 * margin))
            : (Math.Max(first.Width, second.Width) + (2 * margin), first.Height + second.Height + (3 * margin));
        Box[] places =
        [
            new(margin, margin, first.Width, first.Height),
            isBeside ? new((2 * margin) + first.Width, margin, second.Width, second.Height) : new(margin, (2 * margin) + first.Height, second.Width, second.Height),
        ];
        var page = Image.Rent(width, height, PixelFormat.Bgr24);
        page.Pixels.Fill((byte)(60 + (seed * 29 % 170)));
        foreach (var (image, place) in new[] { (first, places[0]), (second, places[1]) })
        {
            for (var y = 0; y < image.Height; y++)
            {
                image.Row(y).CopyTo(page.Row((int)place.Y + y)[((int)place.X * 3)..]);
            }
        }

        return (page, places);
    }
}
