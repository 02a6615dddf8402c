using System.Security.Cryptography;
using Idv.Galleries.Protection;

namespace Idv.Galleries.Tests;

public class TemplateProtectionTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(128)]
    [InlineData(512)]
    public void The_transform_keeps_every_cosine(int dimension)
    {
        var random = new Random(1);
        var transform = NewTransform(dimension);
        for (var i = 0; i < 20; i++)
        {
            var (left, right) = (TestGalleries.Direction(random, dimension), TestGalleries.Direction(random, dimension));
            Assert.Equal(
                TestGalleries.Cosine(left, right), TestGalleries.Cosine(transform.Protect(left), transform.Protect(right)), tolerance: 1e-6);
        }
    }

    [Fact]
    public void The_transform_can_be_undone_with_the_key()
    {
        var vector = TestGalleries.Direction(new Random(1), 100);
        var transform = NewTransform(100);
        Assert.Equal(1, TestGalleries.Cosine(vector, transform.Reveal(transform.Protect(vector))), tolerance: 1e-6);
    }

    [Fact]
    public void One_key_always_draws_the_same_transform()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var vector = TestGalleries.Direction(new Random(1), 64);
        Assert.Equal(
            new GalleryTransform(key, 64, sketches: false).Protect(vector), new GalleryTransform(key, 64, sketches: true).Protect(vector));
    }

    [Fact]
    public void The_same_person_in_two_galleries_looks_like_two_strangers()
    {
        // ISO/IEC 24745, unlinkability: stored templates of one person compare like stored templates of two.
        var random = new Random(2);
        var (first, second) = (NewTransform(512), NewTransform(512));
        var mated = new List<double>();
        var nonMated = new List<double>();
        for (var i = 0; i < 400; i++)
        {
            var person = TestGalleries.Direction(random, 512);
            mated.Add(TestGalleries.Cosine(first.Protect(person), second.Protect(person)));
            nonMated.Add(TestGalleries.Cosine(first.Protect(person), second.Protect(TestGalleries.Direction(random, 512))));
        }

        // Both are cosines of independent directions: mean 0, deviation 1/√512 = 0.044; means of 400 deviate by 0.0022.
        Assert.InRange(mated.Average(), -0.011, 0.011);
        Assert.InRange(nonMated.Average(), -0.011, 0.011);
        Assert.InRange(Math.Sqrt(mated.Average(cosine => cosine * cosine)), 0.038, 0.051);
    }

    [Fact]
    public async Task A_gallery_is_rekeyed_while_searches_and_changes_go_on_and_no_search_fails()
    {
        using var folder = new TemporaryFolder();
        using (var gallery = Gallery.Open(folder.Path, TestGalleries.Options() with { Durability = Durability.OperatingSystem }))
        {
            gallery.EnrolMany([.. Enumerable.Range(0, 3000).Select(i => TestGalleries.Enrolment($"p{i}", TestGalleries.DirectionOf($"p{i}", 64)))]);
            using var stop = new CancellationTokenSource();
            var searches = 0;
            var searcher = Task.Run(() =>
            {
                while (!stop.IsCancellationRequested)
                {
                    var first = ChangeTests.First(gallery, $"p{100 + (searches++ % 1000)}")!.Value;
                    Assert.Equal(1, first.Similarity, tolerance: 1e-5);
                }
            }, TestContext.Current.CancellationToken);
            var enrolled = 0;
            var writer = Task.Run(() =>
            {
                while (!stop.IsCancellationRequested)
                {
                    ChangeTests.Enrol(gallery, $"new{enrolled++}");
                    gallery.Replace(TestGalleries.Enrolment("p5", TestGalleries.DirectionOf($"p5 {enrolled}", 64)));
                    gallery.Delete($"new{enrolled - 10}");
                }
            }, TestContext.Current.CancellationToken);
            // On a busy machine three re-issues can be over before either task has begun.
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref enrolled) > 1 && Volatile.Read(ref searches) > 0, TimeSpan.FromMinutes(1)));
            for (var issue = 2; issue <= 4; issue++)
            {
                gallery.Rekey();
                Assert.Equal(issue, gallery.Statistics().Issue);
            }

            await stop.CancelAsync();
            await Task.WhenAll(searcher, writer);
            Assert.True(searches > 0);
            AssertChangesArrived(gallery, enrolled);
        }

        using var reopened = Gallery.Open(folder.Path, TestGalleries.Options());
        Assert.Equal("p2999", ChangeTests.First(reopened, "p2999")!.Value.SubjectId);
        Assert.Null(reopened.Find("new0"));
    }

    [Fact]
    public void After_rekeying_no_file_of_the_old_issue_is_left()
    {
        using var folder = new TemporaryFolder();
        using var gallery = Gallery.Open(folder.Path, TestGalleries.Options());
        ChangeTests.Enrol(gallery, "anna");
        var before = folder.Segments;

        gallery.Rekey();

        Assert.Empty(before.Intersect(folder.Segments));
        Assert.Equal("anna", ChangeTests.First(gallery, "anna")!.Value.SubjectId);
    }

    private static void AssertChangesArrived(Gallery gallery, int enrolled)
    {
        for (var i = Math.Max(0, enrolled - 20); i < enrolled; i++)
        {
            Assert.Equal(i > enrolled - 10, gallery.Find($"new{i}") is not null);
        }

        Assert.Equal("p5", ChangeTests.First(gallery, $"p5 {enrolled}")!.Value.SubjectId);
        Assert.Equal(1, gallery.Find("p5")!.TemplateCount);
    }

    private static GalleryTransform NewTransform(int dimension) => new(RandomNumberGenerator.GetBytes(32), dimension, sketches: false);
}
