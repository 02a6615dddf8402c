using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Idv.Documents.Mrz.Reading;
using Idv.Host.Settings;
using Idv.Host.Translation;
using Idv.Imaging;
using Idv.Inference;
using Microsoft.ML.OnnxRuntime;

namespace Idv.Host.Diagnosis;

/// <summary>Looks at everything that the appliance needs of its machine.</summary>
internal static class Doctor
{
    /// <summary>Examines the machine.</summary>
    public static IEnumerable<Finding> Examine(ApplianceSettings settings) =>
    [
        Processor(),
        Memory(),
        NativeLibrary(),
        OnnxRuntime(),
        .. Models(settings),
        Provider(settings),
        Tool("pdftoppm", "PDF documents", "poppler-utils"),
        Tool("ffmpeg", "videos", "ffmpeg"),
        DataFolder(settings.Storage.Path),
    ];

    private static Finding Processor()
    {
        (string Name, bool Supported)[] sets =
        [
            ("AVX2", Avx2.IsSupported), ("FMA", Fma.IsSupported), ("AVX-512BW", Avx512BW.IsSupported), ("AVX-VNNI", AvxVnni.IsSupported),
        ];
        var detail = $"{Environment.ProcessorCount} processors, {RuntimeInformation.ProcessArchitecture}, {string.Join(", ", sets.Where(set => set.Supported).Select(set => set.Name))}";
        return Avx2.IsSupported && Fma.IsSupported
            ? new Finding("processor", FindingStatus.Ok, detail)
            : new Finding("processor", FindingStatus.Warning, detail, "Without AVX2 everything works, several times slower. On a virtual machine, pass the host's processor features through.");
    }

    private static Finding Memory()
    {
        var bytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var detail = $"{bytes / (1 << 20):N0} MiB available";
        return bytes >= 1L << 30
            ? new Finding("memory", FindingStatus.Ok, detail)
            : new Finding("memory", FindingStatus.Warning, detail, "Give the appliance at least 1 GiB.");
    }

    private static Finding NativeLibrary()
    {
        try
        {
            using var image = Image.Rent(16, 16, PixelFormat.Bgr24);
            image.Pixels.Fill(127);
            using var decoded = ImageDecoder.Decode(ImageEncoder.EncodeJpeg(image));
            return decoded.Image is not null
                ? new Finding("image codecs", FindingStatus.Ok, "the native library loads and encodes and decodes a picture")
                : new Finding("image codecs", FindingStatus.Problem, decoded.Fault!.Message, "Run scripts/run.sh, which rebuilds the native library.");
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return new Finding("image codecs", FindingStatus.Problem, exception.Message, "Run scripts/run.sh, which installs the codecs and builds the native library.");
        }
    }

    private static Finding OnnxRuntime()
    {
        try
        {
            return new Finding("ONNX Runtime", FindingStatus.Ok, $"version {OrtEnv.Instance().GetVersionString()}");
        }
        catch (Exception exception) when (exception is TypeInitializationException or DllNotFoundException)
        {
            return new Finding("ONNX Runtime", FindingStatus.Problem, exception.GetBaseException().Message, "Run scripts/run.sh, which restores the library.");
        }
    }

    private static IEnumerable<Finding> Models(ApplianceSettings settings)
    {
        ModelCatalogue? catalogue = null;
        Finding? failure = null;
        try
        {
            catalogue = EngineFactory.OpenCatalogue(settings);
        }
        catch (ModelException exception)
        {
            failure = new Finding("models", FindingStatus.Problem, exception.Message, "Correct the manifest, or the setting 'Engine:ModelPaths'.");
        }

        if (catalogue is null)
        {
            yield return failure!;
            yield break;
        }

        using (catalogue)
        {
            foreach (var card in catalogue.Cards)
            {
                yield return Model(catalogue, card);
            }

            if (EngineFactory.SecondReader(settings.Engine) == MrzSecondReader.Tesseract)
            {
                yield return Tesseract(catalogue);
            }
        }
    }

    private static Finding Model(ModelCatalogue catalogue, ModelCard card)
    {
        try
        {
            catalogue.Verify(card.Id);
            return new Finding($"model {card.Id}", FindingStatus.Ok, $"version {card.Version}, SHA-256 as its card demands");
        }
        catch (ModelException exception)
        {
            return new Finding($"model {card.Id}", FindingStatus.Problem, exception.Message, "Delete models/node_modules and run scripts/run.sh, which restores every model by hash.");
        }
    }

    private static Finding Tesseract(ModelCatalogue catalogue)
    {
        try
        {
            _ = new MrzReader(catalogue, MrzSecondReader.Tesseract);
            return new Finding("Tesseract", FindingStatus.Ok, "reads lines of machine-readable zones that stay in doubt");
        }
        catch (ModelException exception)
        {
            return new Finding("Tesseract", FindingStatus.Problem, exception.Message, "Install what is missing, or leave out the setting 'Engine:MrzSecondReader'.");
        }
    }

    private static Finding Provider(ApplianceSettings settings)
    {
        if (settings.Engine.ExecutionProvider != "cuda")
        {
            return new Finding("GPU", FindingStatus.Ok, "not asked for; inference runs on the CPU (Engine:ExecutionProvider is 'cpu')");
        }

        try
        {
            using var catalogue = EngineFactory.OpenCatalogue(settings);
            catalogue.Open(catalogue.Cards.First().Id);
            return new Finding("GPU", FindingStatus.Ok, $"CUDA device {settings.Engine.DeviceIndex} runs models");
        }
        catch (ModelException exception)
        {
            return new Finding("GPU", FindingStatus.Problem, exception.Message, "Install CUDA 13, cuDNN 9 and the provider library, or set Engine:ExecutionProvider to 'cpu'.");
        }
    }

    private static Finding Tool(string program, string purpose, string package)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        return found is not null
            ? new Finding(program, FindingStatus.Ok, found)
            : new Finding(program, FindingStatus.Warning, $"not found; {purpose} cannot be read", $"Install the Debian package {package}.");
    }

    private static Finding DataFolder(string path)
    {
        var folder = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".doctor-{Environment.ProcessId}");
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
            var free = new DriveInfo(folder).AvailableFreeSpace;
            return free >= 1L << 30
                ? new Finding("data folder", FindingStatus.Ok, $"{folder}, writable, {free >> 30} GiB free")
                : new Finding("data folder", FindingStatus.Warning, $"{folder}, writable, {free >> 20} MiB free", "Free some space or set Storage:Path to a larger disk.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Finding("data folder", FindingStatus.Problem, $"{folder}: {exception.Message}", "Make it writable for this user, or set Storage:Path (or --data) to another folder.");
        }
    }
}
