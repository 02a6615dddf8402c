namespace Idv.Faces.Detection;

/// <summary>Which of several faces a picture is about.</summary>
public static class FaceProminence
{
    /// <summary>A second face counts when its box has at least this share of the first one's area: bystanders are small.</summary>
    private const float RivalShare = 0.4f;

    /// <summary>The face that the picture is about: the largest; of two of a size the more certain one. Null when there is none.</summary>
    /// <param name="faces">Faces, the most certain first.</param>
    public static DetectedFace? MostProminent(this IEnumerable<DetectedFace> faces) => faces.MaxBy(face => face.Box.Area);

    /// <summary>Another face that the picture could as well be about; null when there is none.</summary>
    /// <param name="faces">Faces, the most certain first.</param>
    public static DetectedFace? Rival(this IReadOnlyCollection<DetectedFace> faces)
    {
        var first = faces.MostProminent();
        var second = faces.Where(face => !ReferenceEquals(face, first)).MostProminent();
        return first is not null && second is not null && second.Box.Area >= RivalShare * first.Box.Area ? second : null;
    }
}
