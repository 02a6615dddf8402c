using System.CommandLine;
using System.Text.RegularExpressions;
using Idv.Host.Settings;
using Idv.Host.Translation;
using Idv.Inference;
using Spectre.Console;

namespace Idv.Host.Commands;

/// <summary><c>idv models …</c>: what is installed, whether it is what its cards say, and packs of an operator's own.</summary>
internal static partial class ModelsCommand
{
    public static Command Create() => new("models", "Look after the models.") { List(), Verify(), Add() };

    private static Command List()
    {
        var (data, config, json) = (DataOption(), CommonOptions.Config(), CommonOptions.Json());
        var command = new Command("list", "Print the installed models.") { data, config, json };
        command.SetAction(parsed =>
        {
            using var catalogue = EngineFactory.OpenCatalogue(Settings(parsed, data, config));
            if (parsed.GetValue(json))
            {
                CommonOptions.PrintJson(catalogue.Cards);
                return ExitCodes.Success;
            }

            var table = new Table().Border(TableBorder.Rounded).BorderColor(Color.Grey).AddColumns("id", "version", "task", "licence", "from");
            foreach (var card in catalogue.Cards)
            {
                table.AddRow(Markup.Escape(card.Id), Markup.Escape(card.Version), Markup.Escape(card.Task), Markup.Escape(card.Licence), Markup.Escape($"{card.Source.Package} {card.Source.Version}"));
            }

            AnsiConsole.Write(table);
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Verify()
    {
        var (data, config) = (DataOption(), CommonOptions.Config());
        var command = new Command("verify", "Compare the hash of every model's file with its card.") { data, config };
        command.SetAction(parsed =>
        {
            using var catalogue = EngineFactory.OpenCatalogue(Settings(parsed, data, config));
            var failed = false;
            foreach (var card in catalogue.Cards)
            {
                try
                {
                    catalogue.Verify(card.Id);
                    AnsiConsole.MarkupLine($"[green]ok[/]      {Markup.Escape(card.Id)}");
                }
                catch (ModelException exception)
                {
                    failed = true;
                    AnsiConsole.MarkupLine($"[red]refused[/] {Markup.Escape(exception.Message)}");
                }
            }

            return failed ? ExitCodes.Failure : ExitCodes.Success;
        });
        return command;
    }

    private static Command Add()
    {
        var name = new Argument<string>("pack") { Description = "The name to install the pack under. The cards of yunet and lightqnet come with the program: for these the folder needs the files alone." };
        var from = new Option<DirectoryInfo>("--from") { Description = "The folder with the pack's files and, unless the pack is a known one, its manifest.json.", Required = true };
        var (data, config) = (DataOption(), CommonOptions.Config());
        name.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !PackName().IsMatch(result.Tokens[0].Value))
            {
                result.AddError("A pack's name has 1 to 64 letters, digits, dashes and underscores.");
            }
        });
        var command = new Command("add", "Verify a pack and install it; a model that it shares an id with is replaced.") { name, from, data, config };
        command.SetAction(parsed =>
        {
            try
            {
                var cards = ModelPack.Install(parsed.GetRequiredValue(name), parsed.GetRequiredValue(from).FullName, EngineFactory.PackFolder(Settings(parsed, data, config)), ModelPack.Known(ModelCatalogue.FindDefaultManifest()));
                foreach (var card in cards)
                {
                    AnsiConsole.MarkupLine($"[green]installed[/] {Markup.Escape(card.Id)} {Markup.Escape(card.Version)}");
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new CommandFailedException($"The pack cannot be installed: {exception.Message}");
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static Option<DirectoryInfo?> DataOption() => new("--data") { Description = "The data folder." };

    private static ApplianceSettings Settings(ParseResult parsed, Option<DirectoryInfo?> data, Option<FileInfo?> config)
    {
        Dictionary<string, string?> overrides = new(StringComparer.Ordinal);
        if (parsed.GetValue(data) is { } folder)
        {
            overrides["Storage:Path"] = folder.FullName;
        }

        return SettingsLoader.Load(parsed.GetValue(config)?.FullName, overrides);
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PackName();
}
