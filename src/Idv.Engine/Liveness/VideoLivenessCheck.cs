using Idv.Engine.Checks;
using Idv.Faces.Liveness.Video;

namespace Idv.Engine.Liveness;

/// <summary>A video's evidence as a check.</summary>
internal static class VideoLivenessCheck
{
    private static readonly Dictionary<VideoAnomaly, (string Code, string Message)> Anomalies = new()
    {
        [VideoAnomaly.Frozen] = (ReasonCodes.VideoFrozen, "Nothing moves: the video shows a still picture."),
        [VideoAnomaly.Looped] = (ReasonCodes.VideoLooped, "A stretch of the video comes again."),
        [VideoAnomaly.PersonChanged] = (ReasonCodes.PersonChanged, "The person changes during the video."),
        [VideoAnomaly.UnusualTiming] = (ReasonCodes.UnusualTiming, "The frames' times are not those of a camera: record again."),
    };

    /// <summary>Judges a video's evidence.</summary>
    public static Check Of(VideoEvidence video)
    {
        const EvidenceRole Role = EvidenceRole.Video;
        if (video.Reading.Fault is { } fault)
        {
            return Check.Undecided(CheckCodes.SelfieLiveness, new CheckReason(ReasonCodes.VideoUnreadable, fault.Message, Role));
        }

        CheckReason[] anomalies = [.. video.Anomalies.Select(anomaly => new CheckReason(Anomalies[anomaly].Code, Anomalies[anomaly].Message, Role))];
        if (video.IsManipulated)
        {
            return new Check(CheckCodes.SelfieLiveness, CheckOutcome.Fail, video.Score?.Score, video.Score?.Threshold, anomalies);
        }

        if (video.Score is not { } score)
        {
            var guidance = video.CommonestFault is { } common
                ? CaptureGuidance.Reason(common, Role)
                : new CheckReason(ReasonCodes.VideoTooShort, "The video is too short to be judged: record for at least two seconds.", Role);
            return Check.Undecided(CheckCodes.SelfieLiveness, [guidance, .. anomalies]);
        }

        if (!score.IsBonaFide)
        {
            var check = LivenessCheck.Of(score, Role, video.Best!.Face.Box);
            return check with { Reasons = [.. check.Reasons, .. anomalies] };
        }

        CheckReason[] unmet = [.. video.Challenges.Where(challenge => !challenge.Met).Select(challenge => new CheckReason(
            ReasonCodes.ChallengeNotMet, $"The challenge '{challenge.Challenge}' was not met: follow the instructions in their order.", Role))];
        return new Check(
            CheckCodes.SelfieLiveness,
            anomalies.Length + unmet.Length == 0 ? CheckOutcome.Pass : CheckOutcome.Unknown,
            score.Score,
            score.Threshold,
            [.. unmet, .. anomalies]);
    }
}
