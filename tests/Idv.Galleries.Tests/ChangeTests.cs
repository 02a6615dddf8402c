namespace Idv.Galleries.Tests;

public class ChangeTests
{
    [Fact]
    public void A_deleted_subject_is_found_no_more()
    {
        using var gallery = TestGalleries.InMemory();
        Enrol(gallery, "anna");

        Assert.True(gallery.Delete("anna"));

        Assert.Null(First(gallery, "anna"));
        Assert.Null(gallery.Find("anna"));
        Assert.False(gallery.Delete("anna"));
    }

    [Fact]
    public void A_replaced_subject_is_found_by_its_new_template_only()
    {
        using var gallery = TestGalleries.InMemory();
        Enrol(gallery, "anna");

        Assert.True(gallery.Replace(TestGalleries.Enrolment("anna", TestGalleries.DirectionOf("anna later", 64))));

        Assert.Equal(1, First(gallery, "anna later")!.Value.Similarity, tolerance: 1e-5);
        Assert.True(First(gallery, "anna")!.Value.Similarity < 0.7);
        Assert.Equal(1, gallery.Statistics().Templates);
    }

    [Fact]
    public void Replacing_an_unknown_subject_enrols_it()
    {
        using var gallery = TestGalleries.InMemory();
        Assert.False(gallery.Replace(TestGalleries.Enrolment("anna", TestGalleries.DirectionOf("anna", 64))));
        Assert.Equal("anna", First(gallery, "anna")!.Value.SubjectId);
    }

    [Fact]
    public void A_subject_is_described_with_its_templates_tags_and_date()
    {
        var date = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        using var gallery = TestGalleries.InMemory();
        gallery.Enrol(TestGalleries.Enrolment("anna", TestGalleries.DirectionOf("a", 64), TestGalleries.DirectionOf("b", 64)) with
        {
            Tags = new Dictionary<string, string> { ["tenant"] = "t1" },
            EnrolledAt = date,
        });

        var found = gallery.Find("anna")!;

        Assert.Equal(("anna", 2, "t1", date), (found.SubjectId, found.TemplateCount, found.Tags["tenant"], found.EnrolledAt));
    }

    [Fact]
    public void A_list_with_one_bad_enrolment_enrols_nobody()
    {
        using var gallery = TestGalleries.InMemory();
        Enrol(gallery, "anna");

        AssertFault(GalleryFault.DuplicateSubject, () => gallery.EnrolMany(
            [TestGalleries.Enrolment("bert", TestGalleries.DirectionOf("bert", 64)), TestGalleries.Enrolment("anna", TestGalleries.DirectionOf("x", 64))]));

        Assert.Null(gallery.Find("bert"));
    }

    [Fact]
    public void Bad_input_is_refused_by_name()
    {
        using var gallery = TestGalleries.InMemory();
        Enrol(gallery, "anna");
        var vector = TestGalleries.DirectionOf("x", 64);

        AssertFault(GalleryFault.DuplicateSubject, () => Enrol(gallery, "anna"));
        AssertFault(GalleryFault.UnknownSubject, () => gallery.AddTemplates(TestGalleries.Enrolment("nobody", vector)));
        AssertFault(GalleryFault.DimensionMismatch, () => gallery.Enrol(TestGalleries.Enrolment("b", new float[63])));
        AssertFault(GalleryFault.ZeroVector, () => gallery.Enrol(TestGalleries.Enrolment("b", new float[64])));
        AssertFault(GalleryFault.NotFinite, () => gallery.Enrol(TestGalleries.Enrolment("b", [.. vector[..63], float.NaN])));
        AssertFault(GalleryFault.NotFinite, () => gallery.Search(TestGalleries.Template([.. vector[..63], float.PositiveInfinity])));
        AssertFault(GalleryFault.ZeroVector, () => gallery.SearchBatch([TestGalleries.Template(vector), TestGalleries.Template(new float[64])]));
        AssertFault(GalleryFault.ModelMismatch, () => gallery.Search(new Template("other-model", vector)));
        AssertFault(GalleryFault.InvalidArgument, () => gallery.Enrol(TestGalleries.Enrolment("", vector)));
        AssertFault(GalleryFault.InvalidArgument, () => gallery.Enrol(TestGalleries.Enrolment(new string('x', 256), vector)));
        AssertFault(GalleryFault.InvalidArgument, () => gallery.Enrol(TestGalleries.Enrolment("\ud800", vector)));
        AssertFault(GalleryFault.InvalidArgument, () => gallery.Enrol(TestGalleries.Enrolment("no templates")));
        AssertFault(GalleryFault.InvalidArgument, () => gallery.Search(TestGalleries.Template(vector), new SearchOptions { Top = 0 }));
        Assert.Equal(1, gallery.Statistics().Subjects);
    }

    [Fact]
    public void Vectors_of_extreme_length_keep_their_direction()
    {
        using var gallery = TestGalleries.InMemory();
        var direction = TestGalleries.DirectionOf("x", 64);
        gallery.Enrol(TestGalleries.Enrolment("tiny", [.. direction.Select(value => value * 1e-30f)]));

        var probe = TestGalleries.Template([.. direction.Select(value => value * 1e37f)]);

        Assert.Equal(1, gallery.Search(probe).Candidates[0].Similarity, tolerance: 1e-5);
    }

