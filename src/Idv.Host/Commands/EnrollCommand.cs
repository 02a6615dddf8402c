using System.Collections.Concurrent;
using System.CommandLine;
using Idv.Host.Galleries;
using Spectre.Console;

namespace Idv.Host.Commands;

/// <summary><c>idv enroll</c>.</summary>
internal static class EnrollCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Pictures of one face each; a picture's path below the folder, without its ending, is the subject's id." };
        var again = new Option<bool>("--again") { Description = "Enrol subjects again that are enrolled already." };
        var json = CommonOptions.Json();
        var choice = new GalleryChoice();
        var command = new Command(
            "enroll",
            $"Enrol every picture of a folder. Subjects that are enrolled already are skipped, so that an interrupted run can be repeated. Exit codes: {ExitCodes.Success} all enrolled, {ExitCodes.Review} some pictures refused, {ExitCodes.Failure} failure, {ExitCodes.Usage} bad usage.")
        {
            folder, again, json,
        };
        choice.AddTo(command);
        command.SetAction(parsed => choice.With(parsed, gallery =>
        {
            var outcome = Enrol(gallery, parsed.GetRequiredValue(folder), parsed.GetValue(again), parsed.GetValue(json));
            if (parsed.GetValue(json))
            {
                CommonOptions.PrintJson(outcome);
            }
            else
            {
                Print(outcome);
            }

            return outcome.Refused.Count == 0 ? ExitCodes.Success : ExitCodes.Review;
        }));
        return command;
    }

    private static EnrolmentOutcome Enrol(OpenedGallery gallery, DirectoryInfo folder, bool again, bool quiet)
    {
        if (!folder.Exists)
        {
            throw new CommandFailedException($"The folder {folder} does not exist.");
        }

        var pictures = SubjectPictures.List(folder);
        var opened = gallery.Shelf.Open(gallery.Tenant, gallery.Name);
        var refused = new ConcurrentBag<RefusedPicture>();
        var (enrolled, skipped) = (0, 0);

        void EnrolOne((string Subject, FileInfo File) picture)
        {
            var (subject, file) = picture;
            if (!again && opened.Find(subject) is not null)
            {
                Interlocked.Increment(ref skipped);
                return;
            }

            var answer = gallery.Operations.Enrol(gallery.Tenant, gallery.Name, subject, CommonOptions.Read(file, "image"));
            if (answer.Fault is { } fault)
            {
                refused.Add(new RefusedPicture(file.FullName, fault.Code, fault.Message));
            }
            else
            {
                Interlocked.Increment(ref enrolled);
            }
        }

        if (quiet)
        {
            Parallel.ForEach(pictures, EnrolOne);
        }
        else
        {
            AnsiConsole.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
                .Start(progress =>
                {
                    var task = progress.AddTask("enrol", maxValue: Math.Max(1, pictures.Count));
                    var start = TimeProvider.System.GetTimestamp();
                    Parallel.ForEach(pictures, picture =>
                    {
                        EnrolOne(picture);
                        lock (task)
                        {
                            task.Increment(1);
                            var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
                            task.Description = $"enrol {task.Value:0}/{pictures.Count}, {task.Value / seconds:0}/s";
                        }
                    });
                });
        }

        return new EnrolmentOutcome(pictures.Count, enrolled, skipped, [.. refused.OrderBy(picture => picture.File, StringComparer.Ordinal)]);
    }

    private static void Print(EnrolmentOutcome outcome)
    {
        AnsiConsole.MarkupLine($"[bold]{outcome.Enrolled}[/] enrolled, {outcome.Skipped} enrolled already, {outcome.Refused.Count} refused of {outcome.Pictures} pictures");
        foreach (var picture in outcome.Refused)
        {
            AnsiConsole.MarkupLine($"[yellow]{Markup.Escape(picture.File)}[/]: {Markup.Escape(picture.Message)}");
        }
    }

    private sealed record EnrolmentOutcome(int Pictures, int Enrolled, int Skipped, IReadOnlyList<RefusedPicture> Refused);

    private sealed record RefusedPicture(string File, string Code, string Message);
}
