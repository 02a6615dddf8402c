using BenchmarkDotNet.Attributes;
using Idv.Documents.Aamva;

namespace Idv.Benchmarks;

/// <summary>Payloads of North American licences.</summary>
public class AamvaBenchmarks
{
    private const string Version1 =
        "@\n\u001e\rANSI 6360000102DL00390188ZV02270031DLDAQ0123456789ABC\nDAAPUBLIC,JOHN,Q\nDAG123 MAIN STREET\nDAIANYTOWN\nDAJVA\nDAK123459999  \n"
        + "DARDM  \nDAS       \nDAT     \nDAU509\nDAW175\nDAYBL \nDAZBR \nDBA20011201\nDBB19761123\nDBCM\nDBD19961201\rZVZVAJURISDICTION\r";

    private const string Version10 =
        "@\n\u001e\rANSI 636000100102DL00410278ZV03190008DLDAQT64235789\nDCSSAMPLE\nDDEN\nDACMICHAEL\nDDFN\nDADJOHN\nDDGN\nDCUJR\nDCAD\nDCBK\nDCDPH\n"
        + "DBD06062019\nDBB06061986\nDBA12102024\nDBC1\nDAU068 in\nDAYBRO\nDAG2300 WEST BROAD STREET\nDAIRICHMOND\nDAJVA\nDAK232690000  \n"
        + "DCF2424244747474786102204\nDCGUSA\nDCK123456789\nDDAF\nDDB06062018\nDDC06062020\nDDD1\rZVZVA01\r";

    private readonly AamvaRecord _record = AamvaParser.Parse(Version10).Record!;

    [Benchmark(Baseline = true)]
    public bool ParseVersion10() => AamvaParser.Parse(Version10).IsParsed;

    [Benchmark]
    public bool ParseVersion1() => AamvaParser.Parse(Version1).IsParsed;

    [Benchmark]
    public string Compose() => AamvaComposer.Compose(_record);

    [Benchmark]
    public int Validate() => AamvaValidator.Validate(_record).Count;
}
