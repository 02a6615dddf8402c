using Idv.Facades.Auditing;
using Idv.Facades.Http;
using Idv.Facades.Uqudo.Contracts;
using Idv.Facades.Uqudo.Faces;
using Idv.Facades.Uqudo.Scanning;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Idv.Facades.Uqudo.Endpoints;

/// <summary><c>POST /api/v1/scan</c>.</summary>
internal static class ScanEndpoint
{
    private const string Form = "multipart/form-data";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(UqudoApi.ScanPath, Scan)
        .Describe(
            "UqudoScan",
            "Scan API",
            "Reads a document. Query: `disableExpiryValidation` (false), `exportFaceImage` (true). A type without a reader answers SCAN_DOCUMENT_NOT_RECOGNIZED.")
        .WithTags("Scan")
        .Accepts<ScanForm>(Form)
        .Produces<ScanContract>();

    private static async Task<IResult> Scan(HttpContext http, DocumentScanner scanner, AuditTrail audit)
    {
        RequestBody.RequireMediaType(http.Request, Form);
        var form = await MultipartBody.ReadAsync(http.Request, ["frontImage", "backImage"], ["documentType"], SoleFaces.MostBytes);
        var type = ScanDocumentTypes.Find(form.Text("documentType") ?? throw Missing("documentType"));
        var front = Image(form, "frontImage") ?? throw Missing("frontImage");
        var back = Image(form, "backImage");
        var options = new ScanOptions(Flag(http.Request, "disableExpiryValidation") ?? false, Flag(http.Request, "exportFaceImage") ?? true);
        if (type.IsTwoSided && back is null && ImageSignature.Recognise(front.Span) != ImageSignature.Pdf)
        {
            throw Missing("backImage");
        }

        var tenantId = FacadeGate.TenantOf(http).Id;
        var scan = await scanner.ScanAsync(tenantId, type, front, back, options, http.RequestAborted);
        await audit.RecordAsync(tenantId, ApiNames.Uqudo, "document.scanned", type.Name, http.RequestAborted);
        return Results.Json(scan);
    }

    private static ReadOnlyMemory<byte>? Image(MultipartBody form, string field)
    {
        if (form.File(field) is not { } file)
        {
            return null;
        }

        if (file.Bytes.IsEmpty)
        {
            throw new FaultException(StatusCodes.Status400BadRequest, $"{field} is empty.");
        }

        var recognised = ImageSignature.Recognise(file.Bytes.Span)
            ?? throw new FaultException(StatusCodes.Status415UnsupportedMediaType, $"{field} is neither JPEG nor PNG nor PDF.");
        return recognised == ImageSignature.Pdf && file.MediaType is null or "application/octet-stream" or ImageSignature.Pdf
            ? file.Bytes
            : SoleFaces.Require(field, file.Bytes, file.MediaType).Bytes;
    }

    private static bool? Flag(HttpRequest request, string name) => request.Query[name].ToString() switch
    {
        "" => null,
        var text when bool.TryParse(text, out var flag) => flag,
        _ => throw new FaultException(StatusCodes.Status400BadRequest, $"{name} must be true or false."),
    };

    private static FaultException Missing(string field) => new(StatusCodes.Status400BadRequest, $"{field} is required.");
}
