using System.Numerics;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Detection;

/// <summary>UltraFace RFB-320, the detector that comes with the program.</summary>
internal sealed class UltraFaceDetector(OnnxModel model) : DetectorNetwork(model)
{
    /// <inheritdoc/>
    protected override void Read(ModelRun run, float minimumScore, in AffineTransform pictureFromTensor, List<FaceBox> found)
    {
        var scores = run.Output("scores");
        var boxes = run.Output("boxes");
        var size = new Vector2(Width, Height);
        for (var i = 0; 2 * i < scores.Length; i++)
        {
            var score = scores[(2 * i) + 1];

            // Written so that a model that answers NaN finds nothing.
            if (score >= minimumScore)
            {
                Add(found, pictureFromTensor, size * new Vector2(boxes[4 * i], boxes[(4 * i) + 1]), size * new Vector2(boxes[(4 * i) + 2], boxes[(4 * i) + 3]), score);
            }
        }
    }
}
