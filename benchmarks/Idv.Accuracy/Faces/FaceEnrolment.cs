using System.Diagnostics;
using Idv.Faces;
using Idv.Faces.Detection;
using Idv.Faces.Embedding;
using Idv.Imaging;
using Idv.Inference.Preprocessing;

namespace Idv.Accuracy.Faces;

/// <summary>What became of one picture.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Face">Its central face; null when none was found.</param>
/// <param name="Template">Its template; null when enrolment failed.</param>
public sealed record EnrolledFace(FacePicture Picture, DetectedFace? Face, FaceTemplate? Template);

/// <summary>Enrols pictures one after the other and clocks each stage.</summary>
/// <param name="analyzer">The engine's faces.</param>
public sealed class FaceEnrolment(FaceAnalyzer analyzer)
{
    private readonly List<double> _decode = [];
    private readonly List<double> _detect = [];
    private readonly List<double> _embed = [];

    /// <summary>The stages' times so far.</summary>
    public StageTimes Times => new(Median(_decode), Median(_detect), Median(_embed));

    /// <summary>Enrols one picture's central face.</summary>
    public EnrolledFace Enrol(FacePicture picture)
    {
        var start = Stopwatch.GetTimestamp();
        using var decoded = ImageDecoder.Decode(File.ReadAllBytes(picture.File));
        _decode.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return decoded.Image is { } image ? Enrol(picture, image) : new EnrolledFace(picture, null, null);
    }

    /// <summary>Enrols a picture that is already in memory.</summary>
    public EnrolledFace Enrol(FacePicture picture, Image image)
    {
        using var pyramid = new ImagePyramid(image);
        var start = Stopwatch.GetTimestamp();
        var face = Central(analyzer.Detect(pyramid, FaceSearch.Selfie), image);
        _detect.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        if (face is null)
        {
            return new EnrolledFace(picture, null, null);
        }

        start = Stopwatch.GetTimestamp();
        var template = analyzer.Embed(pyramid, face);
        _embed.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return new EnrolledFace(picture, face, template);
    }

    /// <summary>The face nearest to the picture's centre: the labelled person, where bystanders are in the picture too.</summary>
    public static DetectedFace? Central(IEnumerable<DetectedFace> faces, Image image) => faces.MinBy(face =>
        MathF.Abs(face.Box.CentreX - (image.Width / 2f)) + MathF.Abs(face.Box.CentreY - (image.Height / 2f)));

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }
}

/// <summary>Median times of the stages in milliseconds, one thread.</summary>
/// <param name="Decode">File to pixels.</param>
/// <param name="Detect">Pixels to boxes and landmarks.</param>
/// <param name="Embed">Landmarks to template: alignment and network.</param>
public sealed record StageTimes(double Decode, double Detect, double Embed);
