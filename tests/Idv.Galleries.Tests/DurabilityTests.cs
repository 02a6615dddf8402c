using System.Text;
using FsCheck;

namespace Idv.Galleries.Tests;

public class DurabilityTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_gallery_is_the_same_after_it_was_closed_and_opened(bool fullPrecisionInMemory)
    {
        using var folder = new TemporaryFolder();
        var options = TestGalleries.Options() with { KeepFullPrecisionInMemory = fullPrecisionInMemory };
        SearchResult before;
        using (var gallery = Gallery.Open(folder.Path, options))
        {
            gallery.EnrolMany([.. Enumerable.Range(0, 500).Select(i => TestGalleries.Enrolment($"p{i}", TestGalleries.DirectionOf($"p{i}", 64)) with
            {
                Tags = new Dictionary<string, string> { ["n"] = $"{i % 5}" },
            })]);
            gallery.Delete("p3");
            gallery.Replace(TestGalleries.Enrolment("p4", TestGalleries.DirectionOf("new p4", 64)));
            gallery.AddTemplates(TestGalleries.Enrolment("p5", TestGalleries.DirectionOf("more p5", 64)));
            before = Search(gallery, "x");
        }

        using var reopened = Gallery.Open(folder.Path, options);

        Assert.Equal(before.Candidates, Search(reopened, "x").Candidates);
        Assert.Null(reopened.Find("p3"));
        Assert.Equal("p4", ChangeTests.First(reopened, "new p4")!.Value.SubjectId);
        Assert.Equal(2, reopened.Find("p5")!.TemplateCount);
        Assert.Equal("2", reopened.Find("p7")!.Tags["n"]);
    }

    [Fact]
    public void Opening_reports_how_far_it_is()
    {
        using var folder = new TemporaryFolder();
        Fill(folder.Path, 100);
        var reports = new List<GalleryProgress>();

        using var gallery = Gallery.Open(folder.Path, TestGalleries.Options(), new Collector(reports));

        Assert.Equal(reports[^1].Total, reports[^1].Done);
        Assert.All(reports, report => Assert.Equal(GalleryActivity.Opening, report.Activity));
    }

    [Fact]
    public void A_second_opening_is_refused_while_the_first_lasts()
    {
        using var folder = new TemporaryFolder();
        using (Gallery.Open(folder.Path, TestGalleries.Options()))
        {
            ChangeTests.AssertFault(GalleryFault.LockedByAnotherProcess, () => Gallery.Open(folder.Path, TestGalleries.Options()));
        }

        Gallery.Open(folder.Path, TestGalleries.Options()).Dispose();
    }

    [Fact]
    public void Another_key_is_recognised_as_wrong()
    {
        using var folder = new TemporaryFolder();
        Fill(folder.Path, 3);
        var other = new FixedKeyRing();
        other.Keys["k1"] = new byte[32];
        var none = new FixedKeyRing();
        none.Keys.Remove("k1");

        ChangeTests.AssertFault(GalleryFault.WrongKey, () => Gallery.Open(folder.Path, TestGalleries.Options() with { KeyRing = other }));
        ChangeTests.AssertFault(GalleryFault.WrongKey, () => Gallery.Open(folder.Path, TestGalleries.Options() with { KeyRing = none }));
    }

    [Fact]
    public void Another_model_or_dimension_is_refused()
    {
        using var folder = new TemporaryFolder();
        Fill(folder.Path, 3);
        ChangeTests.AssertFault(
            GalleryFault.ModelMismatch, () => Gallery.Open(folder.Path, TestGalleries.Options() with { Model = "other-model" }));
        ChangeTests.AssertFault(GalleryFault.DimensionMismatch, () => Gallery.Open(folder.Path, TestGalleries.Options(dimension: 32)));
    }

    [Fact]
    public void After_resealing_only_the_new_key_is_needed()
    {
        using var folder = new TemporaryFolder();
        var ring = new FixedKeyRing();
        var options = TestGalleries.Options() with { KeyRing = ring };
        Fill(folder.Path, 3, options);
        ring.CurrentKeyId = "k2";
        using (var gallery = Gallery.Open(folder.Path, options))
        {
            gallery.Reseal();
        }

        ring.Keys.Remove("k1");
        using var reopened = Gallery.Open(folder.Path, options);
        Assert.Equal("p1", ChangeTests.First(reopened, "p1")!.Value.SubjectId);
    }

    [Fact]
    public void Any_flipped_bit_of_a_closed_gallery_is_detected()
    {
        using var folder = new TemporaryFolder();
        Fill(folder.Path, 4);
        var files = folder.Segments.Append(Path.Combine(folder.Path, "manifest.json")).ToDictionary(path => path, File.ReadAllBytes);
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var (path, original) = files.ElementAt(random.Next(files.Count));
            var damaged = (byte[])original.Clone();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, damaged);
            var failure = Record.Exception(() => Gallery.Open(folder.Path, TestGalleries.Options()).Dispose());
            File.WriteAllBytes(path, original);

            // White space of the manifest's JSON doesn't exist, and every other byte matters.
            return failure is GalleryException;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    [Fact]
    public void A_closed_segment_that_was_cut_is_detected_wherever_it_was_cut()
    {
        using var folder = new TemporaryFolder();
        Fill(folder.Path, 4);
        var path = Assert.Single(folder.Segments);
        var original = File.ReadAllBytes(path);
        for (var length = 0; length < original.Length; length += 97)
        {
            File.WriteAllBytes(path, original[..length]);
            ChangeTests.AssertFault(GalleryFault.Corrupt, () => Gallery.Open(folder.Path, TestGalleries.Options()));
        }
    }

    [Fact]
    public void A_torn_end_of_a_segment_that_was_being_written_is_cut_off_and_the_rest_is_kept()
    {
        using var folder = new TemporaryFolder();
        using var crashed = CopyWhileOpen(folder.Path, out var lengths);
        for (var length = lengths[^2]; length < lengths[^1]; length += 37)
        {
            using var copy = Copy(crashed.Path);
            var path = Assert.Single(copy.Segments);
            File.WriteAllBytes(path, File.ReadAllBytes(path)[..(int)length]);
            using var gallery = Gallery.Open(copy.Path, TestGalleries.Options());
            Assert.Equal(lengths.Count - 2, gallery.Statistics().Subjects);
            ChangeTests.Enrol(gallery, "afterwards");
        }
    }

    [Fact]
    public void Damage_before_an_acknowledged_change_is_corruption_even_in_a_segment_that_was_being_written()
    {
        using var folder = new TemporaryFolder();
        using var crashed = CopyWhileOpen(folder.Path, out var lengths);
        var path = Assert.Single(crashed.Segments);
        var bytes = File.ReadAllBytes(path);
        bytes[lengths[1] + 50] ^= 1;
        File.WriteAllBytes(path, bytes);
        ChangeTests.AssertFault(GalleryFault.Corrupt, () => Gallery.Open(crashed.Path, TestGalleries.Options()));
    }

    [Fact]
    public void A_missing_segment_is_detected()
    {
        using var folder = new TemporaryFolder();
        Fill(folder.Path, 4);
        File.Delete(Assert.Single(folder.Segments));
        ChangeTests.AssertFault(GalleryFault.Corrupt, () => Gallery.Open(folder.Path, TestGalleries.Options()));
    }

    [Fact]
    public void A_long_log_is_spread_over_several_segments()
    {
        using var folder = new TemporaryFolder();
        var options = TestGalleries.Options() with { SegmentBytes = 1 << 20, Durability = Durability.OperatingSystem };
        using (var gallery = Gallery.Open(folder.Path, options))
        {
            for (var i = 0; i < 30; i++)
            {
                gallery.EnrolMany([.. Enumerable.Range(0, 300).Select(n => TestGalleries.Enrolment($"p{i}-{n}", TestGalleries.DirectionOf($"p{i}-{n}", 64)))]);
            }
        }

        Assert.True(folder.Segments.Length > 1);
        using var reopened = Gallery.Open(folder.Path, options);
        Assert.Equal(9000, reopened.Statistics().Subjects);
        Assert.Equal("p29-7", ChangeTests.First(reopened, "p29-7")!.Value.SubjectId);
    }

    [Fact]
    public void After_compaction_no_file_contains_a_byte_of_a_deleted_subject()
    {
        using var folder = new TemporaryFolder();
        using (var gallery = Gallery.Open(folder.Path, TestGalleries.Options()))
        {
            ChangeTests.Enrol(gallery, "stays");
            var before = gallery.Statistics().SegmentBytes;
            ChangeTests.Enrol(gallery, "goes-away-for-good");
            var sealedBytes = ReadShared(Assert.Single(folder.Segments)).AsSpan((int)before).ToArray();
            Assert.True(gallery.Delete("goes-away-for-good"));

            gallery.Compact();

            Assert.Equal(1, gallery.Statistics().Templates);
            Assert.Equal(0, gallery.Statistics().DeadTemplates);
            foreach (var path in Directory.GetFiles(folder.Path).Where(path => !path.EndsWith("lock", StringComparison.Ordinal)))
            {
                var bytes = ReadShared(path);
                for (var at = 64; at + 16 <= sealedBytes.Length; at += 16)
                {
                    Assert.Equal(-1, bytes.AsSpan().IndexOf(sealedBytes.AsSpan(at, 16)));
                }
            }

            // Nor is it there under the encryption: what the files decrypt to is what an export of them holds.
            using var export = new MemoryStream();
            gallery.Export(export);
            Assert.Equal(-1, export.ToArray().AsSpan().IndexOf("goes-away"u8));
            Assert.NotEqual(-1, export.ToArray().AsSpan().IndexOf("stays"u8));
        }

        using var reopened = Gallery.Open(folder.Path, TestGalleries.Options());
        Assert.Equal(1, reopened.Statistics().Subjects);
        Assert.Equal(0, reopened.Statistics().DeadTemplates);
    }

    [Fact]
    public void Nothing_readable_is_on_the_disk()
    {
        using var folder = new TemporaryFolder();
        using (var gallery = Gallery.Open(folder.Path, TestGalleries.Options()))
        {
            gallery.Enrol(TestGalleries.Enrolment("confidential-subject", TestGalleries.DirectionOf("x", 64)) with
            {
                Tags = new Dictionary<string, string> { ["confidential-tag"] = "confidential-value" },
            });
        }

        foreach (var path in Directory.GetFiles(folder.Path))
        {
            Assert.DoesNotContain("confidential", Encoding.Latin1.GetString(File.ReadAllBytes(path)));
        }
    }

    [Fact]
    public void Files_that_a_dead_process_left_from_a_rewrite_are_removed()
    {
        using var folder = new TemporaryFolder();
        Fill(folder.Path, 4);
        File.WriteAllText(Path.Combine(folder.Path, "00000099.segment"), "half a rewrite");
        using var gallery = Gallery.Open(folder.Path, TestGalleries.Options());
        Assert.Single(folder.Segments);
    }

    [Fact]
    public void A_template_that_is_damaged_while_the_gallery_is_open_fails_its_own_searches_only()
    {
        using var folder = new TemporaryFolder();
        using var gallery = Gallery.Open(folder.Path, TestGalleries.Options());
        gallery.Enrol(TestGalleries.Enrolment("sound", TestGalleries.DirectionOf("sound", 64)) with
        {
            Tags = new Dictionary<string, string> { ["list"] = "sound" },
        });
        ChangeTests.Enrol(gallery, "damaged");
        using (var file = new FileStream(folder.Segments[0], FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Seek(-40, SeekOrigin.End);
            var value = file.ReadByte();
            file.Seek(-40, SeekOrigin.End);
            file.WriteByte((byte)(value ^ 1));
        }

        ChangeTests.AssertFault(GalleryFault.Corrupt, () => ChangeTests.First(gallery, "damaged"));

        var options = new SearchOptions { Filter = GalleryFilter.ByTag("list", "sound") };
        Assert.Single(gallery.Search(TestGalleries.Template(TestGalleries.DirectionOf("sound", 64)), options).Candidates);
    }

    [Fact]
    public void A_closed_gallery_refuses_everything_and_may_be_closed_again()
    {
        using var folder = new TemporaryFolder();
        var gallery = Gallery.Open(folder.Path, TestGalleries.Options());
        gallery.Dispose();
        gallery.Dispose();
        Assert.Throws<ObjectDisposedException>(() => ChangeTests.Enrol(gallery, "anna"));
        Assert.Throws<ObjectDisposedException>(() => ChangeTests.First(gallery, "anna"));
        Assert.Throws<ObjectDisposedException>(() => gallery.Compact());
    }

    private static SearchResult Search(Gallery gallery, string text) =>
        gallery.Search(TestGalleries.Template(TestGalleries.DirectionOf(text, 64)));

    private static void Fill(string path, int subjects, GalleryOptions? options = null)
    {
        using var gallery = Gallery.Open(path, options ?? TestGalleries.Options());
        for (var i = 0; i < subjects; i++)
        {
            ChangeTests.Enrol(gallery, $"p{i}");
        }
    }

    /// <summary>What a killed process leaves: the files as they are before the gallery is closed. Lengths after each of five changes.</summary>
    private static TemporaryFolder CopyWhileOpen(string path, out List<long> lengths)
    {
        using var gallery = Gallery.Open(path, TestGalleries.Options());
        lengths = [0];
        for (var i = 0; i < 5; i++)
        {
            ChangeTests.Enrol(gallery, $"p{i}");
            lengths.Add(gallery.Statistics().SegmentBytes);
        }

        return Copy(path);
    }

    private static TemporaryFolder Copy(string path)
    {
        var copy = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(path).Where(file => !file.EndsWith("lock", StringComparison.Ordinal)))
        {
            File.WriteAllBytes(Path.Combine(copy.Path, Path.GetFileName(file)), ReadShared(file));
        }

        return copy;
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private sealed class Collector(List<GalleryProgress> reports) : IProgress<GalleryProgress>
    {
        public void Report(GalleryProgress value) => reports.Add(value);
    }
}
