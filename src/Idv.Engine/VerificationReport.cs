using Idv.Engine.Checks;
using Idv.Engine.Documents;
using Idv.Faces;
using Idv.Faces.Comparison;
using Idv.Faces.Embedding;
using Idv.Faces.Liveness.Video;

namespace Idv.Engine;

/// <summary>What a verification comes to.</summary>
public enum VerificationDecision
{
    /// <summary>Something could not be decided: a person must look, or the capture must be repeated.</summary>
    Review,

    /// <summary>Every check that the policy requires passed.</summary>
    Approved,

    /// <summary>A check failed.</summary>
    Declined,
}

/// <summary>The outcome of <see cref="VerificationEngine.Verify"/>.</summary>
/// <param name="Decision">What it comes to.</param>
/// <param name="Checks">Every check: the document's, the face's, and those between them.</param>
/// <param name="Document">What was read from the document.</param>
/// <param name="Selfie">The face of the selfie, or of the video's best frame; null without one.</param>
/// <param name="Comparison">Selfie against portrait, or null when either is missing.</param>
/// <param name="Video">What the video said, or null.</param>
/// <param name="Models">The versions of the models that took part, by id.</param>
/// <param name="Stages">How long each stage took, in order.</param>
public sealed record VerificationReport(
    VerificationDecision Decision,
    IReadOnlyList<Check> Checks,
    DocumentReading Document,
    FaceAnalysis? Selfie,
    FaceComparison? Comparison,
    VideoEvidence? Video,
    IReadOnlyDictionary<string, string> Models,
    IReadOnlyList<(string Stage, TimeSpan Duration)> Stages)
{
    /// <summary>The template of the selfie's face, for enrolment; null when there is none.</summary>
    public FaceTemplate? SelfieTemplate { get; init; }

    /// <summary>The check of this name, or null.</summary>
    public Check? Check(string code) => Checks.FirstOrDefault(check => check.Code == code);
}
