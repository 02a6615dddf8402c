using Idv.Documents.Aamva;

namespace Idv.Documents.Tests.Aamva;

public sealed class AamvaParserTests
{
    private const string Version10 =
        "@\n\u001e\rANSI 636000100102DL00410278ZV03190008DLDAQT64235789\nDCSSAMPLE\nDDEN\nDACMICHAEL\nDDFN\nDADJOHN\nDDGT\nDCUJR\nDCAD\nDCBK\nDCDPH\n"
        + "DBD06062019\nDBB06061986\nDBA12102024\nDBC1\nDAU068 in\nDAYBRO\nDAG2300 WEST BROAD STREET\nDAIRICHMOND\nDAJVA\nDAK232690000  \n"
        + "DCF2424244747474786102204\nDCGUSA\nDCK123456789\nDDAF\nDDB06062018\nDDC06062020\nDDD1\rZVZVA01\r";

    [Fact]
    public void A_card_of_version_10_gives_every_property()
    {
        var record = Parse(Version10);

        Assert.Equal((10, 1, 636000, "DL"), (record.Version, record.JurisdictionVersion, record.Iin, record.CardType));
        Assert.Equal(("SAMPLE", "MICHAEL", "JOHN", "JR"), (record.LastName, record.FirstName, record.MiddleName, record.Suffix));
        Assert.Equal((AamvaTruncation.Whole, AamvaTruncation.Cut), (record.LastNameTruncation, record.MiddleNameTruncation));
        Assert.Equal(new DateOnly(1986, 6, 6), record.DateOfBirth);
        Assert.Equal(new DateOnly(2024, 12, 10), record.DateOfExpiry);
        Assert.Equal((AamvaSex.Male, AamvaColour.Brown), (record.Sex, record.EyeColour));
        Assert.Equal(173, record.Height!.Value.Centimetres);
        Assert.Equal(("23269", "RICHMOND", "VA", "USA"), (record.PostalCode, record.City, record.State, record.Country));
        Assert.Equal("Virginia", record.Issuer!.Name);
        Assert.True(record.HasTemporaryLawfulStatus);
        Assert.Null(record.IsVeteran);
        Assert.Equal(["DL", "ZV"], record.Subfiles.Select(subfile => subfile.Type));
        Assert.Equal("01", record.Subfiles[1].Find("ZVA"));
    }

    [Theory]
    [InlineData("DAACTLIC,ADULT,A", "CTLIC", "ADULT", "A", null)]
    [InlineData("DAACORTEZ,PABLO,,JR", "CORTEZ", "PABLO", null, "JR")]
    [InlineData("DAASMITH, MARY JONES", "SMITH", "MARY", "JONES", null)]
    [InlineData("DCSMAURY\nDCTJUSTIN,WILLIAM", "MAURY", "JUSTIN", "WILLIAM", null)]
    [InlineData("DCSTESTER\nDCTMARY S", "TESTER", "MARY", "S", null)]
    [InlineData("DCSSMITH\nDACROBERT\nDADNONE", "SMITH", "ROBERT", null, null)]
    [InlineData("DCSO NEIL\nDACMARY ANN E\nDAD", "O NEIL", "MARY ANN", "E", null)]
    public void Names_are_split_as_their_version_encodes_them(string elements, string last, string first, string? middle, string? suffix)
    {
        var record = Parse($"@\n\u001e\rANSI 636000030002DL00410278DL{elements}\n");

        Assert.Equal((last, first, middle, suffix), (record.LastName, record.FirstName, record.MiddleName, record.Suffix));
    }

    [Theory]
    [InlineData("DBB07071977", "1977-07-07")]
    [InlineData("DBB19770707", "1977-07-07")]
    [InlineData("DBB12312012", "2012-12-31")]
    [InlineData("DBB20121231", "2012-12-31")]
    [InlineData("DBB00000000", null)]
    [InlineData("DBB02301977", null)]
    [InlineData("DBB", null)]
    public void A_date_is_read_in_either_order(string element, string? date) =>
        Assert.Equal(date, Parse($"@\nANSI 636000030002DL00410278DL{element}\nDAQ1\n").DateOfBirth?.ToString("yyyy-MM-dd", null));

    [Theory]
    [InlineData("DAU506", 66, AamvaUnit.Imperial)]
    [InlineData("DAU072 IN", 72, AamvaUnit.Imperial)]
    [InlineData("DAU170 CM", 170, AamvaUnit.Metric)]
    [InlineData("DAU64", 64, AamvaUnit.Imperial)]
    public void Heights_come_in_three_forms(string element, int value, AamvaUnit unit) =>
        Assert.Equal(new AamvaHeight(value, unit), Parse($"@\nANSI 636000030002DL00410278DL{element}\nDAQ1\n").Height);

    [Fact]
    public void A_weight_may_be_a_range() =>
        Assert.Equal(new AamvaWeight(131, 160, AamvaUnit.Imperial), Parse("@\nANSI 636000030002DL00410278DLDCE3\nDAQ1\n").Weight);

