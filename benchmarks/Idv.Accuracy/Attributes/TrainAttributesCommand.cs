using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Idv.Accuracy.Faces;
using Idv.Faces;
using Idv.Inference;

namespace Idv.Accuracy.Attributes;

/// <summary><c>train-attributes</c>: makes the weights of the mask, glasses and sunglasses heads.</summary>
internal static class TrainAttributesCommand
{
    private const int Seed = 20260701;

    /// <summary>The share of another face above which glasses of one's own fade too much to be called glasses.</summary>
    private const float FaintestBlend = 0.3f;

    public static Command Create()
    {
        var manifest = ModelCatalogue.FindDefaultManifest();
        var pictures = new Option<DirectoryInfo>("--pictures")
        {
            Description = "Pictures of bare faces; by default those of the package @vladmandic/face-api (MIT).",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(Path.GetDirectoryName(manifest)!, "node_modules", "@vladmandic", "face-api", "demo")),
        };
        var people = new Option<FileInfo?>("--people") { Description = "A list of further people, as training/attributes/people.tsv." };
        var peoplePictures = new Option<DirectoryInfo?>("--people-pictures") { Description = "The folder that training/attributes/pictures.sh filled." };
        var output = new Option<DirectoryInfo>("--output")
        {
            Description = "Where the weights go; by default models/own.",
            DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(Path.GetDirectoryName(manifest)!, "own")),
        };
        var examples = new Option<int>("--examples") { Description = "How many examples in all.", DefaultValueFactory = _ => 6000 };
        var data = TestDataFolder.Option();
        var samples = new Option<DirectoryInfo?>("--samples") { Description = "Writes 48 of the drawn pictures here, to be looked at." };
        var command = new Command("train-attributes", "Trains the attribute heads on masks and glasses drawn onto faces.")
        {
            pictures, people, peoplePictures, data, output, examples, samples,
        };
        command.SetAction(result => Run(
            result.GetRequiredValue(pictures).FullName,
            (result.GetValue(people)?.FullName, result.GetValue(peoplePictures)?.FullName),
            Path.Combine(result.GetRequiredValue(data).FullName, "faces", "lfw"),
            result.GetRequiredValue(output).FullName,
            result.GetValue(examples),
            result.GetValue(samples)?.FullName));
        return command;
    }

    private static int Run(
        string pictures, (string? List, string? Pictures) people, string others, string output, int count, string? samples)
    {
        if (people.List is null != people.Pictures is null)
        {
            Console.Error.WriteLine("--people and --people-pictures go together.");
            return 2;
        }

        using var catalogue = InstalledModels.Open();
        var training = new AttributeTraining(new FaceAnalyzer(catalogue));
        var files = Directory.EnumerateFiles(pictures, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var perFile = files.Length > 100 ? 1 : 16;
        var faces = files.SelectMany(file => training.Faces(file, perFile, mirrored: true)).ToList();
        if (people is ({ } list, { } folder))
        {
            faces.AddRange(TrainingPerson.Read(list).SelectMany(person => training.Faces(person, folder)));
        }

        Console.WriteLine(
            $"{faces.Count} faces, mirrored ones included, {faces.Count(face => face.Eyewear != Eyewear.None)} of them with glasses of their own");
        var without = faces.Where(face => face.Eyewear == Eyewear.None).ToArray();
        var random = new Random(Seed);
        var examples = new List<AttributeExample>();
        for (var i = 0; i < count && without.Length > 0; i++)
        {
            var face = faces[i % faces.Count];
            var most = face.Eyewear == Eyewear.None ? 1 : FaintestBlend;
            using var blend = face.Blend(without[random.Next(without.Length)], random.Next(2) == 0 ? 0 : (float)random.NextDouble() * most);
            if (training.Make(blend, random, describe: false, i < 48 ? samples : null, i) is { } example)
            {
                examples.Add(example);
            }
        }

        faces.ForEach(face => face.Dispose());
        var validation = DrawnPeople.Make(training, others, PeopleHalf.Even, describe: false);
        Directory.CreateDirectory(output);

        var bareMouths = DrawnPeople.Untouched(training, others, PeopleHalf.Even);
        Train("face-mask", example => example.Halves, example => example.Mask, bareMouths);
        Train("face-glasses", example => example.Eyes, example => example.Glasses, bare: null);
        Train("face-sunglasses", example => example.Eyes, example => example.Sunglasses, bare: null);
        return 0;

        void Train(string id, Func<AttributeExample, float[]> features, Func<AttributeExample, bool> label, IReadOnlyList<AttributeExample>? bare)
        {
            var head = HeadFitting.Fit(examples, validation, features, label, bare);
            var bytes = AttributeTraining.File32(head.Model);
            File.WriteAllBytes(Path.Combine(output, id + ".f32"), bytes);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{id,-16} {examples.Count} examples, {validation.Count} for validation, penalty {head.Penalty}, {head.Right:0.0%} right there, sha256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}"));
        }
    }
}
