using System.Globalization;
using Idv.Accuracy.Attributes;
using Idv.Accuracy.Faces;
using Idv.Faces;
using Idv.Faces.Detection;
using Idv.Imaging;
using Idv.Inference.Preprocessing;

namespace Idv.Accuracy.Labels;

/// <summary>Attributes and expression on the labelled pictures of LFW, each half of its people apart.</summary>
internal static class LabelledFigures
{
    /// <summary>Prints a line for each attribute and half.</summary>
    public static void Print(FaceAnalyzer analyzer, string folder)
    {
        foreach (var half in (PeopleHalf[])[PeopleHalf.Even, PeopleHalf.Odd])
        {
            var faces = Read(analyzer, folder, half);
            Line("glasses", label => label.Eyewear is { } eyewear ? eyewear != Eyewear.None : null, face => face.Attributes.Glasses);
            Line("sunglasses", label => label.Eyewear is { } eyewear ? eyewear == Eyewear.Sunglasses : null, face => face.Attributes.Sunglasses);
            Line("eyes closed", label => label.EyesClosed, face => face.Attributes.EyesClosed);
            Line("lips apart", label => label.Mouth is { } mouth ? mouth != LabelledMouth.Closed : null, face => face.Attributes.MouthOpen is { } open ? (open ? 1 : 0) : null);
            Line("neutral expression", label => label.IsNeutral, face => face.Quality.ExpressionNeutrality);

            void Line(string what, Func<LabelledFace, bool?> truth, Func<FaceAnalysis, double?> of)
            {
                var known = faces.Where(face => truth(face.Label) is not null && of(face.Analysis) is not null)
                    .Select(face => (Truth: truth(face.Label)!.Value, Score: of(face.Analysis)!.Value)).ToArray();
                double[] yes = [.. known.Where(face => face.Truth).Select(face => face.Score)], no = [.. known.Where(face => !face.Truth).Select(face => face.Score)];
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{half,-5} {what,-20} found {yes.Count(score => score >= 0.5)} of {yes.Length}, false alarms {no.Count(score => score >= 0.5)} of {no.Length}, right {known.Count(face => face.Score >= 0.5 == face.Truth) / (double)Math.Max(1, known.Length):0.0%}, area under curve {Ranking.AreaUnderCurve(yes, no):0.000}"));
            }
        }
    }

    /// <summary>Describes the central faces of a half.</summary>
    public static List<(LabelledFace Label, FaceAnalysis Analysis)> Read(FaceAnalyzer analyzer, string folder, PeopleHalf half)
    {
        var read = new List<(LabelledFace, FaceAnalysis)>();
        foreach (var picture in FacePicture.List(folder, half))
        {
            using var decoded = ImageDecoder.Decode(File.ReadAllBytes(picture.File));
            if (LabelledFace.Find(picture.Name) is not { } label || decoded.Image is not { } image)
            {
                continue;
            }

            using var pyramid = new ImagePyramid(image);
            var faces = analyzer.Detect(pyramid, FaceSearch.Selfie);
            if (FaceEnrolment.Central(faces, image) is { } face)
            {
                read.Add((label, analyzer.Describe(pyramid, face, faces)));
            }
        }

        return read;
    }
}
