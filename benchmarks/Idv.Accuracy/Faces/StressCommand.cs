using System.CommandLine;
using System.Globalization;

namespace Idv.Accuracy.Faces;

/// <summary><c>faces-stress</c>: detection on pictures made hard.</summary>
internal static class StressCommand
{
    public static Command Create()
    {
        var data = TestDataFolder.Option();
        var models = InstalledModels.Option();
        var half = FacesCommand.HalfOption();
        var step = new Option<int>("--step") { Description = "Takes every so many pictures.", DefaultValueFactory = _ => 10 };
        var command = new Command("faces-stress", "Measures face detection on tiny, frame-filling, turned and dark faces.") { data, models, half, step };
        command.SetAction(result =>
        {
            using var catalogue = InstalledModels.Open(result.GetRequiredValue(models));
            var folder = Path.Combine(result.GetRequiredValue(data).FullName, "faces", "lfw");
            foreach (var set in FaceStress.Run(catalogue, folder, result.GetValue(step), result.GetValue(half)))
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{set.Set,-24} found {set.Found,7:0.0%} of {set.Pictures}, other boxes {set.OtherBoxes,3}, {set.MeanMilliseconds:0.0} ms"));
            }

            return 0;
        });
        return command;
    }
}
