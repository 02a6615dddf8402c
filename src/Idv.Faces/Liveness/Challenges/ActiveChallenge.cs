namespace Idv.Faces.Liveness.Challenges;

/// <summary>What a person may be asked to do in front of the camera. Left and right are the person's own; pictures must not be mirrored.</summary>
public enum ActiveChallenge
{
    /// <summary>Turn the head to the left and back.</summary>
    TurnLeft,

    /// <summary>Turn the head to the right and back.</summary>
    TurnRight,

    /// <summary>Close both eyes for a moment.</summary>
    Blink,
}

/// <summary>Whether a challenge was met.</summary>
/// <param name="Challenge">The challenge.</param>
/// <param name="Met">Whether it was met, after the one before.</param>
/// <param name="At">When; null when it was not.</param>
public sealed record ChallengeOutcome(ActiveChallenge Challenge, bool Met, TimeSpan? At);
