using System.CommandLine;
using Idv.Host.Diagnosis;
using Spectre.Console;

namespace Idv.Host.Commands;

/// <summary><c>idv doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var data = new Option<DirectoryInfo?>("--data")
        {
            Description = "Also open every record and picture of the data folder (of the settings when none is named), and the audit log's chain.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var (config, json) = (CommonOptions.Config(), CommonOptions.Json());
        var command = new Command(
            "doctor",
            $"Check models, libraries, processor, GPU and data folder, and say what to do about each problem. Exit codes: {ExitCodes.Success} usable, {ExitCodes.Failure} a problem was found, {ExitCodes.Usage} bad usage.")
        {
            data, config, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var settings = CommonOptions.Settings(parsed.GetValue(config), parsed.GetValue(data));
            var findings = Doctor.Examine(settings).ToList();
            if (parsed.GetResult(data) is not null)
            {
                findings.AddRange(await DataExamination.ExamineAsync(settings, cancellation));
            }

            if (parsed.GetValue(json))
            {
                CommonOptions.PrintJson(findings.Select(finding => new
                {
                    finding.Subject,
                    Status = finding.Status.ToString().ToLowerInvariant(),
                    finding.Detail,
                    finding.Remedy,
                }));
            }
            else
            {
                Print(findings);
            }

            return findings.Exists(finding => finding.Status == FindingStatus.Problem) ? ExitCodes.Failure : ExitCodes.Success;
        });
        return command;
    }

    private static void Print(List<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var mark = finding.Status switch { FindingStatus.Ok => "[green]ok[/]     ", FindingStatus.Warning => "[yellow]warning[/]", _ => "[red]problem[/]" };
            AnsiConsole.MarkupLine($"{mark} [bold]{Markup.Escape(finding.Subject)}[/]: {Markup.Escape(finding.Detail)}");
            if (finding.Remedy is { } remedy)
            {
                AnsiConsole.MarkupLine($"        [yellow]{Markup.Escape(remedy)}[/]");
            }
        }
    }
}
