using System.CommandLine;
using Idv.Accuracy.Attributes;
using Idv.Accuracy.Documents;
using Idv.Accuracy.Faces;
using Idv.Accuracy.Labels;
using Idv.Accuracy.Liveness;

namespace Idv.Accuracy;

/// <summary><c>idv bench</c>: error rates on pictures with ground truth, one command per subject. Speeds are Idv.Benchmarks' business.</summary>
public static class BenchCommand
{
    /// <summary>The command with everything that measures or trains on a folder of test data.</summary>
    public static Command Create() => new("bench", "Measures the engine's error rates on pictures with ground truth.")
    {
        FacesCommand.Create(),
        StressCommand.Create(),
        FoundCommand.Create(),
        CalibrateCommand.Create(),
        QualityCommand.Create(),
        AttributesCommand.Create(),
        TrainAttributesCommand.Create(),
        TrainExpressionCommand.Create(),
        ExamplesCommand.Create(),
        DocumentsCommand.Create(),
        DocumentExamplesCommand.Create(),
        LivenessCommand.Create(),
        LivenessStressCommand.Create(),
        LivenessSimulateCommand.Create(),
    };
}
