using System.CommandLine;
using System.Globalization;
using Idv.Faces;
using Idv.Imaging;

namespace Idv.Accuracy.Liveness;

/// <summary><c>liveness-stress</c>: how many live pictures each perturbation turns into attacks.</summary>
internal static class LivenessStressCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "A folder of pictures of live people." };
        var pack = LivenessModels.PackOption();
        var step = new Option<int>("--step") { Description = "Takes every so many pictures.", DefaultValueFactory = _ => 1 };
        var command = new Command("liveness-stress", "Measures BPCER on live pictures that were compressed, reduced or recoloured.") { folder, pack, step };
        command.SetAction(result =>
        {
            var files = Directory.EnumerateFiles(result.GetRequiredValue(folder).FullName, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Where((_, index) => index % Math.Max(1, result.GetValue(step)) == 0)
                .ToArray();
            LivenessModels.With(result.GetValue(pack), catalogue =>
            {
                var faces = new FaceAnalyzer(catalogue);
                Console.WriteLine($"networks: {string.Join(" + ", faces.LivenessModels)}");
                foreach (var perturbation in Perturbation.All)
                {
                    Print(perturbation.Name, [.. files.Select(file => Judge(faces, file, perturbation)).OfType<Presentation>()]);
                }
            });
            return 0;
        });
        return command;
    }

    private static Presentation? Judge(FaceAnalyzer faces, string file, Perturbation perturbation)
    {
        using var decoded = ImageDecoder.Decode(File.ReadAllBytes(file));
        if (decoded.Image is not { } image)
        {
            return null;
        }

        using var changed = perturbation.Apply(image);
        return Presentation.Judge(faces, changed, file, Presentation.BonaFide);
    }

    private static void Print(string name, IReadOnlyList<Presentation> live)
    {
        var judged = live.Where(one => one.Accepted is not null).ToArray();
        var median = judged.Length == 0 ? double.NaN : judged.Select(one => one.Logit!.Value).Order().ElementAt(judged.Length / 2);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-22} BPCER {judged.Count(one => one.Accepted == false) / (double)Math.Max(1, judged.Length),6:0.0%} of {judged.Length}, not judged {live.Count - judged.Length}, median logit {median:0.0}"));
    }
}
