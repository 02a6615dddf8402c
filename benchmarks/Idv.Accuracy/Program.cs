using System.CommandLine;
using Idv.Accuracy;
using Idv.Accuracy.Attributes;
using Idv.Accuracy.Faces;

// Measures error rates on the shared test data; one command per subject. Speeds are Idv.Benchmarks' business.
var root = new RootCommand("Measures the engine's error rates on pictures with ground truth.")
{
    DocumentsCommand.Create(),
    FacesCommand.Create(),
    StressCommand.Create(),
    CalibrateCommand.Create(),
    QualityCommand.Create(),
    TrainAttributesCommand.Create(),
    AttributesCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
