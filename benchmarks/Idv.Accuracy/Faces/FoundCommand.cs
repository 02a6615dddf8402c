using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Idv.Faces;
using Idv.Faces.Detection;
using Idv.Imaging;
using Idv.Inference.Preprocessing;

namespace Idv.Accuracy.Faces;

/// <summary><c>faces-found</c>: cuts out everything that is taken for a face in any pictures, so that somebody can look and count what is none.</summary>
internal static class FoundCommand
{
    private const int LongestSide = 1600;
    private const float Surroundings = 1.6f;

    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png"];

    public static Command Create()
    {
        var folders = new Argument<DirectoryInfo[]>("folders") { Description = "Where the pictures are, in any depth.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<DirectoryInfo>("--output") { Description = "Receives a JPEG for each finding and found.tsv.", Required = true };
        var models = InstalledModels.Option();
        var command = new Command("faces-found", "Cuts out whatever is taken for a face in a folder's pictures.") { folders, output, models };
        command.SetAction(result => Run(result.GetRequiredValue(folders), result.GetRequiredValue(output).FullName, result.GetRequiredValue(models)));
        return command;
    }

    private static int Run(DirectoryInfo[] folders, string output, DirectoryInfo[] models)
    {
        using var catalogue = InstalledModels.Open(models);
        var analyzer = new FaceAnalyzer(catalogue);
        Directory.CreateDirectory(output);
        using var list = new StreamWriter(Path.Combine(output, "found.tsv"));
        list.WriteLine("number\tscore\theight\tpicture");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        int pictures = 0, findings = 0;
        foreach (var file in folders.SelectMany(folder => folder.EnumerateFiles("*", SearchOption.AllDirectories))
            .Where(file => Extensions.Contains(file.Extension, StringComparer.OrdinalIgnoreCase)).OrderBy(file => file.FullName, StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(file.FullName);
            using var decoded = ImageDecoder.Decode(bytes, longestSide: LongestSide);
            if (decoded.Image is not { } image || !seen.Add(Convert.ToHexString(SHA256.HashData(bytes))))
            {
                continue;
            }

            pictures++;
            using var pyramid = new ImagePyramid(image);
            foreach (var face in analyzer.Detect(pyramid, FaceSearch.Selfie))
            {
                var frame = face.Box.Scale(Surroundings);
                using var crop = ImageTransform.Crop(image, (int)frame.X, (int)frame.Y, Math.Max(1, (int)frame.Width), Math.Max(1, (int)frame.Height));
                File.WriteAllBytes(Path.Combine(output, $"{findings:0000}.jpg"), ImageEncoder.EncodeJpeg(crop));
                list.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{findings++:0000}\t{face.Score:0.000}\t{face.Box.Height:0}\t{file.FullName}"));
            }
        }

        Console.WriteLine($"{findings} findings in {pictures} pictures");
        return 0;
    }
}
