using Idv.Engine.Checks;
using Idv.Engine.Liveness;
using Idv.Faces;
using Idv.Faces.Embedding;
using Idv.Faces.Liveness.Video;

namespace Idv.Engine;

/// <summary>What the person's stage hands on.</summary>
/// <param name="Analysis">The face, or null.</param>
/// <param name="Template">Its template, or null.</param>
/// <param name="Video">What the video said, or null.</param>
/// <param name="Checks">What was checked.</param>
internal sealed record ExaminedPerson(FaceAnalysis? Analysis, FaceTemplate? Template, VideoEvidence? Video, IReadOnlyList<Check> Checks);

/// <summary>Looks at the person in a selfie, a video, or both: then the video's liveness counts, and both must show the same person.</summary>
internal sealed class PersonExamination(FaceAnalyzer faces, SelfieExamination selfies, LivenessExamination liveness)
{
    /// <summary>The false match rate at which selfie and video must match; a stricter rate guards the document's portrait.</summary>
    private const double SamePersonRate = 0.001;

    /// <summary>Examines what was handed in.</summary>
    public ExaminedPerson Examine(EvidencePicture? selfie, ReadOnlyMemory<byte>? video, LivenessRequest request)
    {
        if (selfie is null && video is null)
        {
            var reason = new CheckReason(ReasonCodes.NoSelfie, "Neither a selfie nor a video was handed in.", EvidenceRole.Selfie);
            return new ExaminedPerson(
                null, null, null, [Check.Undecided(CheckCodes.SelfieFace, reason), Check.Undecided(CheckCodes.SelfieLiveness, reason)]);
        }

        if (video is not { } file)
        {
            var alone = selfies.Examine(selfie!);
            return new ExaminedPerson(alone.Analysis, alone.Template, null, [.. alone.Checks.Select(check => WithSignals(check, request))]);
        }

        var reading = liveness.Video(file, request);
        if (selfie is null)
        {
            var best = reading.Face;
            var frame = best is null ? reading.Check.Reasons.Take(1) : [];
            var found = best is null ? Check.Undecided(CheckCodes.SelfieFace, [.. frame]) : Check.Passed(CheckCodes.SelfieFace);
            return new ExaminedPerson(best, best?.Template, reading.Video, [found, reading.Check]);
        }

        var examined = selfies.Examine(selfie);
        return new ExaminedPerson(
            examined.Analysis,
            examined.Template,
            reading.Video,
            [examined.Checks.First(check => check.Code == CheckCodes.SelfieFace), SamePerson(reading, examined.Template)]);
    }

    private static Check WithSignals(Check check, LivenessRequest request) =>
        check.Code == CheckCodes.SelfieLiveness ? LivenessExamination.WithSignals(check, request.Signals, EvidenceRole.Selfie) : check;

    private Check SamePerson(LivenessReading reading, FaceTemplate? selfie)
    {
        if (selfie is null || reading.Face?.Template is not { } best || faces.Comparer.Compare(selfie, best, SamePersonRate).IsMatch)
        {
            return reading.Check;
        }

        var reason = new CheckReason(ReasonCodes.PersonChanged, "The selfie and the video show different people.", EvidenceRole.Video);
        return reading.Check with { Outcome = CheckOutcome.Fail, Reasons = [.. reading.Check.Reasons, reason] };
    }
}
