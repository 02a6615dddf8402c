using System.CommandLine;
using Idv.Galleries;
using Idv.Host.Galleries;
using Spectre.Console;

namespace Idv.Host.Commands;

/// <summary><c>idv gallery …</c>: what an operator does to a gallery. The service must not have it open meanwhile.</summary>
internal static class GalleryCommand
{
    public static Command Create() => new("gallery", "Look after a gallery.")
    {
        Stats(),
        Rewrite("compact", "Rewrite the gallery without deleted and replaced templates, so that no file holds a byte of them.", static (gallery, progress) => gallery.Compact(progress)),
        Rewrite("rekey", "Issue the gallery again under new keys: nothing learnt from the old files compares with the new ones.", static (gallery, progress) => gallery.Rekey(progress)),
        Tune(),
        Export(),
        Import(),
        Reindex(),
    };

    private static Command Stats()
    {
        var json = CommonOptions.Json();
        var choice = new GalleryChoice();
        var command = new Command("stats", "Print size, model and state.") { json };
        choice.AddTo(command);
        command.SetAction(parsed => choice.With(parsed, gallery =>
        {
            var statistics = gallery.Require().Statistics();
            if (parsed.GetValue(json))
            {
                CommonOptions.PrintJson(statistics);
            }
            else
            {
                AnsiConsole.MarkupLine($"[bold]{statistics.Subjects:N0}[/] subjects, {statistics.Templates:N0} templates of {Markup.Escape(statistics.Model)} ({statistics.Dimension} numbers), {statistics.DeadTemplates:N0} deleted and not yet compacted");
                AnsiConsole.MarkupLine($"{statistics.VectorBytes / 1e6:N1} MB in memory, {statistics.SegmentBytes / 1e6:N1} MB in {statistics.Segments} encrypted segments, issue {statistics.Issue}, kernel {Markup.Escape(statistics.Kernel)}");
            }

            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Rewrite(string name, string description, Action<Gallery, IProgress<GalleryProgress>> work)
    {
        var choice = new GalleryChoice();
        var command = new Command(name, description);
        choice.AddTo(command);
        command.SetAction(parsed => choice.With(parsed, gallery =>
        {
            var opened = gallery.Require();
            WithProgress(name, progress => work(opened, progress));
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Tune()
    {
        var json = CommonOptions.Json();
        var choice = new GalleryChoice(keepSketches: true);
        var command = new Command("tune", "Measure what approximate search would find and cost on this gallery, beside exact search.") { json };
        choice.AddTo(command);
        command.SetAction(parsed => choice.With(parsed, gallery =>
        {
            var report = gallery.Require().Tune(new TuningOptions());
            if (parsed.GetValue(json))
            {
                CommonOptions.PrintJson(report);
                return ExitCodes.Success;
            }

            AnsiConsole.MarkupLine($"{report.Probes} probes made from {report.Templates:N0} templates; exact search finds {report.ExactMatedHitRate:P1} first in {report.ExactMedianMilliseconds:0.00} ms (median)");
            var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey).AddColumns("short list", "found first", "of the exact ten", "median ms", "p95 ms");
            foreach (var row in report.Rows)
            {
                table.AddRow($"{row.ShortList:N0}", $"{row.MatedHitRate:P1}", $"{row.Recall:P1}", $"{row.MedianMilliseconds:0.00}", $"{row.P95Milliseconds:0.00}");
            }

            AnsiConsole.Write(table);
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Export()
    {
        var file = new Argument<FileInfo>("file") { Description = "Where to write the templates. They are readable by anyone who has the file: protect it as the pictures." };
        var choice = new GalleryChoice();
        var command = new Command("export", "Write all templates to a file, and the subjects' ids to a .csv beside it.") { file };
        choice.AddTo(command);
        command.SetAction(parsed => choice.With(parsed, gallery =>
        {
            var target = parsed.GetRequiredValue(file);
            var opened = gallery.Require();
            using (var stream = target.Create())
            {
                WithProgress("export", progress => opened.Export(stream, progress));
            }

            using var ids = new StreamWriter(Path.ChangeExtension(target.FullName, ".csv"));
            opened.ExportIds(ids);
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "A file that 'idv gallery export' wrote." };
        var choice = new GalleryChoice();
        var command = new Command("import", "Enrol the subjects of an export; those that are enrolled already are left as they are.") { file };
        choice.AddTo(command);
        command.SetAction(parsed => choice.With(parsed, gallery =>
        {
            var source = parsed.GetRequiredValue(file);
            if (!source.Exists)
            {
                throw new CommandFailedException($"{source} does not exist.");
            }

            using var stream = source.OpenRead();
            var report = gallery.Shelf.Open(gallery.Tenant, gallery.Name).Import(stream, ImportConflict.Skip);
            AnsiConsole.MarkupLine($"[bold]{report.Enrolled:N0}[/] enrolled, {report.Skipped:N0} enrolled already");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Reindex()
    {
        var from = new Option<DirectoryInfo>("--from")
        {
            Description = "Pictures of the enrolled people; a picture's path below the folder, without its ending, is the subject's id.",
            Required = true,
        };
        var forget = new Option<bool>("--forget-others") { Description = "Replace the gallery although some people have no usable picture: they are lost." };
        var json = CommonOptions.Json();
        var choice = new GalleryChoice();
        var command = new Command(
            "reindex",
            $"Enrol everybody of a gallery again, from pictures, after the embedder was replaced. The old gallery stays until everybody is enrolled; an interrupted run can be repeated. Exit codes: {ExitCodes.Success} replaced, {ExitCodes.Review} not replaced because pictures are missing or refused.")
        {
            from, forget, json,
        };
        choice.AddTo(command);
        command.SetAction(parsed => choice.With(parsed, gallery =>
        {
            var folder = parsed.GetRequiredValue(from);
            if (!folder.Exists)
            {
                throw new CommandFailedException($"The folder {folder} does not exist.");
            }

            if (!gallery.Shelf.Exists(gallery.Tenant, gallery.Name))
            {
                throw new CommandFailedException($"There is no gallery '{gallery.Name}' of tenant '{gallery.Tenant}'.");
            }

            ReindexingOutcome? outcome = null;
            void Work(Action<int, int>? report) =>
                outcome = gallery.Reindexing.Run(gallery.Tenant, gallery.Name, SubjectPictures.List(folder), parsed.GetValue(forget), report);
            if (parsed.GetValue(json))
            {
                Work(report: null);
                CommonOptions.PrintJson(outcome);
            }
            else
            {
                AnsiConsole.Progress().Start(context =>
                {
                    var task = context.AddTask("reindex");
                    Work((done, total) => (task.MaxValue, task.Value) = (total, done));
                });
                Print(outcome);
            }

            return outcome is null or { Replaced: true } ? ExitCodes.Success : ExitCodes.Review;
        }));
        return command;
    }

    private static void Print(ReindexingOutcome? outcome)
    {
        if (outcome is null)
        {
            AnsiConsole.MarkupLine("The gallery is one of the embedder in use: there is nothing to do.");
            return;
        }

        AnsiConsole.MarkupLine(
            $"[bold]{outcome.Enrolled:N0}[/] of {outcome.Subjects:N0} enrolled again, {outcome.Missing.Count} without a picture, {outcome.Refused.Count} refused; {(outcome.Replaced ? "[green]the gallery is replaced[/]" : "[yellow]the old gallery stays[/]")}");
        foreach (var subject in outcome.Missing)
        {
            AnsiConsole.MarkupLine($"[yellow]{Markup.Escape(subject)}[/]: no picture");
        }

        foreach (var subject in outcome.Refused)
        {
            AnsiConsole.MarkupLine($"[yellow]{Markup.Escape(subject.Subject)}[/]: {Markup.Escape(subject.Message)}");
        }
    }

    private static void WithProgress(string name, Action<IProgress<GalleryProgress>> work) => AnsiConsole.Progress().Start(context =>
    {
        var task = context.AddTask(name);
        work(new Progress<GalleryProgress>(progress =>
        {
            task.MaxValue = Math.Max(1, progress.Total);
            task.Value = progress.Done;
        }));
        task.Value = task.MaxValue;
    });
}
