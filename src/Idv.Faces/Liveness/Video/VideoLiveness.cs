using System.Diagnostics;
using Idv.Faces.Detection;
using Idv.Faces.Liveness.Challenges;
using Idv.Imaging;
using Idv.Imaging.Video;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Liveness.Video;

/// <summary>
/// Passive liveness on a short video: the still image's networks on frames spread over it and the median of their scores, the same person
/// throughout, and signs that it is no camera's. One pass, bounded in frames, time and memory by <see cref="VideoLimits"/>.
/// </summary>
internal sealed class VideoLiveness(FaceAnalyzer faces)
{
    /// <summary>Looked-at frames at the most. When there are more, every other one is dropped and the interval doubles.</summary>
    private const int MostFrames = 20;

    /// <summary>The false match rate at which two frames count as the same person. Frames are worse than portraits, so it is a high one.</summary>
    private const double SamePersonRate = 0.01;

    /// <summary>
    /// The share of the time allowed for reading after which no further frame is looked at: on a busy machine the frames seen so far are an
    /// answer, and running out of time is none.
    /// </summary>
    private const double LookingShare = 0.5;

    /// <summary>Once a face was found, frames are not searched at quarter turns any more: a video does not turn in the middle.</summary>
    private static readonly FaceSearch Upright = FaceSearch.Selfie with { AllowRotation = false };

    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(0.12);
    private static readonly TimeSpan TrackInterval = TimeSpan.FromSeconds(0.05);

    /// <summary>Judges a video. Never throws for what the bytes hold.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="challenges">What the person was asked to do, in order.</param>
    /// <param name="limits">What the video may cost; the defaults when null.</param>
    public VideoEvidence Examine(ReadOnlySpan<byte> bytes, IReadOnlyList<ActiveChallenge> challenges, VideoLimits? limits = null)
    {
        limits ??= VideoLimits.Default;
        var pass = new Pass(faces, challenges.Count > 0, limits.MaxWallTime * LookingShare);
        var reading = VideoFrames.Read(bytes, pass.Visit, PixelFormat.Bgr24, limits);
        return pass.Conclude(reading, challenges);
    }

    /// <summary>The state of one pass over a video.</summary>
    private sealed class Pass(FaceAnalyzer faces, bool tracking, TimeSpan lookingTime)
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private readonly List<float[]> _signatures = [];
        private readonly List<TimeSpan> _times = [];
        private readonly List<LookedAt> _looked = [];
        private readonly List<FaceTrackPoint> _track = [];
        private TimeSpan _interval = FirstInterval;
        private double _bestMerit = double.NegativeInfinity;
        private FaceAnalysis? _best;
        private byte[]? _bestPicture;

        public void Visit(Image frame, TimeSpan time)
        {
            _signatures.Add(FrameSignature.Of(frame));
            _times.Add(time);
            var look = _looked.Count == 0 || time - _looked[^1].Evidence.Time >= _interval;
            var track = tracking && (_track.Count == 0 || time - _track[^1].Time >= TrackInterval);
            if ((!look && !track) || Stopwatch.GetElapsedTime(_start) > lookingTime)
            {
                return;
            }

            using var pyramid = new ImagePyramid(frame);
            List<DetectedFace> found = [.. faces.Detect(pyramid, _best is null ? FaceSearch.Selfie : Upright).OrderByDescending(face => face.Box.Area)];
            if (track && found.Count > 0)
            {
                _track.Add(FaceTrackPoint.Of(time, found[0].Landmarks, faces.EyesClosed(pyramid, found[0])));
            }

            if (look)
            {
                Look(pyramid, found, time);
            }
        }

        public VideoEvidence Conclude(VideoReading reading, IReadOnlyList<ActiveChallenge> challenges)
        {
            var frames = _looked.ConvertAll(looked => looked.Evidence with { Similarity = Similarity(looked.Analysis) });
            var timing = VideoTiming.Of(_times);
            int? best = _best is null ? null : _looked.FindIndex(looked => ReferenceEquals(looked.Analysis, _best));
            return new VideoEvidence(
                reading,
                timing,
                frames,
                Median([.. frames.Where(frame => frame.Liveness is not null).Select(frame => frame.Liveness!.Value)]),
                [.. Anomalies(frames, timing)],
                Motion(),
                _best,
                best >= 0 ? best : null,
                _bestPicture,
                ChallengeJudge.Judge(_track, challenges));
        }

