using System.Diagnostics;
using Idv.Imaging.Processes;

namespace Idv.Imaging.Tests;

public class BoundedProcessTests
{
    private static readonly ProcessLimits Generous = new(TimeSpan.FromSeconds(10), 1L << 30);

    [Fact]
    public void A_program_reads_its_input_and_its_output_is_read()
    {
        var input = new byte[5_000_000];
        new Random(1).NextBytes(input);
        using var output = new MemoryStream();
        Assert.Equal(ProcessOutcome.Succeeded, BoundedProcess.Run("cat", [], input, Generous, stream => stream.CopyTo(output)));
        Assert.Equal(input, output.ToArray());
    }

    [Fact]
    public void A_program_that_is_not_installed_is_missing() =>
        Assert.Equal(ProcessOutcome.Missing, BoundedProcess.Run("no-such-program", [], default, Generous, _ => { }));

    [Fact]
    public void A_status_other_than_0_is_a_failure() =>
        Assert.Equal(ProcessOutcome.Failed, BoundedProcess.Run("false", [], default, Generous, Drain));

    [Fact]
    public void A_program_is_killed_with_its_children_when_its_time_is_up()
    {
        var clock = Stopwatch.StartNew();
        var limits = new ProcessLimits(TimeSpan.FromMilliseconds(300), 1L << 30);
        Assert.Equal(ProcessOutcome.TimedOut, BoundedProcess.Run("sh", ["-c", "sleep 20 & sleep 20"], default, limits, Drain));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_program_gets_no_more_memory_than_its_limit()
    {
        Assert.Equal(ProcessOutcome.Succeeded, BoundedProcess.Run("true", [], default, Generous, Drain));
        Assert.Equal(ProcessOutcome.Failed, BoundedProcess.Run("true", [], default, Generous with { AddressSpace = 1 << 20 }, Drain));
    }

    [Fact]
    public void A_program_can_write_no_file()
    {
        var path = Path.Combine(Path.GetTempPath(), $"idv-{Guid.NewGuid():N}");
        try
        {
            BoundedProcess.Run("sh", ["-c", $"echo content > {path}"], default, Generous, Drain);
            Assert.True(!File.Exists(path) || new FileInfo(path).Length == 0);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_program_sees_none_of_this_process_s_environment()
    {
        var text = string.Empty;
        BoundedProcess.Run("env", [], default, Generous, stream => text = new StreamReader(stream).ReadToEnd());
        var names = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]).Order(StringComparer.Ordinal);
        Assert.Equal(["LC_ALL", "PATH"], names);
    }

    private static void Drain(Stream stream) => stream.CopyTo(Stream.Null);
}
