using Idv.Engine.Checks;
using Idv.Faces;
using Idv.Faces.Detection;
using Idv.Faces.Embedding;
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
    /// <summary>The least inter-eye distance in pixels at which a selfie is accepted; ISO/IEC 19794-5 asks 90 of a document's portrait.</summary>
    private const float LeastInterEyeDistance = 24;

    /// <summary>Below this the face is too blurred to compare or to judge; the samples' selfies measure 0.04 and more.</summary>
    private const double LeastSharpness = 0.02;

    /// <summary>Surroundings that the liveness model needs, in widths of the face; a little may be missing.</summary>
    private const double LeastMargin = -0.05;

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
            var reason = new CheckReason(ReasonCodes.NoFace, "No face was found in the selfie.", EvidenceRole.Selfie);
            return new ExaminedSelfie(null, null, [Check.Undecided(CheckCodes.SelfieFace, reason), Check.Undecided(CheckCodes.SelfieLiveness, reason)]);
        }

        var analysis = faces.Describe(pyramid, face, found);
        var obstacles = Obstacles(analysis, found).ToArray();
        var usable = obstacles.Length == 0 ? Check.Passed(CheckCodes.SelfieFace) : Check.Undecided(CheckCodes.SelfieFace, obstacles);
        return new ExaminedSelfie(analysis, analysis.Template, [usable, Liveness(pyramid, analysis, obstacles)]);
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

    private static IEnumerable<CheckReason> Obstacles(FaceAnalysis analysis, IReadOnlyList<DetectedFace> found)
    {
        if (found.Rival() is { } other)
        {
            yield return new CheckReason(ReasonCodes.SeveralFaces, "The selfie shows more than one person.", EvidenceRole.Selfie, other.Box);
        }

        if (analysis.Quality.InterEyeDistance < LeastInterEyeDistance)
        {
            yield return new CheckReason(ReasonCodes.FaceTooSmall, "The face is too small: move closer.", EvidenceRole.Selfie, analysis.Face.Box);
        }

        if (analysis.Quality.Sharpness < LeastSharpness)
        {
            yield return new CheckReason(ReasonCodes.FaceBlurred, "The face is blurred: hold still, with more light.", EvidenceRole.Selfie, analysis.Face.Box);
        }
    }

    private Check Liveness(ImagePyramid pyramid, FaceAnalysis analysis, CheckReason[] obstacles)
    {
        if (obstacles.Length > 0)
        {
            return Check.Undecided(CheckCodes.SelfieLiveness, obstacles);
        }

        if (analysis.Quality.Margin < LeastMargin)
        {
            return Check.Undecided(CheckCodes.SelfieLiveness, new CheckReason(
                ReasonCodes.FaceTooClose, "The face is cut by the frame: move back.", EvidenceRole.Selfie, analysis.Face.Box));
        }

        if (faces.Liveness(pyramid, analysis.Face) is not { } score)
        {
            return Check.Undecided(CheckCodes.SelfieLiveness, new CheckReason(
                ReasonCodes.LivenessUncertain, "The liveness model gave no answer.", EvidenceRole.Selfie));
        }

        return score.IsBonaFide switch
        {
            true => new Check(CheckCodes.SelfieLiveness, CheckOutcome.Pass, score.Score, score.BonaFideThreshold, []),
            false => new Check(CheckCodes.SelfieLiveness, CheckOutcome.Fail, score.Score, score.AttackThreshold, [new CheckReason(
                ReasonCodes.PresentationAttack, "The selfie looks like a picture of a print or a screen.", EvidenceRole.Selfie, analysis.Face.Box)]),
            null => new Check(CheckCodes.SelfieLiveness, CheckOutcome.Unknown, score.Score, score.BonaFideThreshold, [new CheckReason(
                ReasonCodes.LivenessUncertain, "The selfie can be judged neither live nor an attack: take it again in even light.", EvidenceRole.Selfie, analysis.Face.Box)]),
        };
    }
}
