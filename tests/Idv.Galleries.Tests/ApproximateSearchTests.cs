namespace Idv.Galleries.Tests;

public class ApproximateSearchTests
{
    private static GalleryOptions WithSketches(int dimension) => TestGalleries.Options(dimension) with { KeepSketches = true };

    [Theory]
    [InlineData(128)]
    [InlineData(512)]
    public void Mated_probes_hit_at_the_default_short_list(int dimension)
    {
        using var gallery = Gallery.InMemory(WithSketches(dimension));
        var random = new Random(1);
        gallery.EnrolMany([.. Enumerable.Range(0, 20_000).Select(i => TestGalleries.Enrolment($"p{i}", TestGalleries.Direction(random, dimension)))]);

        var report = gallery.Tune(new TuningOptions { SampleSize = 200, GenuineSimilarity = 0.6, ShortLists = [1_020] });

        Assert.True(report.Rows[0].MatedHitRate >= 0.995, $"{report.Rows[0]}");
        Assert.True(report.ExactMatedHitRate >= 0.995);
    }

    [Fact]
    public void Similarities_are_exact_and_the_result_says_that_it_is_approximate()
    {
        using var gallery = Gallery.InMemory(WithSketches(64));
        ChangeTests.Enrol(gallery, "anna");
        var result = gallery.Search(
            TestGalleries.Template(TestGalleries.DirectionOf("anna", 64)), new SearchOptions { Mode = SearchMode.Approximate });
        Assert.Equal(SearchExactness.Approximate, result.Exactness);
        Assert.Equal(1, result.Candidates[0].Similarity, tolerance: 1e-5);
    }

    [Fact]
    public void A_short_list_as_long_as_the_gallery_finds_what_exact_search_finds()
    {
        using var gallery = Gallery.InMemory(WithSketches(100));
        var random = new Random(2);
        gallery.EnrolMany([.. Enumerable.Range(0, 3000).Select(i => TestGalleries.Enrolment($"p{i}", TestGalleries.Direction(random, 100)))]);
        for (var i = 0; i < 100; i++)
        {
            gallery.Delete($"p{i * 7}");
        }

        var probe = TestGalleries.Template(TestGalleries.Direction(random, 100));
        var exact = gallery.Search(probe, new SearchOptions { Mode = SearchMode.Exact });
        var approximate = gallery.Search(probe, new SearchOptions { Mode = SearchMode.Approximate, SketchShortList = 3000 });
        Assert.Equal(exact.Candidates, approximate.Candidates);
    }

    [Fact]
    public void Filters_hold_in_approximate_search_too()
    {
        using var gallery = Gallery.InMemory(WithSketches(64));
        gallery.EnrolMany([.. Enumerable.Range(0, 200).Select(i => TestGalleries.Enrolment($"p{i}", TestGalleries.DirectionOf($"p{i}", 64)) with
        {
            Tags = new Dictionary<string, string> { ["tenant"] = $"t{i % 4}" },
        })]);
        var options = new SearchOptions { Top = 200, Mode = SearchMode.Approximate, Filter = GalleryFilter.ByTag("tenant", "t3") };
        var found = gallery.Search(TestGalleries.Template(TestGalleries.DirectionOf("p0", 64)), options).Candidates;
        Assert.Equal(50, found.Count);
        Assert.All(found, candidate => Assert.Equal(3, int.Parse(candidate.SubjectId[1..]) % 4));
    }

    [Fact]
    public void Automatic_search_turns_approximate_at_the_configured_size()
    {
        using var gallery = Gallery.InMemory(WithSketches(64) with { ApproximateFrom = 2 });
        var probe = TestGalleries.Template(TestGalleries.DirectionOf("anna", 64));
        ChangeTests.Enrol(gallery, "anna");
        Assert.Equal(SearchExactness.Exact, gallery.Search(probe).Exactness);
        ChangeTests.Enrol(gallery, "bert");
        Assert.Equal(SearchExactness.Approximate, gallery.Search(probe).Exactness);
        Assert.Equal(SearchExactness.Approximate, gallery.SearchBatch([probe])[0].Exactness);
    }

    [Fact]
    public void Tuning_needs_sketches_and_templates()
    {
        using var without = TestGalleries.InMemory();
        ChangeTests.Enrol(without, "anna");
        ChangeTests.AssertFault(GalleryFault.InvalidArgument, () => without.Tune(new TuningOptions()));
        using var empty = Gallery.InMemory(WithSketches(64));
        ChangeTests.AssertFault(GalleryFault.InvalidArgument, () => empty.Tune(new TuningOptions()));
    }
}
