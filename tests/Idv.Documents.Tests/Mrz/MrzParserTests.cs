using Idv.Documents.Mrz;

namespace Idv.Documents.Tests.Mrz;

public sealed class MrzParserTests
{
    private static readonly DateOnly Today = new(2026, 1, 1);

    [Fact]
    public void A_passport_gives_every_element()
    {
        var record = Parse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10");

        Assert.Equal(MrzFormat.Td3, record.Format);
        Assert.Equal("P", record.DocumentCode);
        Assert.Equal("UTO", record.IssuingState);
        Assert.Equal("ERIKSSON", record.Surname);
        Assert.Equal("ANNA MARIA", record.GivenNames);
        Assert.Equal("L898902C3", record.DocumentNumber);
        Assert.Equal("UTO", record.Nationality);
        Assert.Equal(new DateOnly(1974, 8, 12), record.DateOfBirth.Value);
        Assert.Equal(MrzSex.Female, record.Sex);
        Assert.Equal(new DateOnly(2012, 4, 15), record.DateOfExpiry.Value);
        Assert.Equal("ZE184226B", record.OptionalData);
        Assert.True(record.CheckDigitsValid);
        Assert.Empty(record.Problems);
        Assert.False(record.NamesMayBeCut);
    }

    [Fact]
    public void A_check_digit_says_what_it_protects_what_is_printed_and_what_should_be()
    {
        var record = Parse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408126F1204159ZE184226B<<<<<10");

        var birth = record.CheckDigits[1];
        Assert.Equal((MrzField.DateOfBirth, "740812", '6', '2'), (birth.Field, birth.Value, birth.Printed, birth.Computed));
        Assert.Equal((2, 20, MrzCheckDigitStatus.Invalid), (birth.Line, birth.Column, birth.Status));
        Assert.Equal("L898902C3674081261204159ZE184226B<<<<<1", record.CheckDigits[4].Value);
        Assert.False(record.CheckDigitsValid);
    }

