using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Idv.Accuracy.Faces;

/// <summary>A report as a table for people and as files for programs.</summary>
public static class FaceAccuracyText
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>The figures as lines of text.</summary>
    public static string Table(FaceAccuracyReport report)
    {
        var text = new StringBuilder();
        Line(text, $"embedder              {report.ModelId} {report.ModelVersion}");
        Line(text, $"pictures              {report.Pictures} of {report.People} people, failures to enrol {report.FailuresToEnrol.Count}");
        if (report.Protocol is { } protocol)
        {
            Line(text, $"accuracy              {protocol.MeanAccuracy:0.00%} ± {protocol.StandardDeviation:0.00%} ({protocol.Pairs} pairs, {protocol.Folds.Count} folds)");
        }

        Line(text, $"comparisons           {report.GenuineComparisons} genuine, {report.ImpostorComparisons} impostor");
        Line(text, $"area under curve      {report.AreaUnderCurve:0.00000}, equal error rate {report.EqualErrorRate:0.00%}");
        foreach (var rate in report.Rates)
        {
            Line(text, $"FNMR at FMR {rate.FalseMatchRate:0e-0}      {rate.FalseNonMatchRate:0.00%} [{rate.Low:0.00%}, {rate.High:0.00%}] at similarity {rate.Threshold:0.0000}");
        }

        foreach (var format in report.Formats)
        {
            Line(text, $"stored as {format.Format,-12}{format.Bytes,5} bytes, FNMR {Shares(format.FalseNonMatchRates)}");
        }

        foreach (var group in report.Groups)
        {
            Line(text, $"{group.Group,-26}{group.Genuine,6} genuine, FNMR {Shares(group.FalseNonMatchRates)}; {group.Impostors,8} impostor, FMR {Shares(group.FalseMatchRates, "0.000%")}");
        }

        var times = report.Milliseconds;
        Line(text, $"median milliseconds   decode {times.Decode:0.0}, detect {times.Detect:0.0}, align and embed {times.Embed:0.0}");
        return text.ToString();
    }

    /// <summary>Writes <c>accuracy.json</c>, <c>accuracy.csv</c> and <c>det.svg</c>.</summary>
    public static void Write(FaceAccuracyReport report, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "accuracy.json"), JsonSerializer.Serialize(report, Format));
        var csv = new StringBuilder("threshold,false_match_rate,false_non_match_rate\n");
        foreach (var point in report.Curve)
        {
            Line(csv, $"{point.Threshold:0.####},{point.FalseMatchRate:g6},{point.FalseNonMatchRate:g6}");
        }

        File.WriteAllText(Path.Combine(folder, "accuracy.csv"), csv.ToString());
        File.WriteAllText(
            Path.Combine(folder, "det.svg"),
            DetPlot.Draw($"Detection error trade-off, {report.GenuineComparisons + report.ImpostorComparisons} comparisons", [($"{report.ModelId} {report.ModelVersion}", report.Curve)]));
    }

    private static string Shares(IEnumerable<double> rates, string format = "0.00%") =>
        string.Join(", ", rates.Select(rate => rate.ToString(format, CultureInfo.InvariantCulture)));

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
