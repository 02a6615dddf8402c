using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Idv.Galleries.Scanning;

/// <summary>Chooses the kernel for this machine.</summary>
internal static class KernelSelection
{
    /// <summary>The fastest kernel that this machine runs for a precision.</summary>
    public static ScanKernel Best(GalleryPrecision precision, int dimension) =>
        precision == GalleryPrecision.Float32 ? new Float32Kernel(dimension) : AvailableInt8(dimension)[0];

    /// <summary>Every int8 kernel that this machine runs, fastest first; the scalar one is always there and last.</summary>
    public static IReadOnlyList<Int8Kernel> AvailableInt8(int dimension)
    {
        var kernels = new List<Int8Kernel>();
        if (AvxVnni.IsSupported)
        {
            kernels.Add(new Int8AvxVnniKernel(dimension));
        }

        if (Avx512BW.IsSupported)
        {
            kernels.Add(new Int8Avx512Kernel(dimension));
        }

        if (Avx2.IsSupported)
        {
            kernels.Add(new Int8Avx2Kernel(dimension));
        }

        if (Dp.IsSupported)
        {
            kernels.Add(new Int8AdvSimdKernel(dimension));
        }

        kernels.Add(new Int8ScalarKernel(dimension));
        return kernels;
    }
}
