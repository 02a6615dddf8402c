using System.CommandLine;
using System.Globalization;
using Idv.Api.Contracts;

namespace Idv.Host.Commands;

/// <summary><c>idv verify</c>.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var front = new Argument<FileInfo>("front") { Description = "The document's front, or a passport's data page (JPEG, PNG, WebP, TIFF, BMP or PDF)." };
        var selfie = new Argument<FileInfo>("selfie") { Description = "A picture of the person." };
        var back = new Option<FileInfo?>("--back") { Description = "The document's back." };
        var name = new Option<string?>("--name") { Description = "The name that the document must give." };
        var birth = new Option<string?>("--birth-date") { Description = "The date of birth that the document must give, as yyyy-MM-dd." };
        var rate = new Option<double?>("--fmr") { Description = "The false match rate at which the faces must match; 1e-4 by default." };
        var (config, json) = (CommonOptions.Config(), CommonOptions.Json());
        birth.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !TryDate(result.Tokens[0].Value, out _))
            {
                result.AddError("--birth-date must be a date as yyyy-MM-dd.");
            }
        });
        var command = new Command(
            "verify",
            $"Verify a person against a document. Exit codes: {ExitCodes.Success} approved, {ExitCodes.Declined} declined, {ExitCodes.Review} undecided, {ExitCodes.Failure} failure, {ExitCodes.Usage} bad usage.")
        {
            front, selfie, back, name, birth, rate, config, json,
        };
        command.SetAction(parsed =>
        {
            var expected = new ExpectedPerson(parsed.GetValue(name), TryDate(parsed.GetValue(birth), out var date) ? date : null);
            var frontFile = CommonOptions.Read(parsed.GetRequiredValue(front), "front");
            var backFile = parsed.GetValue(back) is { } file ? CommonOptions.Read(file, "back") : null;
            var selfieFile = CommonOptions.Read(parsed.GetRequiredValue(selfie), "selfie");
            var report = CommonOptions.WithEngine(
                parsed.GetValue(config), engine => engine.Verify(frontFile, backFile, selfieFile, expected), parsed.GetValue(rate)).Require();
            if (parsed.GetValue(json))
            {
                CommonOptions.PrintJson(report);
            }
            else
            {
                ReportPrinter.Print(report);
            }

            return report.Decision switch { "approved" => ExitCodes.Success, "declined" => ExitCodes.Declined, _ => ExitCodes.Review };
        });
        return command;
    }

    private static bool TryDate(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
