using System.CommandLine;
using Idv.Inference;
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
            try
            {
                var packages = Path.Combine(Path.GetDirectoryName(ModelCatalogue.FindDefaultManifest())!, "node_modules");
                foreach (var file in SampleSet.Write(target.FullName, packages))
                {
                    AnsiConsole.WriteLine(file);
                }
            }
            catch (Exception exception) when (exception is SpecimenSetupException or IOException or UnauthorizedAccessException)
            {
                throw new CommandFailedException(exception.Message);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
