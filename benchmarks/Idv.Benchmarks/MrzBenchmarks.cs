using BenchmarkDotNet.Attributes;
using Idv.Documents.Mrz;
using Idv.Documents.Mrz.Reading;
using Idv.Imaging;
using Idv.Inference;
using Idv.Specimens;

namespace Idv.Benchmarks;

/// <summary>Machine-readable zones: text, and a photograph of a rendered passport on one thread.</summary>
public class MrzBenchmarks : IDisposable
{
    private static readonly DateOnly Today = new(2026, 1, 1);
    private static readonly string[] Passport = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];
    private static readonly string[] Card = ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"];
    private static readonly string Joined = string.Join('\n', Passport);

    private static readonly MrzContent Content = new()
    {
        Format = MrzFormat.Td3,
        DocumentCode = "P",
        IssuingState = "UTO",
        DocumentNumber = "L898902C3",
        Surname = "ERIKSSON",
        GivenNames = "ANNA MARIA",
        Nationality = "UTO",
        DateOfBirth = MrzDate.Of(1974, 8, 12),
        Sex = MrzSex.Female,
        DateOfExpiry = MrzDate.Of(2012, 4, 15),
        OptionalData = "ZE184226B",
    };

    private ModelCatalogue? _catalogue;
    private MrzReader? _reader;
    private SpecimenDocument? _document;
    private DegradedSpecimen? _photograph;

    [GlobalSetup]
    public void Prepare()
    {
        _catalogue = ModelCatalogue.Load([ModelCatalogue.FindDefaultManifest()]);
        _reader = new MrzReader(_catalogue);
        using var portrait = Image.Rent(210, 270, PixelFormat.Bgr24);
        portrait.Pixels.Fill(190);
        _document = SpecimenRenderer.Render(SpecimenKind.Passport, SpecimenPeople.Next(7), portrait, 7);
        _photograph = SpecimenDegradation.MildPhotograph.Apply(_document.Front, 7);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _photograph?.Dispose();
        _document?.Dispose();
        _catalogue?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public bool ParseTd3() => MrzParser.Parse(Passport, Today).IsParsed;

    [Benchmark]
    public bool ParseTd1() => MrzParser.Parse(Card, Today).IsParsed;

    [Benchmark]
    public bool ParseTd3FromText() => MrzParser.Parse(Joined, Today).IsParsed;

    [Benchmark]
    public string[] ComposeTd3() => MrzComposer.Compose(Content);

    [Benchmark]
    public bool ReadPhotograph() => _reader!.Read(_photograph!.Image, Today) is not null;
}