    [Fact]
    public void A_filter_admits_subjects_by_tag_and_date()
    {
        using var gallery = TestGalleries.InMemory();
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 100; i++)
        {
            gallery.Enrol(TestGalleries.Enrolment($"p{i}", TestGalleries.DirectionOf($"p{i}", 64)) with
            {
                Tags = new Dictionary<string, string> { ["tenant"] = $"t{i % 3}", ["label"] = i % 2 == 0 ? "staff" : "visitor" },
                EnrolledAt = start.AddDays(i),
            });
        }

        var filter = new GalleryFilter
        {
            Tags = new Dictionary<string, IReadOnlyCollection<string>> { ["tenant"] = ["t0", "t1"], ["label"] = ["staff"] },
            EnrolledFrom = start.AddDays(10),
            EnrolledBefore = start.AddDays(40),
        };
        var found = gallery.Search(TestGalleries.Template(TestGalleries.DirectionOf("p12", 64)), new SearchOptions { Top = 100, Filter = filter });

        var expected = Enumerable.Range(10, 30).Where(i => i % 3 != 2 && i % 2 == 0).Select(i => $"p{i}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Candidates.Select(candidate => candidate.SubjectId).Order(StringComparer.Ordinal));
        Assert.Equal("p12", found.Candidates[0].SubjectId);
    }

    [Fact]
    public void A_filter_on_an_unknown_value_finds_nobody()
    {
        using var gallery = TestGalleries.InMemory();
        Enrol(gallery, "anna");
        var options = new SearchOptions { Filter = GalleryFilter.ByTag("tenant", "t9") };
        Assert.Empty(gallery.Search(TestGalleries.Template(TestGalleries.DirectionOf("anna", 64)), options).Candidates);
    }

    [Fact]
    public async Task A_subject_that_is_replaced_all_the_time_is_found_by_every_search()
    {
        using var gallery = TestGalleries.InMemory();
        gallery.EnrolMany([.. Enumerable.Range(0, 2000).Select(i => TestGalleries.Enrolment($"p{i}", TestGalleries.DirectionOf($"p{i}", 64)))]);
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                gallery.Replace(TestGalleries.Enrolment("p7", TestGalleries.DirectionOf("p7", 64)));
            }
        }, TestContext.Current.CancellationToken);
        var compactor = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                gallery.Compact();
            }
        }, TestContext.Current.CancellationToken);

        for (var i = 0; i < 300; i++)
        {
            var result = gallery.Search(TestGalleries.Template(TestGalleries.DirectionOf("p7", 64)), new SearchOptions { Top = 2 });
            Assert.Equal("p7", result.Candidates[0].SubjectId);
            Assert.Equal(1, result.Candidates[0].Similarity, tolerance: 1e-5);
            Assert.NotEqual("p7", result.Candidates[1].SubjectId);
        }

        await stop.CancelAsync();
        await Task.WhenAll(writer, compactor);
    }

    [Fact]
    public async Task Concurrent_probes_share_scans_and_each_gets_its_own_answer()
    {
        using var gallery = TestGalleries.InMemory();
        gallery.EnrolMany([.. Enumerable.Range(0, 20_000).Select(i => TestGalleries.Enrolment($"p{i}", TestGalleries.DirectionOf($"p{i}", 64)))]);

        var searches = Enumerable.Range(0, 16).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 50; i++)
            {
                Assert.Equal($"p{i + worker}", First(gallery, $"p{i + worker}")!.Value.SubjectId);
            }
        }));
        await Task.WhenAll(searches);

        var statistics = gallery.Statistics();
        Assert.Equal(800, statistics.Searches);
        Assert.InRange(statistics.Scans, 1, 799);
    }

    [Fact]
    public void Deleting_most_of_a_gallery_compacts_it_in_the_background()
    {
        using var gallery = Gallery.InMemory(TestGalleries.Options() with { CompactAtDeadShare = 0.5, CompactFromDeadTemplates = 50 });
        gallery.EnrolMany([.. Enumerable.Range(0, 100).Select(i => TestGalleries.Enrolment($"p{i}", TestGalleries.DirectionOf($"p{i}", 64)))]);
        for (var i = 0; i < 60; i++)
        {
            gallery.Delete($"p{i}");
        }

        Assert.True(SpinWait.SpinUntil(() => gallery.Statistics().DeadTemplates < 50, TimeSpan.FromSeconds(20)));
        Assert.Equal("p99", First(gallery, "p99")!.Value.SubjectId);
    }

    internal static void AssertFault(GalleryFault expected, Action action) =>
        Assert.Equal(expected, Assert.Throws<GalleryException>(action).Fault);

    internal static void Enrol(Gallery gallery, string id) => gallery.Enrol(TestGalleries.Enrolment(id, TestGalleries.DirectionOf(id, gallery.Dimension)));

    /// <summary>The first candidate for the direction that a text stands for.</summary>
    internal static Candidate? First(Gallery gallery, string text)
    {
        var candidates = gallery.Search(TestGalleries.Template(TestGalleries.DirectionOf(text, gallery.Dimension)), new SearchOptions { Top = 1 }).Candidates;
        return candidates.Count > 0 ? candidates[0] : null;
    }
}
