using Idv.Api;
using Idv.Api.Contracts;
using Idv.Engine;
using Idv.Engine.Checks;
using Idv.Imaging;

namespace Idv.Host.Translation;

/// <summary>Our own API's operations on the real engine: reports in, contracts out.</summary>
/// <param name="engine">The engine.</param>
/// <param name="policy">By what to judge.</param>
internal sealed class EngineOperations(VerificationEngine engine, VerificationPolicy policy) : IEngineOperations
{
    /// <inheritdoc/>
    public Answer<FacesContract> DetectFaces(Upload image)
    {
        var reading = engine.DetectFaces(image.Bytes, policy.DecodeLimits);
        return reading.Fault is { } fault
            ? Unreadable(image, fault)
            : new FacesContract(new SizeContract(reading.Width, reading.Height), [.. reading.Faces.Select(FaceTranslation.Face)]);
    }

    /// <inheritdoc/>
    public Answer<FaceComparisonContract> CompareFaces(Upload probe, Upload reference)
    {
        var reading = engine.CompareFaces(probe.Bytes, reference.Bytes, policy);
        return reading.Comparison is { } comparison
            ? FaceTranslation.Comparison(comparison)
            : new EvidenceFault(
                reading.Obstacle!.Role == EvidenceRole.Reference ? reference.Field : probe.Field, reading.Obstacle.Code, reading.Obstacle.Message);
    }

    /// <inheritdoc/>
    public Answer<DocumentContract> ReadDocument(Upload front, Upload? back)
    {
        var reading = engine.ReadDocument(front.Bytes, back?.Bytes, policy);
        return Unreadable(reading.Checks) is { } fault ? fault : DocumentTranslation.Document(reading);
    }

    /// <inheritdoc/>
    public Answer<MrzContract> ParseMrz(IReadOnlyList<string> lines) => MrzText.Parse(lines);

    /// <inheritdoc/>
    public Answer<AamvaContract> ParseAamva(string payload) => AamvaText.Parse(payload);

    /// <inheritdoc/>
    public Answer<VerificationContract> Verify(Upload front, Upload? back, Upload selfie, ExpectedPerson? expected)
    {
        var report = engine.Verify(
            new VerificationEvidence
            {
                DocumentFront = front.Bytes,
                DocumentBack = back?.Bytes,
                Selfie = selfie.Bytes,
                ExpectedName = expected?.Name,
                ExpectedBirthDate = expected?.BirthDate,
            },
            policy);
        return Unreadable(report.Checks) is { } fault ? fault : ReportTranslation.Verification(report);
    }

    private static EvidenceFault Unreadable(Upload upload, DecodeFault fault) =>
        new(upload.Field, ReasonCodes.ImageUnreadable, fault.Message);

    /// <summary>
    /// A file that is no picture: the engine's report calls the check undecided, but over HTTP it is the caller's mistake and is
    /// answered as one.
    /// </summary>
    private static EvidenceFault? Unreadable(IEnumerable<Check> checks) => checks
        .SelectMany(check => check.Reasons)
        .Where(reason => reason.Code == ReasonCodes.ImageUnreadable)
        .Select(reason => new EvidenceFault(ReportTranslation.Image(reason.Role)!, reason.Code, reason.Message))
        .FirstOrDefault();
}
