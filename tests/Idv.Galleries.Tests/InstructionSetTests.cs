using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Idv.Galleries.Tests;

/// <summary>Runs the kernels' and the searches' tests in child processes with the higher instruction sets switched off.</summary>
public class InstructionSetTests
{
    [Fact]
    public Task With_AVX_VNNI() => RunWithout("AVX-VNNI", AvxVnni.IsSupported);

    [Fact]
    public Task With_AVX_512_but_no_VNNI() => RunWithout("AVX-512BW", Avx512BW.IsSupported, "DOTNET_EnableAVXVNNI");

    [Fact]
    public Task With_AVX2_at_most() => RunWithout("AVX2", Avx2.IsSupported, "DOTNET_EnableAVXVNNI", "DOTNET_EnableAVX512");

    [Fact]
    public Task With_SSE_at_most() =>
        RunWithout("scalar", RuntimeInformation.ProcessArchitecture == Architecture.X64, "DOTNET_EnableAVX");

    [Fact]
    public Task Without_any_hardware_intrinsics() => RunWithout("scalar", true, "DOTNET_EnableHWIntrinsic");

    private static async Task RunWithout(string expectedKernel, bool machineHasIt, params string[] switches)
    {
        Assert.SkipUnless(machineHasIt, $"This machine can't run {expectedKernel}.");
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable("IDV_EXPECTED_KERNEL") is not null, "This process is itself a child of the matrix.");
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(InstructionSetTests).Assembly.Location);
        }

        foreach (var testClass in new[] { typeof(KernelTests), typeof(ExactSearchTests) })
        {
            start.ArgumentList.Add("--filter-class");
            start.ArgumentList.Add(testClass.FullName!);
        }

        start.Environment["IDV_EXPECTED_KERNEL"] = expectedKernel;
        foreach (var name in switches)
        {
            start.Environment[name] = "0";
        }

        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(child.ExitCode == 0, output + await errors);
    }
}
