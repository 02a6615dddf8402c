using Idv.Documents.Mrz.Reading;
using Idv.Documents.VisualZone;
using Idv.Engine;
using Idv.Faces;
using Idv.Host.Settings;
using Idv.Inference;

namespace Idv.Host.Translation;

/// <summary>Makes the engine that the settings describe.</summary>
internal static class EngineFactory
{
    /// <summary>Opens the model catalogue.</summary>
    /// <exception cref="ModelException">A manifest is missing or not valid.</exception>
    public static ModelCatalogue OpenCatalogue(ApplianceSettings settings) => ModelCatalogue.Load(
        [ModelCatalogue.FindDefaultManifest(), .. ModelPack.Installed(PackFolder(settings)), .. settings.Engine.ModelPaths],
        Inference(settings.Engine));

    /// <summary>Where models run.</summary>
    public static InferenceOptions Inference(EngineSettings settings) => new()
    {
        Threads = settings.Threads,
        Provider = settings.ExecutionProvider == "cuda" ? ExecutionProvider.Cuda : ExecutionProvider.Cpu,
        DeviceIndex = settings.DeviceIndex,
        CudaProviderLibrary = settings.CudaProviderLibrary,
    };

    /// <summary>Where packs are installed.</summary>
    public static string PackFolder(ApplianceSettings settings) => Path.Combine(settings.Storage.Path, "models");

    /// <summary>Loads the models.</summary>
    /// <exception cref="ModelException">A model is missing, altered or unusable here.</exception>
    public static VerificationEngine Create(ModelCatalogue catalogue, EngineSettings settings)
    {
        var engine = new VerificationEngine(catalogue, FaceModels(settings), Templates(settings), SecondReader(settings));
        var range = engine.Faces.Comparer.Calibration;
        return settings.FalseMatchRate >= range.SmallestRate && settings.FalseMatchRate <= range.LargestRate
            ? engine
            : throw new SettingsException(
                $"The setting 'Engine:FalseMatchRate' must lie between {range.SmallestRate:g} and {range.LargestRate:g}, the rates that the embedder is calibrated for.");
    }

    /// <summary>Which of the installed face models the settings ask for.</summary>
    public static FaceModelPolicy FaceModels(EngineSettings settings) => new()
    {
        Detector = settings.FaceModels.Detector,
        Embedder = settings.FaceModels.Embedder,
        Quality = settings.FaceModels.Quality,
    };

    /// <summary>Who reads the lines of a machine-readable zone that our own reader leaves in doubt.</summary>
    public static MrzSecondReader SecondReader(EngineSettings settings) => settings.MrzSecondReader switch
    {
        "tesseract" => MrzSecondReader.Tesseract,
        "none" => MrzSecondReader.None,
        _ => MrzSecondReader.PpOcr,
    };

    /// <summary>The policy of the settings.</summary>
    public static VerificationPolicy Policy(EngineSettings settings) => new() { FalseMatchRate = settings.FalseMatchRate, RefuseSpecimens = settings.RefuseSpecimens };

    private static TemplateLibrary Templates(EngineSettings settings)
    {
        try
        {
            return new TemplateLibrary(settings.DocumentTemplates);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The setting 'Engine:DocumentTemplates' cannot be used: {exception.Message}");
        }
    }
}
