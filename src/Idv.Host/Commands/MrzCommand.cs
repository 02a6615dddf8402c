using System.CommandLine;
using Idv.Host.Translation;

namespace Idv.Host.Commands;

/// <summary><c>idv mrz</c>.</summary>
internal static class MrzCommand
{
    public static Command Create()
    {
        var source = new Argument<string[]>("source")
        {
            Description = "A picture of a document, or the lines of a machine-readable zone.",
            Arity = ArgumentArity.OneOrMore,
        };
        var (config, json) = (CommonOptions.Config(), CommonOptions.Json());
        var command = new Command(
            "mrz",
            $"Read a machine-readable zone from a picture, or parse its lines. Exit codes: {ExitCodes.Success} valid, {ExitCodes.Declined} not valid, {ExitCodes.Failure} failure, {ExitCodes.Usage} bad usage.")
        {
            source, config, json,
        };
        command.SetAction(parsed =>
        {
            var given = parsed.GetRequiredValue(source);
            var mrz = given.Length == 1 && File.Exists(given[0])
                ? Read(parsed.GetValue(config), new FileInfo(given[0]))
                : MrzText.Parse(given).Require();
            if (parsed.GetValue(json))
            {
                CommonOptions.PrintJson(mrz);
            }
            else
            {
                ReportPrinter.Print(mrz);
            }

            return mrz.Valid ? ExitCodes.Success : ExitCodes.Declined;
        });
        return command;
    }

    private static Api.Contracts.MrzContract Read(FileInfo? config, FileInfo picture)
    {
        var file = CommonOptions.Read(picture, "front");
        var document = CommonOptions.WithEngine(config, engine => engine.ReadDocument(file, back: null)).Require();
        return document.Mrz ?? throw new CommandFailedException($"{picture}: no machine-readable zone was found.");
    }
}
