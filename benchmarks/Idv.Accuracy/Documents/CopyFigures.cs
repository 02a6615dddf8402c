using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Idv.Documents.Authenticity;
using Idv.Documents.Capture;
using Idv.Imaging;
using Idv.Inference;
using Idv.Specimens;

namespace Idv.Accuracy.Documents;

/// <summary>
/// How well copies and screens are told from originals. Specimens are rendered and photographed from seeds, each as it is, as a grey copy and from a
/// screen; the photographs of the test data are all grey copies, so that they only show how many would be missed.
/// </summary>
internal static class CopyFigures
{
    private const int Seeds = 24;

    private static readonly SpecimenKind[] Kinds = [SpecimenKind.Passport, SpecimenKind.IdentityCard, SpecimenKind.DrivingLicence, SpecimenKind.IdentityCardTd2];

    /// <summary>Measures and prints.</summary>
    public static void Measure(string folder, bool verbose)
    {
        var packages = Path.Combine(Path.GetDirectoryName(ModelCatalogue.FindDefaultManifest())!, "node_modules");
        List<double> originals = [], copies = [], plain = [], screens = [];
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            using var portrait = SamplePortraits.Of((int)(seed % 12) + 1).Cut(packages);
            using var document = SpecimenRenderer.Render(Kinds[(int)(seed % 4)], SpecimenPeople.Next(seed), portrait, seed);
            var photograph = SpecimenDegradation.Draw(seed, 0.5);
            using var original = photograph.Apply(document.Front, seed);
            using var copy = (photograph with { GreyCopy = true }).Apply(document.Front, seed);
            using var screen = (photograph with { Moire = 0.35 }).Apply(document.Front, seed);
            originals.Add(Chroma(original.Image, original.Quad));
            copies.Add(Chroma(copy.Image, copy.Quad));
            plain.Add(ScreenPattern.Measure(original.Image, original.Quad.Bounds));
            screens.Add(ScreenPattern.Measure(screen.Image, screen.Quad.Bounds));
        }

        using var truths = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "photos.json")));
        List<double> photographs = [], photographScreens = [];
        foreach (var entry in truths.RootElement.EnumerateObject())
        {
            using var decoded = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(folder, "photos", entry.Name)));
            if (decoded.Image is { } image)
            {
                Vector2[] corners = [.. entry.Value.GetProperty("quad").EnumerateArray().Select(point => new Vector2(point[0].GetSingle(), point[1].GetSingle()))];
                var quad = new Quad(corners[0], corners[1], corners[2], corners[3]);
                photographs.Add(Chroma(image, quad));
                photographScreens.Add(ScreenPattern.Measure(image, quad.Bounds));
            }
        }

        Print("grey copy, specimens", Ranking.AreaUnderCurve(originals, copies));
        Print("grey copy, specimens against photographed copies", Ranking.AreaUnderCurve(originals, photographs));
        Print("photographed copies below the threshold", photographs.Count(chroma => chroma < 3.46) / (double)photographs.Count);
        Print("photographed copies that fail", photographs.Count(chroma => chroma < 2.2) / (double)photographs.Count);
        Print("specimens' originals that fail", originals.Count(chroma => chroma < 2.2) / (double)originals.Count);
        Print("screen, specimens", Ranking.AreaUnderCurve(screens, plain));
        if (verbose)
        {
            foreach (var (name, values) in new[] { ("originals", originals), ("copies", copies), ("photographs", photographs), ("plain peaks", plain), ("screen peaks", screens), ("photograph peaks", photographScreens) })
            {
                Console.WriteLine($"{name}: {string.Join(' ', values.Order().Select(value => value.ToString("0.0", CultureInfo.InvariantCulture)))}");
            }
        }
    }

    private static double Chroma(Image picture, Quad quad)
    {
        using var document = RectifiedDocument.Cut(picture, quad);
        return ResidualChroma.Measure(document.Image);
    }

    private static void Print(string what, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {value:0.000}"));
}