    [Fact]
    public void Separators_that_were_lost_are_found_again()
    {
        var record = Parse("@ANSI 6360100102DL00390190ZF02290063DLDAADOE,JOHNDAG5929 N ROCK STDAIDELRAYDAJFLDAK44556-     DAQJ641720820450DBA20210108DBB19770208DBC1ZFZFAREPLACEDZFB ");

        Assert.Equal(("DOE", "JOHN", "5929 N ROCK ST", "FL"), (record.LastName, record.FirstName, record.Street, record.State));
        Assert.Equal("REPLACED", record.Subfiles[1].Find("ZFA"));
    }

    [Fact]
    public void British_columbias_magnetic_stripe_is_understood()
    {
        var record = Parse("%BCWEST VANCOUVESPECIMEN,$ALEX N^942 WILDHOOD LANE$WEST VANCOUVER BC  V7S 2H7?;6360281070412=200419270401=?_%0AV7S2H7                     M171 84GRYBLU                          B6# [4Z33VT?");

        Assert.Equal(("SPECIMEN", "ALEX", "N"), (record.LastName, record.FirstName, record.MiddleName));
        Assert.Equal(("1070412", "V7S2H7", "British Columbia"), (record.DocumentNumber, record.PostalCode, record.Issuer!.Name));
        Assert.Equal((new DateOnly(1927, 4, 1), new DateOnly(2020, 4, 30)), (record.DateOfBirth, record.DateOfExpiry));
        Assert.Equal((171, AamvaSex.Male, AamvaColour.Grey, AamvaColour.Blue), (record.Height!.Value.Value, record.Sex, record.HairColour, record.EyeColour));
    }

    [Theory]
    [InlineData("", AamvaFaultCode.Empty)]
    [InlineData(" \r\n", AamvaFaultCode.Empty)]
    [InlineData("HELLO WORLD", AamvaFaultCode.NoHeader)]
    [InlineData("@\nANSI 63600", AamvaFaultCode.NoHeader)]
    [InlineData("@\nANSI 636000DL", AamvaFaultCode.BadHeader)]
    [InlineData("@\nANSI 636000100102DL00410278", AamvaFaultCode.NoElements)]
    [InlineData("%BCVANCOUVER", AamvaFaultCode.BadHeader)]
    public void What_is_no_card_is_refused(string payload, AamvaFaultCode code) => Assert.Equal(code, AamvaParser.Parse(payload).Fault!.Code);

    [Fact]
    public void Ten_megabytes_are_refused_at_once() =>
        Assert.Equal(AamvaFaultCode.TooLong, AamvaParser.Parse(new string('D', 10_000_000)).Fault!.Code);

    [Fact]
    public void Any_payload_is_a_fault_or_a_record()
    {
        Property.Holds(Gen.Choose(0, 255).ArrayOf().ToArbitrary(), 1_000, values =>
        {
            var rubbish = new string(Array.ConvertAll(values, value => (char)value));
            var alone = AamvaParser.Parse(rubbish);
            var afterHeader = AamvaParser.Parse("@\n\u001e\rANSI 636000100102DL00410278ZV03190008DL" + rubbish);
            var stripe = AamvaParser.Parse("%BC" + rubbish);
            return alone.Record is null != alone.Fault is null && afterHeader.Record is null != afterHeader.Fault is null && stripe.Record is null != stripe.Fault is null;
        });
    }

    [Fact]
    public void Every_damaged_character_of_a_card_is_survived()
    {
        for (var i = 0; i < Version10.Length; i++)
        {
            foreach (var damage in "\0\n%Z9~")
            {
                var result = AamvaParser.Parse(Version10[..i] + damage + Version10[(i + 1)..]);
                Assert.True(result.Record is null != result.Fault is null);
            }
        }
    }

    [Fact]
    public void Validation_names_what_is_missing_and_what_is_wrong()
    {
        var problems = AamvaValidator.Validate(Parse("@\n\u001e\rANSI 999999080002DL00410278DLDCSSMITH\nDBB13131990\nDBD01012020\nDBA01012010\n"));

        Assert.Contains(problems, problem => problem is { Code: AamvaProblemCode.MissingElement, ElementId: "DAQ" });
        Assert.Contains(problems, problem => problem is { Code: AamvaProblemCode.ImpossibleDate, ElementId: "DBB" });
        Assert.Contains(problems, problem => problem is { Code: AamvaProblemCode.DatesOutOfOrder, ElementId: "DBA" });
        Assert.Contains(problems, problem => problem.Code == AamvaProblemCode.UnknownIssuer);
        Assert.Empty(AamvaValidator.Validate(Parse(Version10)));
    }

    private static AamvaRecord Parse(string payload)
    {
        var result = AamvaParser.Parse(payload);
        Assert.True(result.IsParsed, result.Fault?.Message);
        return result.Record;
    }
}
