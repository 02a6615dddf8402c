using System.CommandLine;
using System.Globalization;
using Idv.Accuracy.Attributes;
using Idv.Faces;
using Idv.Faces.Annotation;
using Idv.Faces.Detection;
using Idv.Imaging;
using Idv.Imaging.Annotation;
using Idv.Inference;
using Idv.Inference.Preprocessing;

namespace Idv.Accuracy.Faces;

/// <summary>
/// <c>faces-examples</c>: ten hard cases made from the pictures that come with the package @vladmandic/face-api (MIT), each with what the
/// engine makes of it drawn on it.
/// </summary>
internal static class ExamplesCommand
{
    private const int Seed = 3;
    private const int LongestSide = 640;
    private const int Quality = 78;

    public static Command Create()
    {
        var output = new Option<DirectoryInfo>("--output") { Description = "Where the pictures go.", Required = true };
        var models = InstalledModels.Option();
        var command = new Command("faces-examples", "Draws what the engine makes of ten hard pictures.") { output, models };
        command.SetAction(result =>
        {
            using var catalogue = InstalledModels.Open(result.GetRequiredValue(models));
            var folder = result.GetRequiredValue(output);
            folder.Create();
            new Examples(new FaceAnalyzer(catalogue), folder.FullName).Write();
            return 0;
        });
        return command;
    }

    private sealed class Examples(FaceAnalyzer analyzer, string folder)
    {
        public void Write()
        {
            using var crowd = Sample(1);
            using var portrait = Sample(6);
            var face = Largest(portrait);
            Draw("01-crowd", crowd.Clone(), FaceSearch.Portrait);
            Draw("02-small-faces", Small(crowd), FaceSearch.Portrait);
            Draw("03-on-its-side", ImageTransform.RotateQuarters(portrait, 1), FaceSearch.Selfie);
            Draw("04-upside-down", ImageTransform.RotateQuarters(portrait, 2), FaceSearch.Selfie);
            Draw("05-in-the-dark", Dark(portrait), FaceSearch.Selfie);
            Draw("06-filling-the-frame", Around(portrait, face.Box.Scale(1)), FaceSearch.Selfie);
            Draw("07-blurred", Changed(portrait, face.Box, image => ImageFilter.GaussianBlur(image, face.Landmarks.InterEyeDistance * 0.12)), FaceSearch.Selfie);
            Draw("08-mask", Drawn(portrait, face, (image, landmarks) => DrawnAttributes.Mask(image, landmarks, new Random(Seed))), FaceSearch.Selfie);
            Draw("09-sunglasses", Drawn(portrait, face, (image, landmarks) => DrawnAttributes.Glasses(image, landmarks, dark: true, new Random(Seed))), FaceSearch.Selfie);
            Compare("10-same-person");
        }

        private static Image Sample(int number)
        {
            var path = Path.Combine(
                Path.GetDirectoryName(ModelCatalogue.FindDefaultManifest())!, "node_modules", "@vladmandic", "face-api", "demo", $"sample{number}.jpg");
            using var decoded = ImageDecoder.Decode(File.ReadAllBytes(path));
            return decoded.Image!.Clone();
        }

        private static Image Small(Image image)
        {
            var small = ImageTransform.Resize(image, image.Width / 3, image.Height / 3);
            var scene = Image.Rent(image.Width, image.Height, PixelFormat.Bgr24);
            scene.Pixels.Fill(150);
            using (small)
            {
                for (var y = 0; y < small.Height; y++)
                {
                    small.Row(y).CopyTo(scene.Row(y + (scene.Height / 2))[(3 * (scene.Width / 2))..]);
                }
            }

            return scene;
        }

        private static Image Dark(Image image)
        {
            var dark = image.Clone();
            foreach (ref var value in dark.Pixels)
            {
                value = (byte)(value * 0.12);
            }

            return dark;
        }

        private static Image Around(Image image, Box box) => ImageTransform.Crop(image, (int)box.X, (int)box.Y, (int)box.Width, (int)box.Height, padding: 120);

        private static Image Changed(Image image, Box face, Func<Image, Image> change)
        {
            using var around = Around(image, face.Scale(2));
            return change(around);
        }

