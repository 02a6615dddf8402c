using System.CommandLine;
using System.Globalization;

namespace Idv.Accuracy.Faces;

/// <summary><c>accuracy</c>: the verification protocol and all pairs of a folder of people.</summary>
internal static class FacesCommand
{
    public static Command Create()
    {
        var data = TestDataFolder.Option();
        var models = InstalledModels.Option();
        var half = HalfOption();
        var output = new Option<DirectoryInfo?>("--output") { Description = "Also writes accuracy.json, accuracy.csv and det.svg to this folder." };
        var command = new Command("accuracy", "Measures face comparison: LFW protocol and all pairs.") { data, models, half, output };
        command.SetAction(result =>
        {
            var folder = Path.Combine(result.GetRequiredValue(data).FullName, "faces", "lfw");
            if (!Directory.Exists(folder))
            {
                Console.Error.WriteLine($"There is no test data in {folder}.");
                return 2;
            }

            using var catalogue = InstalledModels.Open(result.GetRequiredValue(models));
            var report = FaceAccuracy.Run(catalogue, folder, folder + "-pairs.tsv", new FaceAccuracyOptions { Half = result.GetValue(half) });
            Console.Write(FaceAccuracyText.Table(report));
            if (result.GetValue(output) is { } target)
            {
                FaceAccuracyText.Write(report, target.FullName);
            }

            return 0;
        });
        return command;
    }

    /// <summary>The option that chooses people.</summary>
    public static Option<PeopleHalf> HalfOption() => new("--half")
    {
        Description = "Which people: All, Even (tuned on) or Odd (reported on).",
        DefaultValueFactory = _ => PeopleHalf.All,
    };
}

/// <summary><c>calibrate</c>: the table of similarities that goes into an embedder's card.</summary>
internal static class CalibrateCommand
{
    private static readonly double[] Rates = [0.5, 0.1, 0.03, 0.01, 0.003, 0.001, 3e-4, 1e-4, 3e-5, 1e-5];

    public static Command Create()
    {
        var data = TestDataFolder.Option();
        var models = InstalledModels.Option();
        var command = new Command("calibrate", "Prints the embedder's calibration for models/manifest.json.") { data, models };
        command.SetAction(result =>
        {
            var folder = Path.Combine(result.GetRequiredValue(data).FullName, "faces", "lfw");
            using var catalogue = InstalledModels.Open(result.GetRequiredValue(models));
            var report = FaceAccuracy.Run(
                catalogue, folder, pairsFile: null, new FaceAccuracyOptions { FalseMatchRates = Rates, BootstrapDraws = 0 });
            Console.WriteLine(string.Join(",\n", report.Rates.Select(rate => string.Create(
                CultureInfo.InvariantCulture, $"        {{ \"falseMatchRate\": {rate.FalseMatchRate:0.######}, \"similarity\": {rate.Threshold:0.0000} }}"))));
            return 0;
        });
        return command;
    }
}
