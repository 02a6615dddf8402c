using System.CommandLine;
using Idv.Specimens;
using Spectre.Console;

namespace Idv.Host.Commands;

/// <summary><c>idv specimens</c>.</summary>
internal static class SpecimensCommand
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Where to write the pictures and samples.json." };
        var command = new Command("specimens", "Render specimen documents and selfies to try the engine with.") { folder };
        command.SetAction(parsed =>
        {
            var target = parsed.GetRequiredValue(folder);
            SampleSet.Write(target.FullName);
            foreach (var file in target.EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal))
            {
                AnsiConsole.WriteLine($"{file.Name}  {file.Length / 1024} KiB");
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
