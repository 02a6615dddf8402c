using System.CommandLine;
using System.Globalization;
using Idv.Accuracy.Faces;
using Idv.Faces;
using Idv.Faces.Quality;

namespace Idv.Accuracy.Labels;

/// <summary><c>train-expression</c>: fits the weights of <see cref="ExpressionNeutrality"/> to one half of the labelled people.</summary>
internal static class TrainExpressionCommand
{
    public static Command Create()
    {
        var data = TestDataFolder.Option();
        var command = new Command("train-expression", "Prints the weights by which a neutral expression is told.") { data };
        command.SetAction(result =>
        {
            using var catalogue = InstalledModels.Open();
            var faces = LabelledFigures.Read(new FaceAnalyzer(catalogue), Path.Combine(result.GetRequiredValue(data).FullName, "faces", "lfw"), PeopleHalf.Even)
                .Where(face => face.Label.IsNeutral is not null).ToArray();
            var model = LogisticRegression.Fit(
                [.. faces.Select(face => ExpressionNeutrality.Measures(face.Analysis.Face.Landmarks))],
                [.. faces.Select(face => face.Label.IsNeutral == true ? 1.0 : 0.0)],
                penalty: 1e-4);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{faces.Length} faces: weights {string.Join(", ", model.Weights.Select(weight => weight.ToString("0.0000", CultureInfo.InvariantCulture)))}, bias {model.Bias:0.0000}"));
            return 0;
        });
        return command;
    }
}
