using System.Numerics.Tensors;
using Idv.Inference;

namespace Idv.Galleries.Onnx.Tests;

/// <summary>A gallery that scans by ONNX Runtime gives the very answers of one that scans by itself. On the CPU provider; a GPU runs the same graph.</summary>
public sealed class AcceleratedSearchTests
{
    private const string Model = "test-model/1";
    private const int Dimension = 64;

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(3000)]
    public void The_candidates_are_those_of_a_scan_on_the_processor(int size)
    {
        using var pair = new GalleryPair(size, seed: size);
        pair.AssertSameAnswers();
    }

    [Fact]
    public void Subjects_that_come_go_and_are_replaced_are_seen_at_once()
    {
        using var pair = new GalleryPair(800, seed: 7);
        pair.AssertSameAnswers();
        var (late, other) = (pair.Enrolment("late", 1), pair.Enrolment("person-3", 2));
        pair.Both(gallery => gallery.Enrol(late));
        pair.Both(gallery => gallery.Delete("person-17"));
        pair.Both(gallery => gallery.Replace(other));
        pair.AssertSameAnswers();
    }

    [Fact]
    public void Compaction_gives_rows_new_numbers_and_the_answers_stay()
    {
        using var pair = new GalleryPair(600, seed: 8);
        pair.AssertSameAnswers();
        for (var i = 0; i < 300; i += 2)
        {
            var id = $"person-{i}";
            pair.Both(gallery => gallery.Delete(id));
        }

        pair.Both(gallery => gallery.Compact());
        pair.AssertSameAnswers();
    }

    [Fact]
    public void A_filter_is_applied_all_the_same()
    {
        using var pair = new GalleryPair(500, seed: 9);
        pair.AssertSameAnswers(new SearchOptions { Top = 5, Filter = GalleryFilter.ByTag("site", "a") });
    }

    [Fact]
    public void Best_rows_come_in_falling_order_across_the_parts_of_the_gallery()
    {
        var random = new Random(3);
        using var accelerator = new OnnxScanAccelerator(Dimension, new InferenceOptions(), rowsPerPart: 100);
        var templates = Enumerable.Range(0, 450).Select(_ => Direction(random)).ToArray();
        foreach (var part in templates.Chunk(70))
        {
            accelerator.Append([.. part.SelectMany(template => template)]);
        }

        var probes = new[] { Direction(random), Direction(random) };
        var (scores, rows) = (new float[2 * 450], new int[2 * 450]);
        accelerator.FindBest([.. probes.SelectMany(probe => probe)], 450, scores, rows);
        for (var i = 0; i < 2; i++)
        {
            var expected = templates.Select((template, row) => (Score: TensorPrimitives.Dot(probes[i], template), Row: row)).OrderByDescending(item => item.Score).ToArray();
            Assert.Equal(expected.Select(item => item.Row).Order(), rows.AsSpan(i * 450, 450).ToArray().Order());
            Assert.All(expected.Zip(scores.AsSpan(i * 450, 450).ToArray()), pair => Assert.Equal(pair.First.Score, pair.Second, accelerator.RoundingError * 2));
        }
    }

    private static float[] Direction(Random random)
    {
        var vector = Enumerable.Range(0, Dimension).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray();
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
        return vector;
    }

    /// <summary>The same people in two galleries: one scans by itself, one through ONNX Runtime in small parts.</summary>
    private sealed class GalleryPair : IDisposable
    {
        private readonly Random _random;
        private readonly Gallery _plain;
        private readonly Gallery _accelerated;
        private readonly List<float[]> _templates = [];

        public GalleryPair(int size, int seed)
        {
            _random = new Random(seed);
            var options = new GalleryOptions { Model = Model, Dimension = Dimension, CompactAtDeadShare = 1 };
            _plain = Gallery.InMemory(options);
            _accelerated = Gallery.InMemory(options with { Accelerator = dimension => new OnnxScanAccelerator(dimension, new InferenceOptions(), rowsPerPart: 256) });
            var people = Enumerable.Range(0, size).Select(i => Enrolment($"person-{i}", (i % 3) + 1)).ToArray();
            Both(gallery => gallery.EnrolMany(people));
        }

        public Enrolment Enrolment(string id, int templates) => new()
        {
            SubjectId = id,
            Templates = [.. Enumerable.Range(0, templates).Select(_ =>
            {
                _templates.Add(Direction(_random));
                return new Template(Model, _templates[^1]);
            })],
            Tags = new Dictionary<string, string> { ["site"] = _templates.Count % 2 == 0 ? "a" : "b" },
        };

        public void Both(Action<Gallery> change)
        {
            change(_plain);
            change(_accelerated);
        }

        public void AssertSameAnswers(SearchOptions? options = null)
        {
            options ??= new SearchOptions { Top = 7 };
            var probes = _templates.Where((_, i) => i % Math.Max(1, _templates.Count / 20) == 0).Append(Direction(_random)).Select(vector => new Template(Model, vector)).ToArray();
            var expected = _plain.SearchBatch(probes, options);
            var actual = _accelerated.SearchBatch(probes, options);
            foreach (var (left, right) in expected.Zip(actual))
            {
                Assert.Equal(SearchExactness.Exact, right.Exactness);
                Assert.Equal(left.Candidates.Select(candidate => candidate.SubjectId), right.Candidates.Select(candidate => candidate.SubjectId));
                Assert.All(left.Candidates.Zip(right.Candidates), pair => Assert.Equal(pair.First.Similarity, pair.Second.Similarity, 1e-5f));
            }
        }

        public void Dispose()
        {
            _plain.Dispose();
            _accelerated.Dispose();
        }
    }
}
