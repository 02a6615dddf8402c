using Microsoft.ML.OnnxRuntime;

namespace Idv.Inference;

/// <summary>Turns our options into ONNX Runtime's.</summary>
internal static class SessionSettings
{
    private const string CudaRegistration = "idv-cuda";
    private const string CudaLibraryName = "libonnxruntime_providers_cuda.so";
    private const string CudaPackage = "com.github.asus4.onnxruntime.linux-x64-gpu";

    private static readonly Lock CudaLock = new();
    private static bool _cudaRegistered;

    /// <exception cref="ModelException">The execution provider cannot run on this machine.</exception>
    public static SessionOptions Create(InferenceOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(options));
        var settings = new SessionOptions
        {
            IntraOpNumThreads = options.Threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // Denormal numbers slow some activations down a hundredfold and change no decision.
        settings.AddSessionConfigEntry("session.set_denormal_as_zero", "1");

        // Spinning threads would take the cores from the other sessions of the same process.
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        if (options.Provider == ExecutionProvider.Cuda)
        {
            AppendCuda(settings, options);
        }

        return settings;
    }

    /// <summary>Where the CUDA provider library is, or null.</summary>
    public static string? FindCudaLibrary(InferenceOptions options)
    {
        if (options.CudaProviderLibrary is not null)
        {
            return File.Exists(options.CudaProviderLibrary) ? options.CudaProviderLibrary : null;
        }

        var candidates = new List<string>
        {
            Path.Combine(AppContext.BaseDirectory, CudaLibraryName),
            Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", CudaLibraryName),
        };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            candidates.Add(Path.Combine(folder.FullName, "models", "node_modules", CudaPackage, "Plugins", "Linux", "x64", CudaLibraryName));
        }

        return candidates.Find(File.Exists);
    }

    private static void AppendCuda(SessionOptions settings, InferenceOptions options)
    {
        var environment = OrtEnv.Instance();
        lock (CudaLock)
        {
            if (!_cudaRegistered)
            {
                var library = FindCudaLibrary(options) ?? throw Unavailable(
                    options.CudaProviderLibrary is null
                        ? $"{CudaLibraryName} was not found beside the program or in models/node_modules/{CudaPackage}"
                        : $"{options.CudaProviderLibrary} does not exist",
                    null);
                try
                {
                    environment.RegisterExecutionProviderLibrary(CudaRegistration, library);
                }
                catch (OnnxRuntimeException exception)
                {
                    throw Unavailable(exception.Message, exception);
                }

                _cudaRegistered = true;
            }
        }

        var devices = environment.GetEpDevices().Where(device => device.EpName.Contains("CUDA", StringComparison.OrdinalIgnoreCase)).ToList();
        if (options.DeviceIndex >= devices.Count)
        {
            throw Unavailable($"GPU {options.DeviceIndex} was asked for, but {devices.Count} usable GPUs were found", null);
        }

        settings.AppendExecutionProvider(environment, [devices[options.DeviceIndex]], new Dictionary<string, string>(StringComparer.Ordinal));
    }

    private static ModelException Unavailable(string reason, Exception? exception) => new(
        ModelFault.ProviderUnavailable,
        $"Engine:ExecutionProvider is 'cuda', but CUDA cannot be used: {reason}. Install the NVIDIA driver, CUDA 13 and cuDNN 9 and the npm package {CudaPackage} (docs/configuration.md), or set Engine:ExecutionProvider to 'cpu'.",
        exception);
}
