using Idv.Api.Contracts;
using Idv.Engine;
using Idv.Engine.Checks;
using Idv.Engine.Liveness;
using Idv.Faces.Liveness.Challenges;
using Idv.Faces.Liveness.Video;

namespace Idv.Host.Translation;

/// <summary>Liveness in the words of our own API.</summary>
internal static class LivenessTranslation
{
    private static readonly Dictionary<ActiveChallenge, string> ChallengeNames = new()
    {
        [ActiveChallenge.TurnLeft] = "turn-left",
        [ActiveChallenge.TurnRight] = "turn-right",
        [ActiveChallenge.Blink] = "blink",
    };

    public static LivenessRequest Request(LivenessOptions options) => new()
    {
        Signals = options.Signals is { } signals
            ? new CaptureSignals
            {
                ExpectedNonce = signals.ExpectedNonce,
                Nonce = signals.Nonce,
                CameraLabel = signals.CameraLabel,
                FrameIntervals = signals.FrameIntervals ?? [],
            }
            : new CaptureSignals(),
        Challenges = [.. options.Challenges.Select(name => ChallengeNames.First(pair => pair.Value == name).Key)],
        Annotate = options.Annotate,
    };

    public static LivenessContract Liveness(LivenessReading reading)
    {
        var check = ReportTranslation.Check(reading.Check);
        return new LivenessContract(
            reading.Check.Outcome switch
            {
                CheckOutcome.Pass => true,
                CheckOutcome.Fail => false,
                _ => null,
            },
            check.Score,
            check.Threshold,
            reading.Method switch
            {
                LivenessMethod.PassiveImage => "FACE_PASSIVE_IMAGE",
                LivenessMethod.PassiveVideo => "FACE_PASSIVE_VIDEO",
                _ => "FACE_PASSIVE_ACTIVE",
            },
            check.Reasons,
            reading.Face is { } face ? FaceTranslation.Face(face) : null,
            reading.Video is { } video ? Video(video) : null,
            reading.Models,
            reading.Annotated);
    }

    private static VideoLivenessContract Video(VideoEvidence video) => new(
        video.Timing.Frames,
        FaceTranslation.Round(video.Timing.Duration.TotalSeconds, 3),
        FaceTranslation.Round(video.Timing.FramesPerSecond, 2),
        video.Reading.Shortened,
        video.Reading.Damaged,
        Rounded(video.Motion?.Face, 2),
        Rounded(video.Motion?.Background, 2),
        video.BestFrame,
        [.. video.Frames.Select(frame => new VideoFrameContract(
            FaceTranslation.Round(frame.Time.TotalSeconds, 3),
            Rounded(frame.Liveness?.Score, 4),
            Rounded(frame.Quality, 1),
            Rounded(frame.Similarity, 4),
            frame.Face is { } face ? FaceTranslation.Box(face) : null,
            [.. frame.Faults.Select(fault => CaptureGuidance.Reason(fault, EvidenceRole.Video).Code)]))],
        [.. video.Challenges.Select(challenge => new ChallengeContract(
            ChallengeNames[challenge.Challenge], challenge.Met, Rounded(challenge.At?.TotalSeconds, 3)))]);

    private static double? Rounded(double? value, int digits) => value is { } known ? FaceTranslation.Round(known, digits) : null;
}
