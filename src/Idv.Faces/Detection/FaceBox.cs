using Idv.Imaging;

namespace Idv.Faces.Detection;

/// <summary>A detector's raw finding.</summary>
/// <param name="Box">Where, in pixels of the picture.</param>
/// <param name="Score">The confidence, 0 to 1.</param>
public readonly record struct FaceBox(Box Box, float Score)
{
    private const float MostlyWithin = 0.7f;

    /// <summary>
    /// Keeps the best of boxes that overlap (greedy non-maximum suppression): sorts by falling score in place and drops
    /// every box whose intersection over union with a better one exceeds the limit, or that mostly lies within a better one:
    /// tiles find eyes and mouths of large faces.
    /// </summary>
    public static void SuppressOverlaps(List<FaceBox> boxes, float limit)
    {
        boxes.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        var kept = 0;
        for (var i = 0; i < boxes.Count; i++)
        {
            var covered = false;
            for (var j = 0; j < kept && !covered; j++)
            {
                covered = Box.IntersectionOverUnion(boxes[i].Box, boxes[j].Box) > limit || Box.Coverage(boxes[i].Box, boxes[j].Box) > MostlyWithin;
            }

            if (!covered)
            {
                boxes[kept++] = boxes[i];
            }
        }

        boxes.RemoveRange(kept, boxes.Count - kept);
    }
}