    [Theory]
    [InlineData("IDBEL600001795<0152<<<<<<<<<<<", "1301014F2311207BEL130101987398", "600001795015", "")]
    [InlineData("I<FINXA10000585010195<112X<<<<", "9501016F2803135FIN<<<<<<<<<<<7", "XA1000058", "010195<112X")]
    [InlineData("I<UTOD23145890<7349<XYZ<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "D23145890734", "XYZ")]
    public void A_long_card_number_continues_in_the_optional_data(string line1, string line2, string number, string optional)
    {
        var record = Parse(line1, line2, "SPECIMEN<<SPECIMEN<<<<<<<<<<<<");

        Assert.Equal(number, record.DocumentNumber);
        Assert.Equal(optional, record.OptionalData);
        Assert.Equal(MrzCheckDigitStatus.Valid, record.CheckDigits[0].Status);
        Assert.Equal(number, record.CheckDigits[0].Value);
    }

    [Fact]
    public void A_french_identity_card_has_its_own_layout()
    {
        var record = Parse("IDFRABERTHIER<<<<<<<<<<<<<<<<<923255", "8806923102858CORINNE<<<<<<<6512068F2");

        Assert.Equal(MrzFormat.FrenchIdCard, record.Format);
        Assert.Equal(("BERTHIER", "CORINNE", "FRA"), (record.Surname, record.GivenNames, record.Nationality));
        Assert.Equal(("880692310285", "923255"), (record.DocumentNumber, record.OptionalData));
        Assert.Equal((1988, 6), (record.DateOfIssue.Year, record.DateOfIssue.Month));
        Assert.Equal(MrzDateKind.Absent, record.DateOfExpiry.Kind);
        Assert.True(record.CheckDigitsValid);
    }

    [Fact]
    public void A_swiss_driving_licence_has_no_check_digits()
    {
        var record = Parse("AAA001D<<", "FACHE305142128097<<800126<<<<<", "MARCHAND<<FABIENNE<<<<<<<<<<<<");

        Assert.Equal(MrzFormat.SwissDrivingLicence, record.Format);
        Assert.Equal(("AAA001D", "305142128", "097"), (record.DocumentNumber, record.OptionalData, record.OptionalData2));
        Assert.Equal(new DateOnly(1980, 1, 26), record.DateOfBirth.Value);
        Assert.Equal(("MARCHAND", "FABIENNE"), (record.Surname, record.GivenNames));
        Assert.Empty(record.CheckDigits);
    }

    [Fact]
    public void An_eu_driving_licence_is_one_line()
    {
        var record = Parse("D1FRA13AA000026181231MARTIN<<9");

        Assert.Equal(MrzFormat.EuDrivingLicence, record.Format);
        Assert.Equal(("13AA00002", "MARTIN"), (record.DocumentNumber, record.Surname));
        Assert.Equal(new DateOnly(2018, 12, 31), record.DateOfExpiry.Value);
        Assert.True(record.CheckDigitsValid);
    }

    [Theory]
    [InlineData("7408122", MrzDateKind.Known, "1974-08-12")]
    [InlineData("7408<<7", MrzDateKind.YearAndMonth, "1974-08")]
    [InlineData("74<<<<5", MrzDateKind.YearOnly, "1974")]
    [InlineData("<<<<<<0", MrzDateKind.Unknown, "<<<<<<")]
    [InlineData("7413126", MrzDateKind.Impossible, "741312")]
    [InlineData("7402302", MrzDateKind.Impossible, "740230")]
    [InlineData("BB0911<", MrzDateKind.Impossible, "BB0911")]
    public void A_date_of_birth_may_be_partly_or_wholly_unknown(string element, MrzDateKind kind, string text)
    {
        var birth = Parse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", $"L898902C36UTO{element}F1204159ZE184226B<<<<<10").DateOfBirth;

        Assert.Equal(kind, birth.Kind);
        Assert.Equal(text, birth.ToString());
    }

    [Theory]
    [InlineData("260101", "2026-01-01")]
    [InlineData("260102", "1926-01-02")]
    [InlineData("000229", "2000-02-29")]
    public void A_birth_lies_in_the_past(string text, string date) => Assert.Equal(date, MrzCentury.Birth(text, Today).ToString());

    [Fact]
    public void A_birth_precedes_the_expiry_of_the_document()
    {
        var expiry = MrzDate.Of(new DateOnly(1995, 6, 30));

        Assert.Equal("1905-03-04", MrzCentury.Birth("050304", Today, expiry).ToString());
    }

    [Theory]
    [InlineData("800101", "1980-01-01")]
    [InlineData("791231", "2079-12-31")]
    public void An_expiry_lies_within_a_century_of_1980(string text, string date) => Assert.Equal(date, MrzCentury.Expiry(text, Today).ToString());

    [Fact]
    public void The_clock_is_the_callers()
    {
        var in1999 = MrzParser.Parse(["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO0008122F1204159ZE184226B<<<<<10"], new DateOnly(1999, 1, 1));

        Assert.Equal(1900, in1999.Record!.DateOfBirth.Year);
    }

    [Fact]
    public void Odd_elements_are_problems_and_not_faults()
    {
        var record = Parse("P<ZZZ3RIKSSON<<ANNA<<MARIA<<<<<<<<<<<<<<<<<<", "L898902C36UTO7413122K1204159ZE184226B<<<<<10");

        Assert.Equal(
            [
                (MrzProblemCode.ExtraNameSeparator, 1, 6),
                (MrzProblemCode.DigitAmongLetters, 1, 6),
                (MrzProblemCode.ImpossibleDate, 2, 14),
                (MrzProblemCode.UnknownState, 1, 3),
                (MrzProblemCode.UnknownSex, 2, 21),
            ],
            record.Problems.Select(problem => (problem.Code, problem.Line, problem.Column)));
    }

    [Theory]
    [InlineData("\uFEFFP<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\r\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\r\n")]
    [InlineData("\n  P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<  \n\n L898902C36UTO7408122F1204159ZE184226B<<<<<10")]
    [InlineData("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\rL898902C36UTO7408122F1204159ZE184226B<<<<<10")]
    [InlineData("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10")]
    public void Line_ends_a_byte_order_mark_and_joined_lines_are_understood(string text)
    {
        Assert.True(MrzParser.TryParse(text, Today, out var record, out _));
        Assert.True(record.CheckDigitsValid);
    }

    [Theory]
    [InlineData("", MrzFaultCode.Empty, 0, 0)]
    [InlineData(" \r\n\t", MrzFaultCode.Empty, 0, 0)]
    [InlineData("P<UTO", MrzFaultCode.LineLength, 1, 0)]
    [InlineData("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<1", MrzFaultCode.LineLength, 2, 44)]
    [InlineData("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10", MrzFaultCode.LineLength, 1, 45)]
    [InlineData("P<UTOERIKSSON<<ANNA<maria<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10", MrzFaultCode.LowerCase, 1, 21)]
    [InlineData("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C3\u00006UTO7408122F1204159ZE184226B<<<<<1", MrzFaultCode.Character, 2, 10)]
    [InlineData("P<UTOERIKSSON<<ANNA MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10", MrzFaultCode.Character, 1, 20)]
    [InlineData("A\nB\nC\nD", MrzFaultCode.LineCount, 4, 0)]
    [InlineData("A\nB", MrzFaultCode.LineLength, 1, 1)]
    [InlineData("X1FRA13AA000026181231MARTIN<<9", MrzFaultCode.LineCount, 1, 0)]
    public void What_is_no_zone_is_refused_with_the_place(string text, MrzFaultCode code, int line, int column)
    {
        var fault = MrzParser.Parse(text, Today).Fault;

        Assert.Equal((code, line, column), (fault!.Code, fault.Line, fault.Column));
    }

    [Fact]
    public void Ten_megabytes_are_refused_at_once()
    {
        var text = new string('<', 10_000_000);

        Assert.Equal(MrzFaultCode.TooLong, MrzParser.Parse(text, Today).Fault!.Code);
        Assert.Equal(MrzFaultCode.TooLong, MrzParser.Parse([text, text], Today).Fault!.Code);
        Assert.Equal(MrzFaultCode.LineCount, MrzParser.Parse(new string[100_000], Today).Fault!.Code);
    }

    [Fact]
    public void Binary_rubbish_is_always_a_fault_or_a_record()
    {
        Property.Holds(Gen.Choose(0, 255).ArrayOf().ToArbitrary(), 1_000, values =>
        {
            var result = MrzParser.Parse(new string(Array.ConvertAll(values, value => (char)value)), Today);
            return result.Record is null != result.Fault is null;
        });
    }

    [Theory]
    [InlineData("D<<", "DE", MrzStateKind.State)]
    [InlineData("UTO", "", MrzStateKind.Specimen)]
    [InlineData("RKS", "XK", MrzStateKind.State)]
    [InlineData("EUE", "EU", MrzStateKind.Organisation)]
    [InlineData("XOM", "", MrzStateKind.Organisation)]
    [InlineData("XXA", "", MrzStateKind.Stateless)]
    [InlineData("GBN", "GB", MrzStateKind.NationalityVariant)]
    public void State_codes_include_the_additions_of_doc_9303(string code, string alpha2, MrzStateKind kind)
    {
        var state = MrzStateCode.Find(code);

        Assert.Equal((alpha2, kind), (state!.Alpha2, state.Kind));
        Assert.Null(MrzStateCode.Find("QQQ"));
    }

    private static MrzRecord Parse(params string[] lines)
    {
        var result = MrzParser.Parse(lines, Today);
        Assert.True(result.IsParsed, result.Fault?.Message);
        return result.Record;
    }
}
