using System.CommandLine;
using System.Globalization;
using Idv.Faces;
using Idv.Faces.Quality;

namespace Idv.Accuracy.Faces;

/// <summary>
/// <c>faces-quality</c>: fits the unified quality on the even half of the people and reports, on the odd half, what turning away the worst
/// pictures is worth.
/// </summary>
internal static class QualityCommand
{
    private const double FalseMatchRate = 1e-3;
    private const int Variants = 2;
    private const double Penalty = 1e-3;

    private static readonly double[] Shares = [0, 0.01, 0.02, 0.05, 0.1, 0.2];

    public static Command Create()
    {
        var data = TestDataFolder.Option();
        var models = InstalledModels.Option();
        var fit = new Option<bool>("--fit") { Description = "Also fits anew and prints the weights." };
        var untouched = new Option<double>("--untouched")
        {
            Description = "The share of probes that are not degraded: with none, so many comparisons fail that no rejection of 5% can halve them.",
            DefaultValueFactory = _ => 0.6,
        };
        var command = new Command("faces-quality", "Measures whether rejecting pictures by quality prevents errors.") { data, models, fit, untouched };
        command.SetAction(result =>
        {
            using var catalogue = InstalledModels.Open(result.GetRequiredValue(models));
            var analyzer = new FaceAnalyzer(catalogue);
            var folder = Path.Combine(result.GetRequiredValue(data).FullName, "faces", "lfw");
            Console.WriteLine($"FNMR at FMR {FalseMatchRate} after turning away   {string.Join(' ', Shares.Select(share => $"{share,7:0%}"))}");
            var reported = Compare(analyzer, folder, PeopleHalf.Odd, result.GetValue(untouched));
            Print("odd half, weights in use", reported.Reject(FaceQualityAccuracy.Unified, Shares));
            if (result.GetValue(fit))
            {
                var tuned = Compare(analyzer, folder, PeopleHalf.Even, result.GetValue(untouched));
                var model = tuned.Fit(Penalty);
                Print("even half, fitted anew", tuned.Reject(probe => -model.Score(Numbers(probe)), Shares));
                Print("odd half, fitted anew", reported.Reject(probe => -model.Score(Numbers(probe)), Shares));
                for (var i = 0; i < UnifiedQuality.Count; i++)
                {
                    var (index, sign) = (i, model.Weights[i] > 0 ? -1 : 1);
                    Print($"odd half, evidence {i} alone", reported.Reject(probe => sign * probe.Evidence[index], Shares));
                }

                Console.WriteLine($"weights [{string.Join(", ", model.Weights.Select(weight => weight.ToString("0.0000", CultureInfo.InvariantCulture)))}]");
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bias {model.Bias:0.0000}"));
            }

            return 0;
        });
        return command;
    }

    private static float[] Numbers(DegradedProbe probe) => [.. probe.Evidence.Select(value => (float)value)];

    private static FaceQualityAccuracy Compare(FaceAnalyzer analyzer, string folder, PeopleHalf half, double untouched)
    {
        var (probes, references, failures) = FaceQualityAccuracy.Make(analyzer, FacePicture.List(folder, half), Variants, untouched);
        var comparison = FaceQualityAccuracy.Compare(probes, references, FalseMatchRate);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{half}: {references.Count} pictures, {probes.Count} degraded, {failures} without a face, threshold {comparison.Threshold:0.000}"));
        return comparison;
    }

    private static void Print(string what, IReadOnlyList<QualityRejection> rejections) => Console.WriteLine(
        $"{what,-40} {string.Join(' ', rejections.Select(rejection => rejection.FalseNonMatchRate.ToString("0.00%", CultureInfo.InvariantCulture).PadLeft(7)))}");
}
