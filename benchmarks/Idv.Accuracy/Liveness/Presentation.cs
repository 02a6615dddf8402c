using Idv.Faces;
using Idv.Faces.Detection;
using Idv.Faces.Liveness;
using Idv.Imaging;
using Idv.Inference.Preprocessing;

namespace Idv.Accuracy.Liveness;

/// <summary>A presentation and what the engine made of it.</summary>
/// <param name="File">The file.</param>
/// <param name="Species">The folder that holds it; <see cref="BonaFide"/> for live people.</param>
/// <param name="IsVideo">Whether it is a video.</param>
/// <param name="Logit">The networks' mean logit; null when they gave none.</param>
/// <param name="Threshold">What it is compared with.</param>
/// <param name="Accepted">True accepted as live, false taken for an attack, null not judged.</param>
/// <param name="Reason">Why it was not judged or taken for an attack in spite of its score; null otherwise.</param>
public sealed record Presentation(string File, string Species, bool IsVideo, double? Logit, double Threshold, bool? Accepted, string? Reason)
{
    /// <summary>The folder of live people.</summary>
    public const string BonaFide = "live";

    private static readonly string[] Pictures = [".jpg", ".jpeg", ".png", ".webp", ".bmp"];
    private static readonly string[] Videos = [".mp4", ".mov", ".webm", ".mkv", ".avi", ".m4v"];

    /// <summary>Whether it shows a live person.</summary>
    public bool IsBonaFide => Species == BonaFide;

    /// <summary>
    /// The presentations of a folder with one subfolder for each species and one called <c>live</c>; subfolders that hold such a folder
    /// themselves are other sets and are left out.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder, or it has no subfolder <c>live</c>.</exception>
    public static IReadOnlyList<(string File, string Species, bool IsVideo)> List(string folder)
    {
        if (!Directory.Exists(Path.Combine(folder, BonaFide)))
        {
            throw new DirectoryNotFoundException($"{folder} has no subfolder '{BonaFide}'.");
        }

        return
        [
            .. from species in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
               where !Directory.Exists(Path.Combine(species, BonaFide))
               from file in Directory.EnumerateFiles(species, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
               let extension = Path.GetExtension(file).ToLowerInvariant()
               where Pictures.Contains(extension) || Videos.Contains(extension)
               select (file, Path.GetFileName(species), Videos.Contains(extension)),
        ];
    }

    /// <summary>Judges a file as the engine does.</summary>
    /// <param name="faces">The networks.</param>
    /// <param name="file">The file.</param>
    /// <param name="species">Its species.</param>
    /// <param name="isVideo">Whether it is a video.</param>
    public static Presentation Judge(FaceAnalyzer faces, string file, string species, bool isVideo)
    {
        var bytes = System.IO.File.ReadAllBytes(file);
        if (isVideo)
        {
            var evidence = faces.VideoLiveness(bytes, []);
            bool? accepted = evidence.Reading.Fault is not null ? null : evidence.IsManipulated ? false : evidence.Score?.IsBonaFide;
            var reason = evidence.Reading.Fault?.Code.ToString()
                ?? (evidence.IsManipulated ? string.Join(", ", evidence.Anomalies) : null)
                ?? (evidence.Score is null ? evidence.CommonestFault?.Code.ToString() ?? "too few frames" : null);
            return new Presentation(file, species, true, evidence.Score?.Logit, evidence.Score?.ThresholdLogit ?? 0, accepted, reason);
        }

        using var decoded = ImageDecoder.Decode(bytes);
        return decoded.Image is { } image
            ? Judge(faces, image, file, species)
            : new Presentation(file, species, false, null, 0, null, decoded.Fault!.Code.ToString());
    }

    /// <summary>Judges a picture as the engine does.</summary>
    public static Presentation Judge(FaceAnalyzer faces, Image image, string file, string species)
    {
        using var pyramid = new ImagePyramid(image);
        List<DetectedFace> found = [.. faces.Detect(pyramid, FaceSearch.Selfie).OrderByDescending(face => face.Box.Area)];
        if (found.Count == 0)
        {
            return new Presentation(file, species, false, null, 0, null, nameof(CaptureFaultCode.NoFace));
        }

        var analysis = faces.Describe(pyramid, found[0], found);
        var fault = CapturePreconditions.ForLiveness(image, analysis, found).FirstOrDefault();
        var score = faces.Liveness(pyramid, found[0]);
        return new Presentation(
            file, species, false, score?.Logit, score?.ThresholdLogit ?? 0, fault is null ? score?.IsBonaFide : null, fault?.Code.ToString());
    }
}
