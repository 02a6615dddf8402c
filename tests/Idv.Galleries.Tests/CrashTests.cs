using System.Diagnostics;
using Idv.Galleries.Writer;

namespace Idv.Galleries.Tests;

/// <summary>A process that changes a gallery is killed without warning, again and again; then everything it acknowledged is there.</summary>
public class CrashTests
{
    private const int Dimension = 32;

    [Fact]
    public async Task No_acknowledged_change_is_lost_and_no_subject_is_torn_when_the_process_is_killed()
    {
        var rounds = Environment.GetEnvironmentVariable("IDV_LONG_TESTS") == "1" ? 200 : 20;
        var random = new Random(20);
        using var folder = new TemporaryFolder();
        var acknowledged = new Dictionary<string, char>(StringComparer.Ordinal);
        for (var round = 0; round < rounds; round++)
        {
            await RunAndKill(folder.Path, round, random.Next(1, 120), acknowledged);
            using var gallery = Gallery.Open(folder.Path, Options());
            foreach (var (id, sign) in acknowledged.Where(_ => round == rounds - 1 || random.Next(10) == 0))
            {
                AssertState(gallery, id, sign);
            }
        }

        Assert.Contains('-', acknowledged.Values);
        Assert.Contains('=', acknowledged.Values);
    }

    [Fact]
    public async Task A_full_disk_refuses_the_enrolment_keeps_what_was_acknowledged_and_lets_searches_go_on()
    {
        using var folder = new TemporaryFolder();
        var start = Writer("unshare", ["-rm", "sh", "-c", "mount -t tmpfs -o size=3m none \"$0\" && \"$@\" && cp -r \"$0\" \"$0.saved\"", folder.Path]);
        start.ArgumentList.Add(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet");
        start.ArgumentList.Add(WriterPath);
        start.ArgumentList.Add(folder.Path);
        start.ArgumentList.Add("fill");
        Process child;
        try
        {
            child = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("This machine has no unshare.");
            throw;
        }

        using (child)
        {
            var output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = await child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipWhen(output.Length == 0 && errors.Contains("unshare", StringComparison.Ordinal), "This machine allows no mount namespaces.");
            Assert.SkipWhen(output.Length == 0 && errors.Contains("mount", StringComparison.Ordinal), "This machine allows no mounts.");
            var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.True(lines.Length == 2, output + errors);
            Assert.Equal("found", lines[1]);

            var saved = folder.Path + ".saved";
            try
            {
                using var gallery = Gallery.Open(saved, Options());
                var count = int.Parse(lines[0].Split(' ')[1]);
                Assert.Equal(count, gallery.Statistics().Subjects);
                Assert.True(count > 100);
                gallery.Enrol(new Enrolment { SubjectId = "after", Templates = [new Template("crash-test/1", KnownVector.Of("after", Dimension))] });
            }
            finally
            {
                Directory.Delete(saved, recursive: true);
            }
        }
    }

    private static string WriterPath => typeof(KnownVector).Assembly.Location;

    private static ProcessStartInfo Writer(string program, string[] arguments) =>
        new(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };

    private static async Task RunAndKill(string folder, int round, int changes, Dictionary<string, char> acknowledged)
    {
        using var child = Process.Start(Writer("dotnet", [WriterPath, folder, round.ToString()]))!;
        Assert.Equal("ready", await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        for (var i = 0; i < changes; i++)
        {
            Note(await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), acknowledged);
        }

        child.Kill();

        // What was printed before the kill took effect counts too; a line without its end does not.
        var rest = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        foreach (var line in rest.Split('\n').SkipLast(1))
        {
            Note(line, acknowledged);
        }

        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static void Note(string? line, Dictionary<string, char> acknowledged) => acknowledged[line![1..]] = line[0];

    /// <summary>
    /// The last acknowledged change holds, or the one after it that the kill kept from being acknowledged; what is there is whole.
    /// </summary>
    private static void AssertState(Gallery gallery, string id, char sign)
    {
        var next = int.Parse(id[(id.LastIndexOf('-') + 1)..]) % 3;
        var found = gallery.Find(id);
        if (sign == '-')
        {
            Assert.Null(found);
            return;
        }

        if (found is null)
        {
            // Enrolled, and its deletion may have been written without being acknowledged.
            Assert.True(sign == '+' && next == 0, $"{id} is missing.");
            return;
        }

        var texts = sign == '=' ? [id + " replaced"] : next == 1 ? new[] { id, id + " replaced" } : [id];
        Assert.Contains(texts, text => IsWhole(gallery, found, text));
    }

    private static bool IsWhole(Gallery gallery, EnrolledSubject found, string text)
    {
        var templates = 1 + (text.Length % 3);
        return found.TemplateCount == templates && Enumerable.Range(0, templates).All(i =>
        {
            var best = gallery.Search(new Template("crash-test/1", KnownVector.Of($"{text} {i}", Dimension)), new SearchOptions { Top = 1 });
            return best.Candidates[0].SubjectId == found.SubjectId && best.Candidates[0].Similarity > 0.9999f;
        });
    }

    private static GalleryOptions Options() => new()
    {
        Model = "crash-test/1",
        Dimension = Dimension,
        KeyRing = new WriterKeyRing(),
        CompactAtDeadShare = 1,
    };
}
