using System.Text.Json;
using Idv.Api.Contracts;
using Idv.Api.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Idv.Api.Endpoints;

/// <summary><c>/v1/documents</c>.</summary>
internal static class DocumentEndpoints
{
    private const int MaximumLines = 8;

    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapPost("/documents/read", Read)
            .Describes<DocumentContract>("ReadDocument", "Reads a document", "Takes `front` and, for cards, `back`; answers type, fields with their source zone, MRZ, barcodes, portrait and checks. With `?annotate=true` the answer carries the pictures with the outline, portrait, zone, barcodes, fields and the verdict drawn on them.", "front", "back?");
        routes.MapPost("/documents/mrz", ParseMrz)
            .Describes<MrzContract>("ParseMrz", "Parses a machine-readable zone", "Takes `lines`, an array of strings; answers the data elements and every check digit.")
            .WithJsonField("lines", """["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]""");
        routes.MapPost("/documents/aamva", ParseAamva)
            .Describes<AamvaContract>("ParseAamva", "Parses a licence's barcode", "Takes `payload`, the characters of the PDF417 barcode on the back of a North American licence; answers its data elements.")
            .WithJsonField("payload", """ "@\n\nANSI 636026100102DL00410049ZA00900005DLDAQD12345678\nDCSSAMPLE\nDACMICHAEL\nDBB01061986\rZAZAATEST\r" """);
    }

    private static async Task<IResult> Read(HttpRequest request, IEngineOperations engine, EngineQueue queue)
    {
        var annotate = AnnotateQuery.Read(request);
        var form = await EvidenceForm.ReadAsync(request, "front", "back");
        return await queue.RunAsync(request.HttpContext, () => engine.ReadDocument(form.File("front"), form.OptionalFile("back"), annotate));
    }

    private static async Task<IResult> ParseMrz(HttpRequest request, IEngineOperations engine, EngineQueue queue)
    {
        var form = await EvidenceForm.ReadAsync(request);
        var lines = form.Json("lines") ?? throw new ProblemException(Problem.MissingField("lines"));
        if (lines.ValueKind != JsonValueKind.Array || lines.EnumerateArray().Any(line => line.ValueKind != JsonValueKind.String))
        {
            throw new ProblemException(Problem.InvalidField("lines", "invalid-lines", "The field 'lines' must be an array of strings."));
        }

        if (lines.GetArrayLength() is 0 or > MaximumLines)
        {
            throw new ProblemException(Problem.InvalidField("lines", "invalid-lines", $"The field 'lines' must hold 1 to {MaximumLines} strings."));
        }

        return await queue.RunAsync(request.HttpContext, () => engine.ParseMrz([.. lines.EnumerateArray().Select(line => line.GetString()!)]));
    }

    private static async Task<IResult> ParseAamva(HttpRequest request, IEngineOperations engine, EngineQueue queue)
    {
        var form = await EvidenceForm.ReadAsync(request);
        var payload = form.Json("payload") ?? throw new ProblemException(Problem.MissingField("payload"));
        return payload.ValueKind == JsonValueKind.String
            ? await queue.RunAsync(request.HttpContext, () => engine.ParseAamva(payload.GetString()!))
            : throw new ProblemException(Problem.InvalidField("payload", "invalid-payload", "The field 'payload' must be a string."));
    }
}
