using Idv.Engine.Checks;
using Idv.Faces;
using Idv.Faces.Liveness.Video;
using Idv.Imaging;

namespace Idv.Engine.Liveness;

/// <summary>Judges the liveness of the person in a picture or a short video.</summary>
internal sealed class LivenessExamination(FaceAnalyzer faces, SelfieExamination selfies)
{
    /// <summary>Judges a picture. Challenges are not looked for.</summary>
    public LivenessReading Picture(EvidencePicture picture, LivenessRequest request)
    {
        var examined = selfies.Examine(picture);
        var check = WithSignals(examined.Checks.First(check => check.Code == CheckCodes.SelfieLiveness), request.Signals, EvidenceRole.Selfie);
        var annotated = request.Annotate && picture.Pyramid is { } pyramid ? LivenessAnnotation.Draw(pyramid.Image, examined.Analysis, check) : null;
        return new LivenessReading(LivenessMethod.PassiveImage, check, examined.Analysis, null, faces.LivenessModels, annotated);
    }

    /// <summary>Judges a video.</summary>
    public LivenessReading Video(ReadOnlyMemory<byte> file, LivenessRequest request)
    {
        var evidence = faces.VideoLiveness(file.Span, request.Challenges);
        var check = WithSignals(VideoLivenessCheck.Of(evidence), request.Signals, EvidenceRole.Video);
        return new LivenessReading(
            request.Challenges.Count == 0 ? LivenessMethod.PassiveVideo : LivenessMethod.PassiveActive,
            check,
            evidence.Best,
            evidence,
            faces.LivenessModels,
            request.Annotate ? Annotate(evidence, check) : null);
    }

    /// <summary>Adds the signs of injection to a liveness check.</summary>
    public static Check WithSignals(Check check, CaptureSignals signals, EvidenceRole role)
    {
        var signs = InjectionSigns.Of(signals, role).ToArray();
        if (signs.Length == 0)
        {
            return check;
        }

        var outcome = InjectionSigns.NonceDiffers(signals) ? CheckOutcome.Fail
            : check.Outcome == CheckOutcome.Pass ? CheckOutcome.Unknown
            : check.Outcome;
        return check with { Outcome = outcome, Reasons = [.. check.Reasons, .. signs] };
    }

    private static byte[]? Annotate(VideoEvidence evidence, Check check)
    {
        if (evidence.BestPicture is not { } picture)
        {
            return null;
        }

        using var decoded = ImageDecoder.Decode(picture);
        return decoded.Image is { } image ? LivenessAnnotation.Draw(image, evidence.Best, check) : null;
    }
}
