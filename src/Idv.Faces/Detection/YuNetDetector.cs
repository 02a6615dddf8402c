using System.Numerics;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Detection;

/// <summary>
/// YuNet of libfacedetection (Wu et al., "YuNet: A Tiny Millisecond-level Face Detector", 2023), an optional pack. It is free of anchors:
/// each cell of three grids gives a centre within the cell and a size, both in cells.
/// </summary>
internal sealed class YuNetDetector(OnnxModel model) : DetectorNetwork(model)
{
    private static readonly (int Stride, string Class, string Objectness, string Box)[] Grids =
    [
        (8, "cls_8", "obj_8", "bbox_8"), (16, "cls_16", "obj_16", "bbox_16"), (32, "cls_32", "obj_32", "bbox_32"),
    ];

    /// <inheritdoc/>
    protected override void Read(ModelRun run, float minimumScore, in AffineTransform pictureFromTensor, List<FaceBox> found)
    {
        foreach (var (stride, classOutput, objectnessOutput, boxOutput) in Grids)
        {
            var classes = run.Output(classOutput);
            var objectness = run.Output(objectnessOutput);
            var boxes = run.Output(boxOutput);
            var columns = Width / stride;
            for (var i = 0; i < classes.Length; i++)
            {
                var score = MathF.Sqrt(Math.Clamp(classes[i], 0, 1) * Math.Clamp(objectness[i], 0, 1));

                // Written so that a model that answers NaN finds nothing.
                if (score >= minimumScore)
                {
                    var box = boxes.Slice(4 * i, 4);
                    var centre = stride * new Vector2((i % columns) + box[0], (i / columns) + box[1]);
                    var half = stride * new Vector2(MathF.Exp(box[2]), MathF.Exp(box[3])) / 2;
                    Add(found, pictureFromTensor, centre - half, centre + half, score);
                }
            }
        }
    }
}
