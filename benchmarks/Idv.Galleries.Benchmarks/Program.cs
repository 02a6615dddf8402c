using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Idv.Galleries.Benchmarks;

// Without arguments BenchmarkDotNet asks what to run; `--filter '*'` runs all of it. `figures NAME …` takes the measurements that are a
// rate, a size or a recall rather than a time: see Figures.
if (args is ["figures", .. var names])
{
    Figures.Run(names);
}
else
{
    // In this process: a gallery of two gigabytes is opened once for each benchmark, not once more for each of its launches.
    var config = DefaultConfig.Instance.AddJob(
        Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithMinIterationCount(5).WithMaxIterationCount(12));
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
}
