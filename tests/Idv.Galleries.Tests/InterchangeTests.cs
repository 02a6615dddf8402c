using FsCheck;

namespace Idv.Galleries.Tests;

public class InterchangeTests
{
    [Fact]
    public void An_export_imported_elsewhere_gives_the_same_answers()
    {
        using var source = Sample();
        using var target = TestGalleries.InMemory();
        using var file = new MemoryStream();

        Assert.Equal(40, source.Export(file));
        file.Position = 0;
        Assert.Equal(new ImportReport(40, 0), target.Import(file));

        var probe = TestGalleries.Template(TestGalleries.DirectionOf("probe", 64));
        var (expected, actual) = (source.Search(probe).Candidates, target.Search(probe).Candidates);
        Assert.Equal(expected.Select(candidate => candidate.SubjectId), actual.Select(candidate => candidate.SubjectId));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Similarity, pair.Second.Similarity, tolerance: 1e-6));
        Assert.Equal("3", target.Find("p3")!.Tags["n"]);
        Assert.Equal(2, target.Find("p3")!.TemplateCount);
    }

    [Fact]
    public void A_subject_of_thousands_of_templates_survives_export_and_import()
    {
        using var source = TestGalleries.InMemory(dimension: 8);
        var many = Enumerable.Range(0, 900).Select(i => TestGalleries.DirectionOf($"{i}", 8)).ToArray();
        source.Enrol(TestGalleries.Enrolment("crowd", many));
        source.AddTemplates(TestGalleries.Enrolment("crowd", many));
        using var target = TestGalleries.InMemory(dimension: 8);
        using var file = new MemoryStream();
        source.Export(file);

        foreach (var expected in new[] { new ImportReport(1, 0), new ImportReport(0, 1) })
        {
            file.Position = 0;
            Assert.Equal(expected, target.Import(file, ImportConflict.Skip));
            Assert.Equal(1800, target.Find("crowd")!.TemplateCount);
        }
    }

    [Theory]
    [InlineData(ImportConflict.Skip, 39, 1, "old")]
    [InlineData(ImportConflict.Replace, 40, 0, "p3")]
    public void An_import_skips_or_replaces_subjects_that_are_enrolled(ImportConflict conflict, long enrolled, long skipped, string found)
    {
        using var source = Sample();
        using var target = TestGalleries.InMemory();
        target.Enrol(TestGalleries.Enrolment("p3", TestGalleries.DirectionOf("old", 64)));
        using var file = new MemoryStream();
        source.Export(file);
        file.Position = 0;

        Assert.Equal(new ImportReport(enrolled, skipped), target.Import(file, conflict));

        Assert.Equal(1, ChangeTests.First(target, found)!.Value.Similarity, tolerance: 1e-5);
    }

    [Fact]
    public void An_import_stops_at_a_subject_that_is_enrolled_unless_told_otherwise()
    {
        using var source = Sample();
        using var file = new MemoryStream();
        source.Export(file);
        file.Position = 0;
        ChangeTests.AssertFault(GalleryFault.DuplicateSubject, () => source.Import(file));
    }

    [Fact]
    public void A_damaged_or_shortened_export_is_recognised()
    {
        using var source = Sample();
        using var file = new MemoryStream();
        source.Export(file);
        var bytes = file.ToArray();
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            if (random.Next(2) == 0)
            {
                damaged = bytes[..random.Next(bytes.Length)];
            }

            using var target = TestGalleries.InMemory();
            return Record.Exception(() => target.Import(new MemoryStream(damaged))) is GalleryException;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void Identifiers_are_listed_as_comma_separated_values()
    {
        using var gallery = TestGalleries.InMemory();
        gallery.Enrol(TestGalleries.Enrolment("say \"hi\", anna", TestGalleries.DirectionOf("a", 64)) with
        {
            Tags = new Dictionary<string, string> { ["tenant"] = "t1", ["label"] = "staff" },
        });
        using var writer = new StringWriter();

        gallery.ExportIds(writer);

        Assert.Equal(
            "subject_id,templates,enrolled_at,tags\r\n\"say \"\"hi\"\", anna\",1,1970-01-01T00:00:00.0000000+00:00,\"label=staff;tenant=t1\"\r\n",
            writer.ToString());
    }

    private static Gallery Sample()
    {
        var gallery = TestGalleries.InMemory();
        gallery.EnrolMany([.. Enumerable.Range(0, 40).Select(i => TestGalleries.Enrolment(
            $"p{i}", TestGalleries.DirectionOf($"p{i}", 64), TestGalleries.DirectionOf($"second {i}", 64)) with
        {
            Tags = new Dictionary<string, string> { ["n"] = $"{i % 10}" },
        })]);
        return gallery;
    }
}
