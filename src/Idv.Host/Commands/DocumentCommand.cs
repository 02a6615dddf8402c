using System.CommandLine;
using Idv.Api;
using Idv.Api.Contracts;
using Idv.Documents.Barcodes;
using Idv.Host.Translation;
using Idv.Imaging;

namespace Idv.Host.Commands;

/// <summary><c>idv document read|mrz|aamva</c>.</summary>
internal static class DocumentCommand
{
    public static Command Create() => new("document", "Read documents, machine-readable zones and licences' barcodes.")
    {
        CreateRead(),
        MrzCommand.Create(),
        CreateAamva(),
    };

    private static Command CreateRead()
    {
        var front = new Argument<FileInfo>("front") { Description = "The document's front, or a passport's data page (JPEG, PNG, WebP, TIFF, BMP or PDF)." };
        var back = new Option<FileInfo?>("--back") { Description = "The document's back." };
        var annotate = new Option<FileInfo?>("--annotate") { Description = "Writes the pictures with what was found drawn on them to this file, as a JPEG." };
        var (config, json) = (CommonOptions.Config(), CommonOptions.Json());
        var command = new Command(
            "read",
            $"Read a document. Exit codes: {ExitCodes.Success} no check failed, {ExitCodes.Declined} a check failed, {ExitCodes.Failure} failure, {ExitCodes.Usage} bad usage.")
        {
            front, back, annotate, config, json,
        };
        command.SetAction(parsed =>
        {
            var frontFile = CommonOptions.Read(parsed.GetRequiredValue(front), "front");
            var backFile = parsed.GetValue(back) is { } file ? CommonOptions.Read(file, "back") : null;
            var drawing = parsed.GetValue(annotate);
            var document = CommonOptions.WithEngine(parsed.GetValue(config), engine => engine.ReadDocument(frontFile, backFile, drawing is not null)).Require();
            if (drawing is not null && document.AnnotatedImage is { } annotated)
            {
                Write(drawing, Convert.FromBase64String(annotated));
                document = document with { AnnotatedImage = null };
            }

            if (parsed.GetValue(json))
            {
                CommonOptions.PrintJson(document);
            }
            else
            {
                ReportPrinter.Print(document);
            }

            return document.Checks.Any(check => check.Outcome == CheckOutcomeContract.Fail) ? ExitCodes.Declined : ExitCodes.Success;
        });
        return command;
    }

    private static void Write(FileInfo file, byte[] content)
    {
        try
        {
            File.WriteAllBytes(file.FullName, content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{file}: {exception.Message}");
        }
    }

    private static Command CreateAamva()
    {
        var source = new Argument<string>("source") { Description = "A picture of the back of a licence, a file with the barcode's payload, or '-' for the payload on standard input." };
        var (config, json) = (CommonOptions.Config(), CommonOptions.Json());
        var command = new Command(
            "aamva",
            $"Read the barcode of a North American licence. Exit codes: {ExitCodes.Success} read, {ExitCodes.Failure} failure, {ExitCodes.Usage} bad usage.")
        {
            source, config, json,
        };
        command.SetAction(parsed =>
        {
            var licence = ReadAamva(parsed.GetRequiredValue(source));
            if (parsed.GetValue(json))
            {
                CommonOptions.PrintJson(licence);
            }
            else
            {
                ReportPrinter.Print(licence);
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static AamvaContract ReadAamva(string source)
    {
        if (source == "-")
        {
            return AamvaText.Parse(Console.In.ReadToEnd()).Require();
        }

        var file = CommonOptions.Read(new FileInfo(source), "payload");
        return FromPicture(file) ?? AamvaText.Parse(System.Text.Encoding.Latin1.GetString(file.Bytes.Span)).Require();
    }

    /// <summary>Reads the barcode of a picture; null when the file is no picture.</summary>
    /// <exception cref="CommandFailedException">The picture has no such barcode.</exception>
    private static AamvaContract? FromPicture(Upload file)
    {
        if (ImageDecoder.ReadHeader(file.Bytes.Span) is null)
        {
            return null;
        }

        using var decoded = ImageDecoder.Decode(file.Bytes.Span);
        if (decoded.Image is not { } image)
        {
            throw new CommandFailedException(decoded.Fault!.Message);
        }

        return DocumentBarcodeReader.Read(image).FirstOrDefault(barcode => barcode.Licence is not null) is { Licence: { } licence }
            ? AamvaText.Licence(licence)
            : throw new CommandFailedException("No licence's barcode was found in the picture.");
    }
}
