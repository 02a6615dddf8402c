using BenchmarkDotNet.Running;
using Idv.Galleries.Benchmarks;

// Without arguments BenchmarkDotNet asks what to run; `--filter '*'` runs all of it. `figures NAME …` takes the measurements that are a
// rate, a size or a recall rather than a time: see Figures.
if (args is ["figures", .. var names])
{
    Figures.Run(names);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
