using System.Numerics;
using System.Runtime.InteropServices;
using Idv.Faces;
using Idv.Faces.Alignment;
using Idv.Faces.Attributes;
using Idv.Faces.Detection;
using Idv.Imaging;
using Idv.Inference.Preprocessing;

namespace Idv.Accuracy.Attributes;

/// <summary>What a training example shows and what the embedder's activations are.</summary>
/// <param name="Mask">Whether a mask was drawn.</param>
/// <param name="Glasses">Whether glasses of any kind were drawn.</param>
/// <param name="Sunglasses">Whether dark ones were.</param>
/// <param name="Halves">The activation that the mask is seen in.</param>
/// <param name="Eyes">The activation that glasses are seen in.</param>
internal sealed record AttributeExample(bool Mask, bool Glasses, bool Sunglasses, float[] Halves, float[] Eyes)
{
    /// <summary>What the engine's installed heads say of it.</summary>
    public FaceAttributes? Seen { get; init; }
}

/// <summary>A face with its surroundings, upright and of one size, with nothing drawn on it yet.</summary>
/// <param name="Image">The picture; the eyes, the nose and the mouth are always in the same places.</param>
/// <param name="Landmarks">The landmarks in it.</param>
/// <param name="Eyewear">What the person wears over the eyes: nothing is drawn over real glasses.</param>
internal sealed record BareFace(Image Image, FaceLandmarks Landmarks, Eyewear Eyewear = Eyewear.None) : IDisposable
{
    /// <summary>
    /// A person between two: since eyes, nose and mouth lie in the same places, the mean of two faces is a face. Few people become many that way.
    /// </summary>
    /// <param name="other">The other face.</param>
    /// <param name="share">How much of it, 0 to 1.</param>
    public BareFace Blend(BareFace other, float share)
    {
        var blend = Image.Clone();
        var target = blend.Pixels;
        var source = other.Image.Pixels;
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = (byte)(target[i] + (share * (source[i] - target[i])));
        }

        var points = Landmarks.Points.ToArray();
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = Vector2.Lerp(points[i], other.Landmarks.Points[i], share);
        }

        return new BareFace(blend, new FaceLandmarks(points), Eyewear);
    }

    /// <inheritdoc/>
    public void Dispose() => Image.Dispose();
}

/// <summary>
/// Trains the attribute heads on faces onto which masks and glasses are drawn, and on some people with glasses of their own. No picture of a
/// real mask takes part.
/// </summary>
/// <param name="analyzer">The engine's faces.</param>
internal sealed class AttributeTraining(FaceAnalyzer analyzer)
{
    private const int Side = 224;
    private const float LeastInterEyeDistance = 22;
    private const float LeastScore = 0.98f;

    /// <summary>The faces of a picture, as it is and where asked for mirrored too, brought to one size with their surroundings.</summary>
    public IReadOnlyList<BareFace> Faces(string file, int limit, bool mirrored)
    {
        using var decoded = ImageDecoder.Decode(File.ReadAllBytes(file));
        if (decoded.Image is not { } picture)
        {
            return [];
        }

        if (!mirrored)
        {
            return Upright(picture, limit);
        }

        using var mirror = ImageTransform.FlipHorizontal(picture);
        return [.. Upright(picture, limit), .. Upright(mirror, limit)];
    }

