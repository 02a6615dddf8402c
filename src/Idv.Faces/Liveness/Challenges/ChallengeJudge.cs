namespace Idv.Faces.Liveness.Challenges;

/// <summary>
/// Judges challenges by the face's track over a video, each after the one before. A turn is a yaw of 20° from the person's usual direction and
/// back to half of it; a blink is eyes that open again within a second. Both can be shown on a screen: with a challenge that is drawn for each
/// session they make replays harder, and no more than that.
/// </summary>
internal static class ChallengeJudge
{
    private const float TurnDegrees = 20;
    private const float BackDegrees = TurnDegrees / 2;

    /// <summary>Closed eyes have this share of their usual opening; the landmarks never close them entirely.</summary>
    private const double ClosedShare = 0.6;

    /// <summary>Or the eye network is this sure, and the landmarks do not contradict it.</summary>
    private const double ClosedProbability = 0.7;

    private const double NearlyClosedShare = 0.85;

    private static readonly TimeSpan LongestBlink = TimeSpan.FromSeconds(1);

    /// <summary>Judges challenges in their order.</summary>
    public static IReadOnlyList<ChallengeOutcome> Judge(IReadOnlyList<FaceTrackPoint> track, IReadOnlyList<ActiveChallenge> challenges)
    {
        var outcomes = new List<ChallengeOutcome>(challenges.Count);
        var from = 0;
        var failed = false;
        foreach (var challenge in challenges)
        {
            var met = failed || track.Count == 0 ? null : challenge switch
            {
                ActiveChallenge.TurnLeft => FindTurn(track, from, direction: 1),
                ActiveChallenge.TurnRight => FindTurn(track, from, direction: -1),
                _ => FindBlink(track, from),
            };
            failed = met is null;
            outcomes.Add(new ChallengeOutcome(challenge, !failed, met is { } at ? track[at].Time : null));
            from = met ?? from;
        }

        return outcomes;
    }

    /// <summary>The point at which the head is back from a turn. Unmirrored, the person's left is the picture's right.</summary>
    private static int? FindTurn(IReadOnlyList<FaceTrackPoint> track, int from, int direction)
    {
        var usual = Median(track.Select(point => (double)point.Yaw));
        var (facing, turned) = (false, 0);
        for (var i = from; i < track.Count; i++)
        {
            var yaw = direction * (track[i].Yaw - usual);
            if (yaw < BackDegrees)
            {
                // Two points: one may be a landmarker's slip.
                if (turned >= 2)
                {
                    return i;
                }

                (facing, turned) = (true, 0);
            }
            else if (facing && yaw >= TurnDegrees)
            {
                turned++;
            }
        }

        return null;
    }

    private static int? FindBlink(IReadOnlyList<FaceTrackPoint> track, int from)
    {
        var usual = Median(track.Select(point => point.EyeOpening));
        int? lastOpen = null;
        var closed = false;
        for (var i = from; i < track.Count; i++)
        {
            var point = track[i];
            if (point.EyeOpening < ClosedShare * usual
                || (point.EyesClosed >= ClosedProbability && point.EyeOpening < NearlyClosedShare * usual))
            {
                closed = lastOpen is not null;
                continue;
            }

            if (closed && point.Time - track[lastOpen!.Value].Time <= LongestBlink)
            {
                return i;
            }

            (lastOpen, closed) = (i, false);
        }

        return null;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
