using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Attributes;

/// <summary>
/// Estimates gender by soft stagewise regression (Yang et al., "SSR-Net", IJCAI 2018): each stage's bins refine the one before.
/// </summary>
internal sealed class GenderEstimator
{
    /// <summary>The model's id in the catalogue.</summary>
    public const string ModelId = "face-gender";

    private const float CropScale = 1.4f;
    private const int Bins = 3;

    private static readonly (string Probability, string Scale, string Shift)[] Stages =
    [
        ("prob_stage_1", "stage1_delta_k", "index_offset_stage1"),
        ("prob_stage_2", "stage2_delta_k", "index_offset_stage2"),
        ("prob_stage_3", "stage3_delta_k", "index_offset_stage3"),
    ];

    private readonly OnnxModel _model;
    private readonly TensorFormat _format;
    private readonly int _side;

    public GenderEstimator(ModelCatalogue catalogue)
    {
        _model = catalogue.Open(ModelId);
        _format = new TensorFormat(_model.Card);
        _side = _model.Card.Input.Shape[3];
    }

    /// <summary>Estimates from 0 (female) to 1 (male); null when the model gave no finite answer.</summary>
    public double? Estimate(ImagePyramid pyramid, Box box)
    {
        var crop = box.Scale(CropScale);
        using var run = _model.Rent();
        TensorSampler.Sample(pyramid, AffineTransform.FromRectangle(crop.X, crop.Y, crop.Width, crop.Height, _side, _side), _side, _side, _format, run.Input);
        run.Execute();
        double sum = 0, width = 1;
        foreach (var (probability, scale, shift) in Stages)
        {
            width /= Bins * (1 + run.Output(scale)[0]);
            var (probabilities, shifts) = (run.Output(probability).ToArray(), run.Output(shift).ToArray());
            for (var bin = 0; bin < Bins; bin++)
            {
                sum += width * (bin + shifts[bin]) * probabilities[bin];
            }
        }

        return double.IsFinite(sum) ? Math.Clamp(sum, 0, 1) : null;
    }
}
