using System.Runtime.InteropServices;
using Idv.Documents.Mrz.Reading;
using Idv.Documents.Recognition;
using Idv.Inference;
using Idv.Inference.Preprocessing;
using Idv.Specimens;
using Idv.Tests;

namespace Idv.Documents.Tests.Mrz;

public sealed class TesseractLineReaderTests
{
    private static readonly string Models = Path.Combine(SharedTestData.RepositoryRoot, "models");

    [Theory]
    [InlineData(SpecimenKind.Passport, 7)]
    [InlineData(SpecimenKind.IdentityCard, 8)]
    [InlineData(SpecimenKind.IdentityCardTd2, 9)]
    public void Clean_lines_are_read_letter_by_letter(SpecimenKind kind, ulong seed)
    {
        using var pack = new Pack();
        using var catalogue = ModelCatalogue.Load([Models, pack.Install()]);
        var reader = Open(catalogue);
        using var document = Specimens.Render(kind, seed);
        var side = Specimens.MachineReadableSide(document);
        using var pyramid = new ImagePyramid(side.Image);

        Assert.Equal(document.MrzLines, side.MrzLines.Select(line => Text(reader.Read(pyramid, LineOf(line)))));
    }

    [Fact]
    public void A_zone_is_read_with_Tesseract_as_the_second_reader()
    {
        using var pack = new Pack();
        using var catalogue = ModelCatalogue.Load([Models, pack.Install()]);
        _ = Open(catalogue);
        var reader = new MrzReader(catalogue, MrzSecondReader.Tesseract);
        using var document = Specimens.Render(SpecimenKind.Passport, 11);
        using var photograph = SpecimenDegradation.MildPhotograph.Apply(document.Front, 11);

        Assert.Equal(document.MrzLines, reader.Read(photograph.Image, new DateOnly(2026, 1, 1))?.Record.Lines);
    }

    [Fact]
    public void Many_threads_read_the_same()
    {
        using var pack = new Pack();
        using var catalogue = ModelCatalogue.Load([Models, pack.Install()]);
        var reader = Open(catalogue);
        using var document = Specimens.Render(SpecimenKind.Passport, 7);
        using var pyramid = new ImagePyramid(document.Front.Image);
        var line = document.Front.MrzLines[1];
        var texts = new string[8];

        Parallel.For(0, texts.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i => texts[i] = Text(reader.Read(pyramid, LineOf(line))));

        Assert.All(texts, text => Assert.Equal(document.MrzLines[1], text));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(600, 3)]
    [InlineData(900, 60)]
    public void A_picture_of_noise_is_survived(int width, int height)
    {
        using var pack = new Pack();
        using var catalogue = ModelCatalogue.Load([Models, pack.Install()]);
        var pixels = new byte[width * height];
        new Random(3).NextBytes(pixels);

        Assert.NotNull(Open(catalogue).Read(pixels, width, height));
    }

    [Fact]
    public void Without_the_pack_the_message_says_how_to_install_it()
    {
        using var catalogue = ModelCatalogue.Load([Models]);

        var exception = Assert.Throws<ModelException>(() => new MrzReader(catalogue, MrzSecondReader.Tesseract));

        Assert.Equal(ModelFault.UnknownModel, exception.Fault);
        Assert.Contains("idv models add mrz --from", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_library_the_message_says_what_to_install()
    {
        var exception = Assert.Throws<ModelException>(() => TesseractLibrary.Load("libtesseract-that-is-not-installed.so.5"));

        Assert.Equal(ModelFault.MissingLibrary, exception.Fault);
        Assert.Contains("libtesseract5", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_without_the_interface_is_refused() =>
        Assert.Equal(ModelFault.MissingLibrary, Assert.Throws<ModelException>(() => TesseractLibrary.Load("libc.so.6")).Fault);

    [Fact]
    public unsafe void Tesseract_reads_a_line_on_one_thread()
    {
        RequireLibrary();

        var threadLimit = (delegate* unmanaged<int>)NativeLibrary.GetExport(NativeLibrary.Load("libgomp.so.1"), "omp_get_thread_limit");

        Assert.Equal(1, threadLimit());
    }

    [Fact]
    public void A_file_that_is_no_training_data_is_refused()
    {
        RequireLibrary();
        using var catalogue = ModelCatalogue.Load([Path.Combine(Models, "packs", "mrz")]);

        var exception = Assert.Throws<ModelException>(() => TesseractEngine.Create(catalogue.Card(TesseractLineReader.ModelId), new byte[4096], "0123456789"));

        Assert.Equal(ModelFault.UnreadableModel, exception.Fault);
    }

    [Fact]
    public void What_Tesseract_is_unsure_of_costs_little_to_change()
    {
        var posteriors = TesseractLineReader.Posteriors([new("A", 0.99f), new("B", 0.4f), new("?", 0.9f)], 100);

        Assert.Equal(7, posteriors.Steps);
        Assert.True(CostOfChange(posteriors, 1, 'A') > CostOfChange(posteriors, 3, 'B'));
        Assert.True(posteriors.Blanks[5] > -0.1f, "a character that no zone holds counts as none");
    }

    private static float CostOfChange(MrzPosteriors posteriors, int step, char read) =>
        posteriors.At(step)[MrzAlphabet.IndexOf(read)] - posteriors.At(step)[MrzAlphabet.IndexOf('X')];

    private static TextLine LineOf(SpecimenMrzLine line) => TextLine.Between(
        new(line.Box.X, line.Box.CentreY), new(line.Box.Right, line.Box.CentreY), line.Box.Width / line.Text.Length * TextLineRefiner.HeightInPitches);

    private static string Text(MrzPosteriors posteriors)
    {
        var text = new List<char>();
        for (var step = 1; step < posteriors.Steps; step += 2)
        {
            text.Add(MrzAlphabet.Characters[MrzAlphabet.Likeliest(posteriors.At(step))]);
        }

        return new string([.. text]);
    }

    private static TesseractLineReader Open(ModelCatalogue catalogue)
    {
        RequireLibrary();
        return new TesseractLineReader(catalogue);
    }

    private static void RequireLibrary()
    {
        try
        {
            TesseractLibrary.Load();
        }
        catch (ModelException exception)
        {
            Assert.Skip(exception.Message);
        }
    }

    /// <summary>The pack as an operator installs it, from the file alone.</summary>
    private sealed class Pack : IDisposable
    {
        private readonly string _root = Directory.CreateTempSubdirectory("idv-mrz-pack-").FullName;

        public string Install()
        {
            var file = Path.GetFullPath(Path.Combine(SharedTestData.RepositoryRoot, "..", "shared", "models", "mrz.traineddata"));
            Assert.SkipUnless(File.Exists(file), $"The training data is absent: {file}");
            ModelPack.Install("mrz", Path.GetDirectoryName(file)!, _root, ModelPack.Known(ModelCatalogue.FindDefaultManifest()));
            return Path.Combine(_root, "mrz");
        }

        public void Dispose() => Directory.Delete(_root, recursive: true);
    }
}
