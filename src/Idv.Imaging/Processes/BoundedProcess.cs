using System.Diagnostics;
using System.Globalization;

namespace Idv.Imaging.Processes;

/// <summary>
/// Runs a program on untrusted bytes: under limits of time, memory and CPU, unable to write files, without network where the
/// kernel allows unprivileged name spaces, with an empty environment, and killed with all its children when its time is up.
/// </summary>
internal static class BoundedProcess
{
    private const string SearchPath = "/usr/local/bin:/usr/bin:/bin";

    private static readonly Lazy<bool> CanUnshare = new(() => Probe("unshare", "-rn", "true"));

    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The program's file name, looked up in the system's folders alone.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads from its standard input.</param>
    /// <param name="limits">What it may use.</param>
    /// <param name="readOutput">Reads its standard output; the program is killed when this returns before the end of the output.</param>
    /// <param name="readErrors">Reads its standard error to the end, on a thread of its own; null discards it.</param>
    public static ProcessOutcome Run(
        string program,
        IEnumerable<string> arguments,
        ReadOnlyMemory<byte> input,
        ProcessLimits limits,
        Action<Stream> readOutput,
        Action<Stream>? readErrors = null)
    {
        if (Find(program) is not { } path)
        {
            return ProcessOutcome.Missing;
        }

        using var process = new Process { StartInfo = Describe([.. Confinement(limits), path, .. arguments]) };
        process.Start();
        var timedOut = false;
        using var clock = new Timer(_ =>
        {
            timedOut = true;
            Kill(process);
        });
        clock.Change(limits.WallTime, Timeout.InfiniteTimeSpan);

        // Threads of their own: on a busy pool a blocked writer and a full pipe would wait for each other.
        var writing = OnThread(() => Write(process, input));
        var draining = OnThread(() =>
        {
            var errors = process.StandardError.BaseStream;
            if (readErrors is null)
            {
                errors.CopyTo(Stream.Null);
            }
            else
            {
                readErrors(errors);
            }
        });
        try
        {
            readOutput(process.StandardOutput.BaseStream);
        }
        finally
        {
            // A program whose output is read, or no longer wanted, gets a moment to exit by itself, so that its status means something.
            process.StandardOutput.BaseStream.Dispose();
            if (!process.WaitForExit(TimeSpan.FromMilliseconds(500)))
            {
                Kill(process);
                process.WaitForExit();
            }

            Task.WaitAll(writing, draining);
        }

        return Volatile.Read(ref timedOut) ? ProcessOutcome.TimedOut
            : process.ExitCode == 0 ? ProcessOutcome.Succeeded
            : ProcessOutcome.Failed;
    }

    private static List<string> Confinement(ProcessLimits limits)
    {
        var seconds = (long)Math.Ceiling(limits.WallTime.TotalSeconds);
        var words = new List<string>();

        // The kernel's limits and the second clock hold even when this process is killed.
        if (Find("timeout") is { } timeout)
        {
            words.AddRange([timeout, "--signal=KILL", Invariant(seconds + 1)]);
        }

        if (Find("prlimit") is { } prlimit)
        {
            words.AddRange([
                prlimit, "--as=" + Invariant(limits.AddressSpace), "--cpu=" + Invariant(seconds), "--fsize=0", "--nofile=64", "--core=0",
            ]);
        }

        if (CanUnshare.Value && Find("unshare") is { } unshare)
        {
            words.AddRange([unshare, "-rn"]);
        }

        return words;
    }

    private static ProcessStartInfo Describe(List<string> command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["PATH"] = SearchPath;
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    private static void Write(Process process, ReadOnlyMemory<byte> input)
    {
        try
        {
            using var stream = process.StandardInput.BaseStream;
            stream.Write(input.Span);
        }
        catch (IOException)
        {
            // The program did not want all of it; its exit status tells whether that was well.
        }
    }

    private static Task OnThread(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has just exited.
        }
    }

    private static bool Probe(string program, params string[] arguments)
    {
        if (Find(program) is not { } path)
        {
            return false;
        }

        using var process = Process.Start(Describe([path, .. arguments]));
        return process is not null && process.WaitForExit(TimeSpan.FromSeconds(5)) && process.ExitCode == 0;
    }

    private static string? Find(string program) =>
        SearchPath.Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static string Invariant(long value) => value.ToString(CultureInfo.InvariantCulture);
}
