using System.CommandLine;
using Spectre.Console;

namespace Idv.Host.Commands;

/// <summary><c>idv search</c>.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var picture = new Argument<FileInfo>("picture") { Description = "The picture whose most prominent face is searched." };
        var top = new Option<int>("--top") { Description = "How many candidates to print.", DefaultValueFactory = _ => 10 };
        var json = CommonOptions.Json();
        var choice = new GalleryChoice();
        var command = new Command(
            "search",
            $"Search a gallery for a face. Exit codes: {ExitCodes.Success} the best candidate matches, {ExitCodes.Declined} nobody does, {ExitCodes.Failure} failure, {ExitCodes.Usage} bad usage.")
        {
            picture, top, json,
        };
        top.Validators.Add(result =>
        {
            if (result.GetValue(top) is < 1 or > 1000)
            {
                result.AddError("--top must be a whole number from 1 to 1000.");
            }
        });
        choice.AddTo(command);
        command.SetAction(parsed => choice.With(parsed, gallery =>
        {
            gallery.Require();
            var image = CommonOptions.Read(parsed.GetRequiredValue(picture), "image");
            var result = gallery.Operations.Search(gallery.Tenant, gallery.Name, image, parsed.GetValue(top)).Require();
            if (parsed.GetValue(json))
            {
                CommonOptions.PrintJson(result);
            }
            else
            {
                AnsiConsole.MarkupLine($"{result.Searched} templates searched; a match from {result.Threshold:0.000} on (false match rate {result.Fmr:g} per comparison)");
                foreach (var candidate in result.Candidates)
                {
                    AnsiConsole.MarkupLine($"{(candidate.Similarity >= result.Threshold ? "[green]match[/]  " : "[grey]no match[/]")} {candidate.Similarity:0.000}  {Markup.Escape(candidate.Subject)}");
                }
            }

            return result.Candidates.Count > 0 && result.Candidates[0].Similarity >= result.Threshold ? ExitCodes.Success : ExitCodes.Declined;
        }));
        return command;
    }
}
