using Idv.Engine.Checks;
using Idv.Engine.Liveness;
using Idv.Faces;
using Idv.Faces.Detection;
using Idv.Faces.Embedding;
using Idv.Faces.Liveness;
using Idv.Inference.Preprocessing;

namespace Idv.Engine;

/// <summary>What the selfie stage hands on.</summary>
/// <param name="Analysis">The face, or null.</param>
/// <param name="Template">Its template, or null.</param>
/// <param name="Checks">What was checked.</param>
internal sealed record ExaminedSelfie(FaceAnalysis? Analysis, FaceTemplate? Template, IReadOnlyList<Check> Checks);

/// <summary>Finds the person's face in a selfie and judges whether it can be used and is bona fide.</summary>
internal sealed class SelfieExamination(FaceAnalyzer faces)
{
    /// <summary>Examines a selfie.</summary>
    public ExaminedSelfie Examine(EvidencePicture selfie)
    {
        if (selfie.Pyramid is not { } pyramid)
        {
            var reason = DocumentExamination.Unreadable(selfie);
            return new ExaminedSelfie(null, null, [Check.Undecided(CheckCodes.SelfieFace, reason), Check.Undecided(CheckCodes.SelfieLiveness, reason)]);
        }

        var found = faces.Detect(pyramid, FaceSearch.Selfie);
        if (found.MostProminent() is not { } face)
        {
            var reason = CaptureGuidance.Reason(new CaptureFault(CaptureFaultCode.NoFace, null), EvidenceRole.Selfie);
            return new ExaminedSelfie(null, null, [Check.Undecided(CheckCodes.SelfieFace, reason), Check.Undecided(CheckCodes.SelfieLiveness, reason)]);
        }

        var analysis = faces.Describe(pyramid, face, found);
        var obstacles = CapturePreconditions.ForComparison(analysis, found).Select(fault => CaptureGuidance.Reason(fault, EvidenceRole.Selfie)).ToArray();
        var usable = obstacles.Length == 0 ? Check.Passed(CheckCodes.SelfieFace) : Check.Undecided(CheckCodes.SelfieFace, obstacles);
        return new ExaminedSelfie(analysis, analysis.Template, [usable, Liveness(pyramid, analysis, found)]);
    }

    /// <summary>Embeds the largest face of a picture, or says why there is none; a second large one is an obstacle when it must be alone.</summary>
    public (FaceTemplate? Template, CheckReason? Obstacle, DetectedFace? Face) EmbedMostProminent(EvidencePicture picture, bool alone)
    {
        if (picture.Pyramid is not { } pyramid)
        {
            return (null, DocumentExamination.Unreadable(picture), null);
        }

        var found = faces.Detect(pyramid, FaceSearch.Portrait);
        if (found.MostProminent() is not { } face)
        {
            return (null, new CheckReason(ReasonCodes.NoFace, "No face was found in the picture.", picture.Role), null);
        }

        if (alone && found.Rival() is { } other)
        {
            return (null, new CheckReason(ReasonCodes.SeveralFaces, "The picture shows more than one person.", picture.Role, other.Box), face);
        }

        return faces.Embed(pyramid, face) is { } template
            ? (template, null, face)
            : (null, new CheckReason(ReasonCodes.NoTemplate, "No template could be made of the face.", picture.Role, face.Box), face);
    }

    private Check Liveness(ImagePyramid pyramid, FaceAnalysis analysis, IReadOnlyList<DetectedFace> found)
    {
        CheckReason[] unfulfilled =
            [.. CapturePreconditions.ForLiveness(pyramid.Image, analysis, found).Select(fault => CaptureGuidance.Reason(fault, EvidenceRole.Selfie))];
        if (unfulfilled.Length > 0)
        {
            return Check.Undecided(CheckCodes.SelfieLiveness, unfulfilled);
        }

        return faces.Liveness(pyramid, analysis.Face) is { } score
            ? LivenessCheck.Of(score, EvidenceRole.Selfie, analysis.Face.Box)
            : Check.Undecided(CheckCodes.SelfieLiveness, new CheckReason(
                ReasonCodes.LivenessUncertain, "The liveness networks gave no answer.", EvidenceRole.Selfie));
    }
}
