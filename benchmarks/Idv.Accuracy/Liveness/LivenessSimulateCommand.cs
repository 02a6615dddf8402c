using System.CommandLine;
using Idv.Imaging;
using Idv.Specimens;

namespace Idv.Accuracy.Liveness;

/// <summary>
/// <c>liveness-simulate</c>: makes a folder for <c>liveness</c> from pictures of live people, with computed prints and screens.
/// </summary>
internal static class LivenessSimulateCommand
{
    public static Command Create()
    {
        var from = new Option<DirectoryInfo>("--from") { Description = "A folder of pictures of live people.", Required = true };
        var to = new Option<DirectoryInfo>("--to") { Description = "The folder to write.", Required = true };
        var step = new Option<int>("--step") { Description = "Takes every so many pictures.", DefaultValueFactory = _ => 1 };
        var command = new Command("liveness-simulate", "Makes computed prints and screens of live pictures: examples, no substitute for real attacks.") { from, to, step };
        command.SetAction(result =>
        {
            var target = result.GetRequiredValue(to).FullName;
            string[] species = [Presentation.BonaFide, "print-simulated", "screen-simulated"];
            foreach (var name in species)
            {
                Directory.CreateDirectory(Path.Combine(target, name));
            }

            var count = 0;
            foreach (var file in Directory.EnumerateFiles(result.GetRequiredValue(from).FullName, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Where((_, index) => index % Math.Max(1, result.GetValue(step)) == 0))
            {
                using var decoded = ImageDecoder.Decode(File.ReadAllBytes(file));
                if (decoded.Image is not { } image)
                {
                    continue;
                }

                var name = $"{count:00000}.jpg";
                Write(image, Path.Combine(target, species[0], name));
                using var print = SimulatedPresentation.Photograph(image, PresentationInstrument.Print, (ulong)count);
                Write(print, Path.Combine(target, species[1], name));
                using var screen = SimulatedPresentation.Photograph(image, PresentationInstrument.Screen, (ulong)count);
                Write(screen, Path.Combine(target, species[2], name));
                count++;
            }

            Console.WriteLine($"{count} pictures of each species in {target}");
            return 0;
        });
        return command;
    }

    private static void Write(Image image, string file) => File.WriteAllBytes(file, ImageEncoder.EncodeJpeg(image, 92));
}
