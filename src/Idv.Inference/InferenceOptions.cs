namespace Idv.Inference;

/// <summary>What computes.</summary>
public enum ExecutionProvider
{
    /// <summary>ONNX Runtime's CPU kernels.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU through ONNX Runtime's CUDA provider library.</summary>
    Cuda,
}

/// <summary>How models are run.</summary>
public sealed record InferenceOptions
{
    /// <summary>
    /// Threads within one run, at least 1. The default is 1: several runs at once give more throughput than one run on
    /// several threads (docs/performance.md).
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>What computes; <see cref="ExecutionProvider.Cpu"/> unless configured.</summary>
    public ExecutionProvider Provider { get; init; } = ExecutionProvider.Cpu;

    /// <summary>Which GPU, from 0.</summary>
    public int DeviceIndex { get; init; }

    /// <summary>
    /// The file of the CUDA provider library; null looks beside the program and among the restored packages.
    /// </summary>
    public string? CudaProviderLibrary { get; init; }
}
