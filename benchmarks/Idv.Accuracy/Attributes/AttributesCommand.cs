using System.CommandLine;
using System.Globalization;
using Idv.Accuracy.Faces;
using Idv.Accuracy.Labels;
using Idv.Faces;
using Idv.Faces.Attributes;
using Idv.Faces.Detection;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Accuracy.Attributes;

/// <summary><c>faces-attributes</c>: attributes and expression on drawn and on real pictures, which no head was trained on.</summary>
internal static class AttributesCommand
{
    public static Command Create()
    {
        var data = TestDataFolder.Option();
        var command = new Command("faces-attributes", "Measures masks, glasses, eyes, mouth and expression.") { data };
        command.SetAction(result =>
        {
            using var catalogue = ModelCatalogue.Load([ModelCatalogue.FindDefaultManifest()]);
            var analyzer = new FaceAnalyzer(catalogue);
            var drawn = DrawnPeople.Make(new AttributeTraining(analyzer), Path.Combine(result.GetRequiredValue(data).FullName, "faces", "lfw"), PeopleHalf.Odd, describe: true);
            Drawn("mask, drawn", drawn, example => example.Mask, attributes => attributes.Mask);
            Drawn("sunglasses, drawn", drawn, example => example.Sunglasses, attributes => attributes.Sunglasses);
            Drawn("glasses, drawn", drawn, example => example.Glasses, attributes => attributes.Glasses);
            var folder = Path.Combine(result.GetRequiredValue(data).FullName, "faces");
            var (masked, bare) = (Read(analyzer, Path.Combine(folder, "masks", "mask")), Read(analyzer, Path.Combine(folder, "masks", "nomask")));
            Print("mask", masked, bare, attributes => attributes.Mask);
            var (dark, open) = (Read(analyzer, Path.Combine(folder, "sunglasses", "yes")), Read(analyzer, Path.Combine(folder, "sunglasses", "no")));
            Print("sunglasses", dark, open, attributes => attributes.Sunglasses);
            Print("glasses (dark ones)", dark, open, attributes => attributes.Glasses);
            Print("no mask, glasses", [], bare, attributes => attributes.Glasses);
            Print("no mask, sunglasses", [], bare, attributes => attributes.Sunglasses);
            LabelledFigures.Print(analyzer, Path.Combine(folder, "lfw"));
            return 0;
        });
        return command;
    }

    private static void Drawn(string what, List<AttributeExample> examples, Func<AttributeExample, bool> label, Func<FaceAttributes, double?> of) => Print(
        what,
        [.. examples.Where(label).Select(example => example.Seen)],
        [.. examples.Where(example => !label(example)).Select(example => example.Seen)],
        of);

    private static List<FaceAttributes?> Read(FaceAnalyzer analyzer, string folder)
    {
        var read = new List<FaceAttributes?>();
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            using var picture = Decode(file);
            if (picture is null)
            {
                continue;
            }

            using var pyramid = new ImagePyramid(picture);
            var faces = analyzer.Detect(pyramid, FaceSearch.Selfie);
            read.Add(faces.MostProminent() is { } face ? analyzer.Describe(pyramid, face, faces).Attributes : null);
        }

        return read;
    }

    private static Image? Decode(string file)
    {
        if (Path.GetExtension(file) == ".pgm")
        {
            return GreyMap.Read(file);
        }

        using var decoded = ImageDecoder.Decode(File.ReadAllBytes(file));
        return decoded.Image?.Clone();
    }

    private static void Print(string what, List<FaceAttributes?> with, List<FaceAttributes?> without, Func<FaceAttributes, double?> of)
    {
        var (yes, no) = (Scores(with, of), Scores(without, of));
        var (found, alarms) = (yes.Count(score => score >= 0.5), no.Count(score => score >= 0.5));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-22} found {found} of {yes.Length} ({Share(found, yes.Length):0.0%}), false alarms {alarms} of {no.Length} ({Share(alarms, no.Length):0.0%}), area under curve {Ranking.AreaUnderCurve(yes, no):0.000}; without a face {with.Count - yes.Length} and {without.Count - no.Length}"));
    }

    private static double[] Scores(List<FaceAttributes?> attributes, Func<FaceAttributes, double?> of) =>
        [.. attributes.OfType<FaceAttributes>().Select(of).OfType<double>()];

    private static double Share(double part, double whole) => part / Math.Max(1, whole);
}
