using System.CommandLine;
using System.Globalization;
using Idv.Faces;

namespace Idv.Accuracy.Liveness;

/// <summary><c>liveness</c>: error rates of presentation attack detection on a folder of presentations.</summary>
internal static class LivenessCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "A folder with a subfolder 'live' and one for each species of attack, such as 'print', 'replay', 'mask3d'." };
        var pack = LivenessModels.PackOption();
        var plot = new Option<FileInfo?>("--plot") { Description = "Writes the threshold sweep to this SVG file." };
        var list = new Option<bool>("--list") { Description = "Prints every presentation." };
        var step = new Option<int>("--step") { Description = "Takes every so many presentations of each species.", DefaultValueFactory = _ => 1 };
        var command = new Command("liveness", "Measures presentation attack detection: APCER, BPCER, ACER, AUC.") { folder, pack, plot, list, step };
        command.SetAction(result =>
        {
            var files = Presentation.List(result.GetRequiredValue(folder).FullName)
                .GroupBy(file => file.Species)
                .SelectMany(group => group.Where((_, index) => index % Math.Max(1, result.GetValue(step)) == 0))
                .ToArray();
            LivenessModels.With(result.GetValue(pack), catalogue =>
            {
                var faces = new FaceAnalyzer(catalogue);
                Presentation[] judged = [.. files.Select(file => Presentation.Judge(faces, file.File, file.Species, file.IsVideo))];
                Console.WriteLine($"networks: {string.Join(" + ", faces.LivenessModels)}");
                if (result.GetValue(list))
                {
                    foreach (var one in judged)
                    {
                        Console.WriteLine(string.Create(
                            CultureInfo.InvariantCulture,
                            $"{one.Species,-18} {Verdict(one),-12} {one.Logit,7:0.00} {Path.GetFileName(one.File)} {one.Reason}"));
                    }
                }

                foreach (var kind in judged.GroupBy(one => one.IsVideo).OrderBy(group => group.Key))
                {
                    Print(kind.Key ? "videos" : "stills", [.. kind]);
                }

                if (result.GetValue(plot) is { } file)
                {
                    File.WriteAllText(file.FullName, ThresholdSweep.Draw(string.Join(" + ", faces.LivenessModels), judged));
                }
            });
            return 0;
        });
        return command;
    }

    private static string Verdict(Presentation one) => one.Accepted switch { true => "live", false => "attack", _ => "not judged" };

    private static void Print(string kind, IReadOnlyList<Presentation> presentations)
    {
        var rates = ErrorRates.Of(presentations);
        Console.WriteLine($"{kind} (95% bootstrap intervals)");
        foreach (var (species, rate) in rates.AttackClassificationErrors)
        {
            Console.WriteLine($"  APCER {species,-18} {rate}; not judged {rates.AttackNonResponses[species]}");
        }

        if (rates.AttackClassificationErrors.Count > 0)
        {
            var (worst, error) = rates.AttackClassificationErrors.MaxBy(pair => pair.Value.Value);
            Console.WriteLine($"  APCER worst: {worst}          {error}");
        }

        Console.WriteLine($"  BPCER                    {rates.BonaFideClassificationError}; not judged {rates.BonaFideNonResponse}");
        Console.WriteLine($"  ACER (worst species)     {rates.AverageError}");
        Console.WriteLine($"  ACER (attacks pooled)    {rates.PooledAverageError}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  AUC                      {rates.AreaUnderCurve.Value:0.000} [{rates.AreaUnderCurve.Low:0.000}, {rates.AreaUnderCurve.High:0.000}]"));
    }
}
