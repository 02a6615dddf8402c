using System.CommandLine;

namespace Idv.Host.Commands;

/// <summary><c>idv compare</c>.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var probe = new Argument<FileInfo>("probe") { Description = "The picture with the face to be judged." };
        var reference = new Argument<FileInfo>("reference") { Description = "The picture with the face to compare it with." };
        var rate = new Option<double?>("--fmr") { Description = "The false match rate at which to decide; 1e-4 by default." };
        var (config, json) = (CommonOptions.Config(), CommonOptions.Json());
        var command = new Command(
            "compare",
            $"Compare the largest face of two pictures. Exit codes: {ExitCodes.Success} match, {ExitCodes.Declined} no match, {ExitCodes.Failure} failure, {ExitCodes.Usage} bad usage.")
        {
            probe, reference, rate, config, json,
        };
        command.SetAction(parsed =>
        {
            var first = CommonOptions.Read(parsed.GetRequiredValue(probe), "probe");
            var second = CommonOptions.Read(parsed.GetRequiredValue(reference), "reference");
            var comparison = CommonOptions.WithEngine(parsed.GetValue(config), engine => engine.CompareFaces(first, second), parsed.GetValue(rate)).Require();
            if (parsed.GetValue(json))
            {
                CommonOptions.PrintJson(comparison);
            }
            else
            {
                ReportPrinter.Print(comparison);
            }

            return comparison.Match ? ExitCodes.Success : ExitCodes.Declined;
        });
        return command;
    }
}
