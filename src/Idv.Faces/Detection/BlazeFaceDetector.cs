using System.Numerics;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Detection;

/// <summary>
/// BlazeFace for back cameras (Bazarevsky et al., "BlazeFace", 2019): the last resort in darkness. It sees faces in almost no light, but
/// misses those that fill the frame and takes more other things for faces (docs/accuracy.md), so that it never goes first.
/// </summary>
internal sealed class BlazeFaceDetector(OnnxModel model) : DetectorNetwork(model)
{
    private const int NumbersPerBox = 16;

    // Its boxes reach from the brows to the chin and past the ears; everything that follows expects the forehead and no ears. Means over
    // 58 photographs of how much the default detector's boxes differ, in shares of the box.
    private const float Forehead = 0.26f;
    private const float Ears = 0.07f;

    private static readonly (int Cells, int Anchors, string Scores, string Boxes)[] Grids =
        [(16, 2, "Identity:0", "Identity_2:0"), (8, 6, "Identity_1:0", "Identity_3:0")];

    /// <inheritdoc/>
    protected override void Read(ModelRun run, float minimumScore, in AffineTransform pictureFromTensor, List<FaceBox> found)
    {
        foreach (var (cells, anchors, scoreOutput, boxOutput) in Grids)
        {
            var scores = run.Output(scoreOutput);
            var boxes = run.Output(boxOutput);
            for (var i = 0; i < scores.Length; i++)
            {
                var score = 1 / (1 + MathF.Exp(-scores[i]));

                // Written so that a model that answers NaN finds nothing.
                if (score >= minimumScore)
                {
                    var (column, row) = (i / anchors % cells, i / anchors / cells);
                    var box = boxes.Slice(NumbersPerBox * i, 4);
                    var centre = (new Vector2(column + 0.5f, row + 0.5f) * Width / cells) + new Vector2(box[0], box[1]);
                    var (halfWidth, halfHeight) = (box[2] * (0.5f - Ears), box[3] / 2);
                    var forehead = new Vector2(0, box[3] * Forehead);
                    Add(found, pictureFromTensor, centre - new Vector2(halfWidth, halfHeight) - forehead, centre + new Vector2(halfWidth, halfHeight), score);
                }
            }
        }
    }
}