        private static LivenessScore? Median(LivenessScore[] scores)
        {
            if (scores.Length < VideoEvidence.LeastJudgedFrames)
            {
                return null;
            }

            Array.Sort(scores, static (a, b) => a.Logit.CompareTo(b.Logit));
            var middle = scores.Length / 2;
            return scores.Length % 2 == 1 ? scores[middle] : scores[middle] with { Logit = (scores[middle - 1].Logit + scores[middle].Logit) / 2 };
        }

        private void Look(ImagePyramid pyramid, List<DetectedFace> found, TimeSpan time)
        {
            if (_looked.Count == MostFrames)
            {
                // Keeps the first, the third and so on: still evenly spread.
                var place = 0;
                _looked.RemoveAll(_ => place++ % 2 == 1);
                _interval *= 2;
                if (time - _looked[^1].Evidence.Time < _interval)
                {
                    return;
                }
            }

            if (found.Count == 0)
            {
                _looked.Add(new LookedAt(
                    new FrameEvidence(time, null, null, null, null, null, [new CaptureFault(CaptureFaultCode.NoFace, null)]), null, _signatures[^1], pyramid.Image));
                return;
            }

            var analysis = faces.Describe(pyramid, found[0], found);
            CaptureFault[] faults = [.. CapturePreconditions.ForLiveness(pyramid.Image, analysis, found)];
            _looked.Add(new LookedAt(
                new FrameEvidence(
                    time, found[0].Box, analysis.Pose, analysis.Quality.Unified, faults.Length == 0 ? faces.Liveness(pyramid, found[0]) : null, null, faults),
                analysis,
                _signatures[^1],
                pyramid.Image));

            // A frame that can be judged is better than any that cannot.
            var merit = (analysis.Quality.Unified ?? 0) + (faults.Length == 0 ? 1000 : 0);
            if (merit > _bestMerit)
            {
                (_bestMerit, _best, _bestPicture) = (merit, analysis, ImageEncoder.EncodeJpeg(pyramid.Image));
            }
        }

        private double? Similarity(FaceAnalysis? analysis) => analysis?.Template is { } template && _best?.Template is { } reference
            ? faces.Comparer.Compare(template, reference, SamePersonRate).Similarity
            : null;

        private IEnumerable<VideoAnomaly> Anomalies(List<FrameEvidence> frames, VideoTiming timing)
        {
            if (VideoRepetition.IsFrozen(_signatures))
            {
                yield return VideoAnomaly.Frozen;
            }
            else if (VideoRepetition.IsLooped(_signatures, _times))
            {
                yield return VideoAnomaly.Looped;
            }

            // Two frames: a single one may be blurred by a movement. Frames that cannot be judged are not compared either.
            var limit = faces.Comparer.Calibration.ThresholdFor(SamePersonRate);
            if (frames.Count(frame => frame.Faults.Count == 0 && frame.Similarity < limit) >= 2)
            {
                yield return VideoAnomaly.PersonChanged;
            }

            if (timing.IsUnusual)
            {
                yield return VideoAnomaly.UnusualTiming;
            }
        }

        private VideoMotion? Motion()
        {
            var (inside, outside) = (new List<float>(), new List<float>());
            for (var i = 1; i < _looked.Count; i++)
            {
                if (_looked[i].Evidence.Face is not { } face)
                {
                    continue;
                }

                var change = FrameSignature.Difference(_looked[i - 1].Signature, _looked[i].Signature, face, _looked[i].Width, _looked[i].Height);
                if (change.Inside is { } within)
                {
                    inside.Add(within);
                }

                if (change.Outside is { } beyond)
                {
                    outside.Add(beyond);
                }
            }

            return inside.Count == 0 ? null : new VideoMotion(inside.Average(), outside.Count == 0 ? null : outside.Average());
        }
    }

    /// <summary>A looked-at frame and what is needed of it until the end. The frame itself is gone by then.</summary>
    private sealed class LookedAt(FrameEvidence evidence, FaceAnalysis? analysis, float[] signature, Image frame)
    {
        public FrameEvidence Evidence { get; } = evidence;

        public FaceAnalysis? Analysis { get; } = analysis;

        public float[] Signature { get; } = signature;

        public int Width { get; } = frame.Width;

        public int Height { get; } = frame.Height;
    }
}