        private Image Drawn(Image image, DetectedFace face, Action<Image, Idv.Faces.Alignment.FaceLandmarks> draw)
        {
            var copy = image.Clone();
            draw(copy, face.Landmarks);
            using (copy)
            {
                return Around(copy, face.Box.Scale(2));
            }
        }

        private DetectedFace Largest(Image image)
        {
            using var pyramid = new ImagePyramid(image);
            return analyzer.Detect(pyramid, FaceSearch.Selfie).MostProminent()!;
        }

        private void Draw(string name, Image image, FaceSearch search)
        {
            using (image)
            using (var pyramid = new ImagePyramid(image))
            {
                var faces = analyzer.Detect(pyramid, search);
                var marks = faces.Select(face => analyzer.Describe(pyramid, face, faces)).Select(Mark).ToList();
                using var drawn = FaceAnnotation.Draw(image, marks, $"{faces.Count} FOUND");
                Save(name, drawn);
            }
        }

        /// <summary>The most alike faces of two pictures, which are of one person, beside each other.</summary>
        private void Compare(string name)
        {
            var faces = new List<(int Number, DetectedFace Face, FaceAnalysis Analysis)>();
            for (var number = 1; number <= 6; number++)
            {
                using var image = Sample(number);
                using var pyramid = new ImagePyramid(image);
                var found = analyzer.Detect(pyramid, FaceSearch.Selfie);
                faces.AddRange(found.Where(face => face.Landmarks.InterEyeDistance > 20).Select(face => (number, face, analyzer.Describe(pyramid, face, found))));
            }

            var (first, second, outcome) = (
                from a in faces
                from b in faces
                where a.Number < b.Number && a.Analysis.Template is not null && b.Analysis.Template is not null
                let comparison = analyzer.Comparer.Compare(a.Analysis.Template!, b.Analysis.Template!, 1e-4)
                orderby comparison.Similarity descending
                select (a, b, comparison)).First();
            var tone = outcome.IsMatch ? MarkTone.Good : MarkTone.Bad;
            using var left = Sample(first.Number);
            using var right = Sample(second.Number);
            var verdict = string.Create(CultureInfo.InvariantCulture, $"{(outcome.IsMatch ? "MATCH" : "NO MATCH")} {outcome.Similarity:0.00} (FMR 1e-4: {outcome.Threshold:0.00})");
            using var leftFace = Judged(left, first.Face, tone);
            using var rightFace = Judged(right, second.Face, tone);
            using var both = FaceAnnotation.Beside(leftFace, rightFace);
            using var large = ImageTransform.Resize(both, LongestSide, LongestSide * both.Height / both.Width, Interpolation.Cubic);
            using var judged = FaceAnnotation.Draw(large, [], verdict, tone);
            Save(name, judged);
        }

        private static Image Judged(Image image, DetectedFace face, MarkTone tone)
        {
            var frame = face.Box.Scale(2.5f);
            using var around = Around(image, frame);
            var box = new Box(face.Box.X - (int)frame.X, face.Box.Y - (int)frame.Y, face.Box.Width, face.Box.Height);
            return FaceAnnotation.Draw(around, [new FaceMark(box, [], [], tone)]);
        }

        private static FaceMark Mark(FaceAnalysis analysis)
        {
            var quality = analysis.Quality.Unified ?? 0;
            List<string> label = [string.Create(CultureInfo.InvariantCulture, $"QUALITY {quality:0}")];
            if (analysis.Attributes.Mask >= 0.5)
            {
                label.Add("MASK");
            }

            if (analysis.Attributes.Sunglasses >= 0.5)
            {
                label.Add("SUNGLASSES");
            }

            return new FaceMark(
                analysis.Face.Box, analysis.Face.KeyPoints, label, quality >= 90 ? MarkTone.Good : quality >= 50 ? MarkTone.Doubtful : MarkTone.Bad);
        }

        private void Save(string name, Image image)
        {
            var scale = Math.Min(1f, LongestSide / (float)Math.Max(image.Width, image.Height));
            using var small = ImageTransform.Resize(image, (int)(image.Width * scale), (int)(image.Height * scale));
            File.WriteAllBytes(Path.Combine(folder, name + ".jpg"), ImageEncoder.EncodeJpeg(small, Quality));
        }
    }
}
