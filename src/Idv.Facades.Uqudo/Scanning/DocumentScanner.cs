using Idv.Facades.Http;
using Idv.Facades.Uqudo.Contracts;
using Idv.Verifications;
using Idv.Verifications.Policies;
using Idv.Verifications.Processing;
using Idv.Verifications.Reports;
using Microsoft.AspNetCore.Http;

namespace Idv.Facades.Uqudo.Scanning;

/// <summary>How a scan is wanted.</summary>
/// <param name="DisableExpiryValidation">Whether an expired document is read too.</param>
/// <param name="ExportFaceImage">Whether the portrait is given back.</param>
internal sealed record ScanOptions(bool DisableExpiryValidation, bool ExportFaceImage);

/// <summary>Reads documents for the Scan API. Nothing of them is kept.</summary>
/// <param name="queue">Where the work waits for its turn.</param>
/// <param name="engine">The engine.</param>
/// <param name="clock">The time, for expiry.</param>
internal sealed class DocumentScanner(WorkQueue queue, IVerificationEngine engine, TimeProvider clock)
{
    /// <summary>Reads a document.</summary>
    /// <param name="tenantId">For whom.</param>
    /// <param name="type">The type that was asked for.</param>
    /// <param name="front">The file of the front.</param>
    /// <param name="back">The file of the back, or null.</param>
    /// <param name="options">What is wanted.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="FaultException">400: there is no reader for the type, the document is not of it, cannot be read, or has expired.</exception>
    public async Task<ScanContract> ScanAsync(
        string tenantId, ScanDocumentType type, ReadOnlyMemory<byte> front, ReadOnlyMemory<byte>? back, ScanOptions options, CancellationToken cancellation)
    {
        if (type.Reader == ScanReader.None)
        {
            throw Fault(ErrorCodes.DocumentNotRecognized, $"There is no reader for {type.Name} here.");
        }

        var now = clock.GetUtcNow();
        var request = new ExaminationRequest
        {
            Kind = VerificationKind.DocumentAndFace,
            Policy = new Policy { Id = Guid.Empty, TenantId = tenantId },
            Evidence = back is { } file
                ? [Evidence(EvidenceRole.DocumentFront, front, now), Evidence(EvidenceRole.DocumentBack, file, now)]
                : [Evidence(EvidenceRole.DocumentFront, front, now)],
            Liveness = LivenessMode.None,
            Today = DateOnly.FromDateTime(now.UtcDateTime),
        };
        var examination = await queue.RunAsync(tenantId, stop => engine.Examine(request, stop), cancellation);
        var document = examination.Documents is [var read, ..] ? read : throw Unreadable(type);
        Judge(type, document, options, request.Today);
        var portrait = options.ExportFaceImage ? examination.DerivedEvidence.FirstOrDefault(item => item.Role == EvidenceRole.Portrait) : null;
        return ScanTranslation.Of(type, document, portrait);
    }

    private static void Judge(ScanDocumentType type, DocumentReading document, ScanOptions options, DateOnly today)
    {
        var zone = type.Reader == ScanReader.Aamva ? DocumentZone.Barcode : DocumentZone.Mrz;
        if (document.Value(DocumentField.DocumentNumber, zone) is null && document.Value(DocumentField.Surname, zone) is null)
        {
            throw Unreadable(type);
        }

        var issuer = document.Value(DocumentField.IssuingState, zone);
        var isOtherKind = type.Name == "PASSPORT" && document.Type != DocumentType.Passport;
        if (isOtherKind || (type.Reader == ScanReader.Card && document.Type == DocumentType.Passport)
            || (type.Issuers.Count > 0 && issuer is not null && !type.Issuers.Contains(issuer)))
        {
            throw Fault(ErrorCodes.IncorrectType, $"The document is not of the type {type.Name}.");
        }

        if (!options.DisableExpiryValidation && document.Date(DocumentField.ExpiryDate) < today)
        {
            throw Fault(ErrorCodes.DocumentExpired, "The document has expired.");
        }
    }

    private static FaultException Unreadable(ScanDocumentType type) => Fault(
        ErrorCodes.DocumentNotRecognized,
        type.Reader == ScanReader.Aamva ? "No licence barcode can be read." : "No machine readable zone can be read.");

    private static FaultException Fault(string code, string detail) => new(StatusCodes.Status400BadRequest, detail, code);

    private static EvidenceContent Evidence(EvidenceRole role, ReadOnlyMemory<byte> bytes, DateTimeOffset now) => new(
        new Evidence
        {
            Id = Guid.CreateVersion7(now),
            Role = role,
            BlobId = Guid.Empty,
            MediaType = ImageSignature.Recognise(bytes.Span)!,
            Length = bytes.Length,
            ReceivedAt = now,
        },
        bytes);
}