    /// <summary>One person, as the picture is and mirrored; nobody where the detector finds no face at the place.</summary>
    public IReadOnlyList<BareFace> Faces(TrainingPerson person, string folder)
    {
        using var decoded = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(folder, person.Picture)));
        if (decoded.Image is not { } picture)
        {
            return [];
        }

        using var mirror = ImageTransform.FlipHorizontal(picture);
        return [.. At(picture, person.X), .. At(mirror, 1 - person.X)];

        IEnumerable<BareFace> At(Image image, float x)
        {
            var place = new Vector2(x * image.Width, person.Y * image.Height);
            return Upright(image, limit: 1, place).Select(face => face with { Eyewear = person.Eyewear });
        }
    }

    /// <summary>One example of a face; null where the drawing hides it from the detector.</summary>
    /// <param name="bare">The face.</param>
    /// <param name="random">What decides.</param>
    /// <param name="describe">Whether to ask the installed heads too.</param>
    /// <param name="samples">A folder that also receives the picture; may be null.</param>
    /// <param name="number">The picture's number there.</param>
    public AttributeExample? Make(BareFace bare, Random random, bool describe = false, string? samples = null, int number = 0)
    {
        var face = bare.Landmarks;
        using var drawn = bare.Image.Clone();
        var worn = bare.Eyewear != Eyewear.None;
        var (mask, glasses) = (random.Next(3) == 0, worn || random.Next(2) == 0);
        var dark = worn ? bare.Eyewear == Eyewear.Sunglasses : glasses && random.Next(5) < 2;
        if (!mask && random.Next(4) == 0)
        {
            DrawnAttributes.Beard(drawn, face, random);
        }

        if (mask)
        {
            DrawnAttributes.Mask(drawn, face, random);
        }

        if (glasses && !worn)
        {
            DrawnAttributes.Glasses(drawn, face, dark, random);
        }

        if (!glasses && random.Next(5) == 0)
        {
            DrawnAttributes.Patch(drawn, face, random);
        }

        using var photo = Photography.Vary(drawn, random);
        if (samples is not null)
        {
            Directory.CreateDirectory(samples);
            File.WriteAllBytes(Path.Combine(samples, $"{number:00}.png"), ImageEncoder.EncodePng(photo));
        }

        return Example(photo, mask, glasses, dark, describe);
    }

    /// <summary>An example of a picture as it is, of somebody without a mask; null where no face is found.</summary>
    public AttributeExample? Untouched(string file, Eyewear eyewear)
    {
        using var decoded = ImageDecoder.Decode(File.ReadAllBytes(file));
        return decoded.Image is { } picture ? Example(picture, mask: false, eyewear != Eyewear.None, eyewear == Eyewear.Sunglasses, describe: false) : null;
    }

    private AttributeExample? Example(Image photo, bool mask, bool glasses, bool dark, bool describe)
    {
        using var pyramid = new ImagePyramid(photo);
        if (analyzer.Detect(pyramid, FaceSearch.Selfie with { AllowRotation = false, MaximumFaces = 1 }) is not [var found] all)
        {
            return null;
        }

        using var run = analyzer.Embedder.Run(pyramid, found.Landmarks);
        return new AttributeExample(mask, glasses, dark, Pool(HeadDefinition.Mask, run), Pool(HeadDefinition.Glasses, run))
        {
            Seen = describe ? analyzer.Describe(pyramid, found, all).Attributes : null,
        };
    }

    /// <summary>A head's file: weights, then bias, little-endian 32-bit floats.</summary>
    public static byte[] File32(LinearModel model)
    {
        float[] values = [.. model.Weights.Select(weight => (float)weight), (float)model.Bias];
        return MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
    }

    private static float[] Pool(HeadDefinition head, Idv.Inference.ModelRun run)
    {
        var shape = run.OutputShape(head.Activation);
        var means = new float[head.Pooling.Regions.Count * (int)shape[1]];
        head.Pooling.Pool(run.Output(head.Activation), (int)shape[3], means);
        return means;
    }

    private List<BareFace> Upright(Image picture, int limit, Vector2? place = null)
    {
        using var pyramid = new ImagePyramid(picture);
        var faces = new List<BareFace>();
        foreach (var found in analyzer.Detect(pyramid, FaceSearch.Selfie)
            .Where(found => place is { } at
                ? MathF.Abs(found.Box.CentreX - at.X) < found.Box.Width / 2 && MathF.Abs(found.Box.CentreY - at.Y) < found.Box.Height / 2
                : found.Score >= LeastScore && found.Landmarks.InterEyeDistance >= LeastInterEyeDistance)
            .Take(limit))
        {
            // The ArcFace frame in the middle, with half a frame about it on each side.
            var points = ArcFaceTemplate.KeyPoints.ToArray().Select(point => point + new Vector2((Side - ArcFaceTemplate.Side) / 2f)).ToArray();
            var (from, to) = (found.KeyPoints.ToArray(), points);
            var transform = AffineTransform.FitSimilarity(from, to);
            var image = ImageTransform.WarpAffine(
                picture, new Matrix3x2(transform.M11, transform.M21, transform.M12, transform.M22, transform.M13, transform.M23), Side, Side);
            faces.Add(new BareFace(image, new FaceLandmarks([.. found.Landmarks.Points.ToArray().Select(transform.Apply)])));
        }

        return faces;
    }
}
