using FsCheck;

namespace Idv.Galleries.Tests;

/// <summary>The candidate list is the one that comparing everything in full precision gives.</summary>
public class ExactSearchTests
{
    [Theory]
    [InlineData(GalleryPrecision.Int8, 1)]
    [InlineData(GalleryPrecision.Int8, 2)]
    [InlineData(GalleryPrecision.Float32, 1)]
    public void Search_gives_the_candidates_of_a_comparison_in_full_precision(GalleryPrecision precision, int threads)
    {
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), Gen.Choose(1, 3000).ToArbitrary(), Gen.Choose(1, 40).ToArbitrary(), (seed, size, top) =>
        {
            var random = new Random(seed);
            var dimension = random.Next(8, 80);
            using var gallery = Gallery.InMemory(TestGalleries.Options(dimension) with { Precision = precision, Threads = threads });
            var people = Enumerable.Range(0, size).ToDictionary(
                i => $"person-{i}", _ => Enumerable.Range(0, random.Next(1, 4)).Select(_ => TestGalleries.Direction(random, dimension)).ToArray());
            gallery.EnrolMany([.. people.Select(person => TestGalleries.Enrolment(person.Key, person.Value))]);
            var probe = TestGalleries.Direction(random, dimension);

            var result = gallery.Search(TestGalleries.Template(probe), new SearchOptions { Top = top });

            Assert.Equal(SearchExactness.Exact, result.Exactness);
            AssertSameRanking(people, probe, top, result);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(12));
    }

    [Fact]
    public void A_list_that_one_scan_does_not_prove_is_proven_by_another()
    {
        // Two thousand templates so close together that their codes can't tell them apart.
        var random = new Random(5);
        var centre = TestGalleries.Direction(random, 64);
        var people = Enumerable.Range(0, 2000).ToDictionary(i => $"p{i}", _ => new[] { TestGalleries.Near(random, centre, 0.9999) });
        using var gallery = TestGalleries.InMemory();
        gallery.EnrolMany([.. people.Select(person => TestGalleries.Enrolment(person.Key, person.Value))]);

        var result = gallery.Search(TestGalleries.Template(centre), new SearchOptions { Top = 5 });

        Assert.Equal(SearchExactness.Exact, result.Exactness);
        AssertSameRanking(people, centre, 5, result);
    }

    [Fact]
    public void A_list_that_cannot_be_proven_within_the_limit_says_so()
    {
        var random = new Random(5);
        var centre = TestGalleries.Direction(random, 64);
        using var gallery = Gallery.InMemory(TestGalleries.Options() with { ExactShortListLimit = 256 });
        gallery.EnrolMany([.. Enumerable.Range(0, 2000).Select(i => TestGalleries.Enrolment($"p{i}", TestGalleries.Near(random, centre, 0.9999)))]);

        Assert.Equal(SearchExactness.Unproven, gallery.Search(TestGalleries.Template(centre)).Exactness);
    }

    [Fact]
    public void Equal_similarities_are_ordered_by_subject_id()
    {
        var vector = TestGalleries.Direction(new Random(1), 64);
        using var gallery = TestGalleries.InMemory();
        gallery.EnrolMany([.. new[] { "c", "a", "é", "b", "B" }.Select(id => TestGalleries.Enrolment(id, vector))]);

        Assert.Equal(["B", "a", "b", "c"], Ids(gallery.Search(TestGalleries.Template(vector), new SearchOptions { Top = 4 })));
    }

    [Fact]
    public void The_best_of_a_subjects_templates_counts_and_the_subject_is_listed_once()
    {
        var random = new Random(2);
        var probe = TestGalleries.Direction(random, 64);
        using var gallery = TestGalleries.InMemory();
        gallery.Enrol(TestGalleries.Enrolment("anna", TestGalleries.Near(random, probe, 0.3), TestGalleries.Near(random, probe, 0.8)));
        gallery.Enrol(TestGalleries.Enrolment("bert", TestGalleries.Near(random, probe, 0.6)));

        var result = gallery.Search(TestGalleries.Template(probe));

        Assert.Equal(["anna", "bert"], Ids(result));
        Assert.Equal(0.8, result.Candidates[0].Similarity, tolerance: 1e-5);
    }

    [Fact]
    public void A_subject_with_thousands_of_templates_does_not_push_others_off_the_list()
    {
        var random = new Random(4);
        var probe = TestGalleries.Direction(random, 64);
        using var gallery = TestGalleries.InMemory();
        for (var i = 0; i < 3; i++)
        {
            var many = TestGalleries.Enrolment("crowd", [.. Enumerable.Range(0, 900).Select(_ => TestGalleries.Near(random, probe, 0.9))]);
            if (i == 0)
            {
                gallery.Enrol(many);
            }
            else
            {
                gallery.AddTemplates(many);
            }
        }

        gallery.Enrol(TestGalleries.Enrolment("other", TestGalleries.Near(random, probe, 0.1)));

        Assert.Equal(["crowd", "other"], Ids(gallery.Search(TestGalleries.Template(probe))));
    }

    [Fact]
    public void A_batch_gives_each_probe_the_result_that_it_has_alone()
    {
        var random = new Random(8);
        using var gallery = TestGalleries.InMemory();
        var people = Enumerable.Range(0, 3000).Select(_ => TestGalleries.Direction(random, 64)).ToArray();
        gallery.EnrolMany([.. people.Select((person, i) => TestGalleries.Enrolment($"p{i}", person))]);
        var probes = Enumerable.Range(0, 150).Select(i => TestGalleries.Template(TestGalleries.Near(random, people[i], 0.6))).ToArray();

        var together = gallery.SearchBatch(probes);

        for (var i = 0; i < probes.Length; i++)
        {
            Assert.Equal(gallery.Search(probes[i]).Candidates, together[i].Candidates);
        }
    }

    [Fact]
    public void A_minimum_similarity_shortens_the_list()
    {
        var random = new Random(9);
        var probe = TestGalleries.Direction(random, 64);
        using var gallery = TestGalleries.InMemory();
        gallery.EnrolMany([.. Enumerable.Range(0, 10).Select(i => TestGalleries.Enrolment($"p{i}", TestGalleries.Near(random, probe, i / 10.0)))]);

        Assert.Equal(["p9", "p8", "p7"], Ids(gallery.Search(TestGalleries.Template(probe), new SearchOptions { MinimumSimilarity = 0.65f })));
    }

    [Fact]
    public void An_empty_gallery_has_no_candidates()
    {
        using var gallery = TestGalleries.InMemory();
        Assert.Empty(gallery.Search(TestGalleries.Template(TestGalleries.Direction(new Random(1), 64))).Candidates);
    }

    private static IEnumerable<string> Ids(SearchResult result) => result.Candidates.Select(candidate => candidate.SubjectId);

    /// <summary>
    /// Compares with the cosines of the original vectors in double precision. The gallery's are those of rotated float32 vectors, so that
    /// candidates nearer to each other than its rounding may change places.
    /// </summary>
    private static void AssertSameRanking(Dictionary<string, float[][]> people, float[] probe, int top, SearchResult result)
    {
        var cosines = people.ToDictionary(person => person.Key, person => person.Value.Max(template => TestGalleries.Cosine(probe, template)));
        var expected = cosines.OrderByDescending(person => person.Value).Take(top).ToArray();
        Assert.Equal(expected.Length, result.Candidates.Count);
        for (var rank = 0; rank < expected.Length; rank++)
        {
            Assert.Equal(expected[rank].Value, cosines[result.Candidates[rank].SubjectId], tolerance: 2e-6);
            Assert.Equal(expected[rank].Value, result.Candidates[rank].Similarity, tolerance: 2e-6);
        }
    }
}
