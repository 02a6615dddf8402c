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
    public Answer<FacesContract> DetectFaces(Upload image, bool annotate = false)
    {
        var reading = engine.DetectFaces(image.Bytes, policy.DecodeLimits);
        return reading.Fault is { } fault
            ? Unreadable(image, fault)
            : new FacesContract(new SizeContract(reading.Width, reading.Height), [.. reading.Faces.Select(FaceTranslation.Face)])
            {
                AnnotatedImage = annotate ? AnnotatedPictures.Detection(image, reading, policy.DecodeLimits) : null,
            };
    }

    /// <inheritdoc/>
    public Answer<FaceComparisonContract> CompareFaces(Upload probe, Upload reference, bool annotate = false)
    {
        var reading = engine.CompareFaces(probe.Bytes, reference.Bytes, policy);
        return reading.Comparison is { } comparison
            ? FaceTranslation.Comparison(comparison) with
            {
                AnnotatedImage = annotate ? AnnotatedPictures.Comparison(probe, reference, reading, policy.DecodeLimits) : null,
            }
            : new EvidenceFault(
                reading.Obstacle!.Role == EvidenceRole.Reference ? reference.Field : probe.Field, reading.Obstacle.Code, reading.Obstacle.Message);
    }

    /// <inheritdoc/>
    public Answer<LivenessContract> JudgeLiveness(Upload file, bool isVideo, LivenessOptions options)
    {
        var request = LivenessTranslation.Request(options);
        var reading = isVideo ? engine.JudgeVideoLiveness(file.Bytes, request) : engine.JudgeLiveness(file.Bytes, request, policy.DecodeLimits);
        return reading.Check.Reasons.FirstOrDefault(reason => IsUnreadable(reason)) is { } reason
            ? new EvidenceFault(file.Field, reason.Code, reason.Message)
            : LivenessTranslation.Liveness(reading);
    }

    /// <inheritdoc/>
    public Answer<DocumentContract> ReadDocument(Upload front, Upload? back, bool annotate = false)
    {
        var reading = engine.ReadDocument(front.Bytes, back?.Bytes, policy);
        return Unreadable(reading.Checks) is { } fault
            ? fault
            : DocumentTranslation.Document(reading) with
            {
                AnnotatedImage = annotate ? AnnotatedPictures.Document(front, back, reading, policy.DecodeLimits) : null,
            };
    }

    /// <inheritdoc/>
    public Answer<MrzContract> ParseMrz(IReadOnlyList<string> lines) => MrzText.Parse(lines);

    private const string VideoField = "video";

    /// <inheritdoc/>
    public Answer<AamvaContract> ParseAamva(string payload) => AamvaText.Parse(payload);

    /// <inheritdoc/>
    public (double Smallest, double Largest) CalibratedRates => (engine.Faces.Comparer.Calibration.SmallestRate, engine.Faces.Comparer.Calibration.LargestRate);

    /// <inheritdoc/>
    public Answer<MediaContract> RecognizeMedia(Upload file)
    {
        var mediaType = MediaTypes.Recognise(file.Bytes.Span);
        if (file.Field == VideoField)
        {
            return mediaType?.StartsWith("video/", StringComparison.Ordinal) == true
                ? new MediaContract(mediaType)
                : new EvidenceFault(file.Field, ReasonCodes.VideoUnreadable, "The file is no MP4, QuickTime or WebM video.");
        }

        // Decoded as small as the format allows: enough to know that it can be, at a fraction of the cost.
        using var decoded = ImageDecoder.Decode(file.Bytes.Span, PixelFormat.Grey8, policy.DecodeLimits, longestSide: 64);
        return decoded.Fault is { } fault ? Unreadable(file, fault) : new MediaContract(mediaType ?? "application/octet-stream");
    }

    /// <summary>Verifies a person against a document without keeping anything.</summary>
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
        return Unreadable(report.Checks) is { } fault ? fault : ReportTranslation.Verification(report, TimeProvider.System.GetUtcNow());
    }

    private static bool IsUnreadable(CheckReason reason) => reason.Code is ReasonCodes.ImageUnreadable or ReasonCodes.VideoUnreadable;

    private static EvidenceFault Unreadable(Upload upload, DecodeFault fault) =>
        new(upload.Field, ReasonCodes.ImageUnreadable, fault.Message);

    /// <summary>
    /// A file that is no picture: the engine's report calls the check undecided, but over HTTP it is the caller's mistake and is
    /// answered as one.
    /// </summary>
    private static EvidenceFault? Unreadable(IEnumerable<Check> checks) => checks
        .SelectMany(check => check.Reasons)
        .Where(IsUnreadable)
        .Select(reason => new EvidenceFault(ReportTranslation.Image(reason.Role)!, reason.Code, reason.Message))
        .FirstOrDefault();
}
