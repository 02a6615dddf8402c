using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Idv.Faces;
using Idv.Inference;

namespace Idv.Accuracy.Attributes;

/// <summary><c>train-attributes</c>: makes the weights of the mask, glasses and sunglasses heads.</summary>
internal static class TrainAttributesCommand
{
    private const int Seed = 20260701;

    public static Command Create()
    {
        var manifest = ModelCatalogue.FindDefaultManifest();
        var pictures = new Option<DirectoryInfo>("--pictures")
        {
            Description = "Pictures of bare faces; by default those of the package @vladmandic/face-api (MIT).",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(Path.GetDirectoryName(manifest)!, "node_modules", "@vladmandic", "face-api", "demo")),
        };
        var output = new Option<DirectoryInfo>("--output")
        {
            Description = "Where the weights go; by default models/own.",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(Path.GetDirectoryName(manifest)!, "own")),
        };
        var examples = new Option<int>("--examples") { Description = "How many examples in all.", DefaultValueFactory = _ => 6000 };
        var samples = new Option<DirectoryInfo?>("--samples") { Description = "Writes 48 of the drawn pictures here, to be looked at." };
        var command = new Command("train-attributes", "Trains the attribute heads on masks and glasses drawn onto faces.") { pictures, output, examples, samples };
        command.SetAction(result => Run(
            result.GetRequiredValue(pictures).FullName,
            result.GetRequiredValue(output).FullName,
            result.GetValue(examples),
            result.GetValue(samples)?.FullName));
        return command;
    }

    private static int Run(string pictures, string output, int count, string? samples)
    {
        using var catalogue = ModelCatalogue.Load([ModelCatalogue.FindDefaultManifest()]);
        var training = new AttributeTraining(new FaceAnalyzer(catalogue));
        var files = Directory.EnumerateFiles(pictures, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var perFile = files.Length > 100 ? 1 : 16;
        var faces = files.SelectMany((file, number) => training.Faces(file, perFile).Select(face => (face.Image, face.Face, Picture: number))).ToList();
        Console.WriteLine($"{faces.Count} faces, mirrored ones included, of {files.Length} pictures");
        var random = new Random(Seed);
        var examples = new List<AttributeExample>();
        for (var i = 0; i < count && faces.Count > 0; i++)
        {
            var (image, face, picture) = faces[i % faces.Count];
            if (training.Make(image, face, random, i < 48 ? samples : null, i) is { } example)
            {
                examples.Add(example with { Picture = picture });
            }
        }

        Directory.CreateDirectory(output);
        Train("face-mask", examples, example => example.Halves, example => example.Mask);
        Train("face-glasses", examples, example => example.Eyes, example => example.Glasses);
        Train("face-sunglasses", examples, example => example.Eyes, example => example.Sunglasses);
        faces.ForEach(face => face.Image.Dispose());
        return 0;

        void Train(string id, List<AttributeExample> all, Func<AttributeExample, float[]> features, Func<AttributeExample, bool> label)
        {
            var (model, penalty, right) = HeadFitting.Fit(all, features, label);
            var bytes = AttributeTraining.File32(model);
            File.WriteAllBytes(Path.Combine(output, id + ".f32"), bytes);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{id,-16} {all.Count} examples, penalty {penalty}, {right:0.0%} right on pictures left out, sha256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}"));
        }
    }
}
