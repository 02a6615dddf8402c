using Idv.Engine.Checks;
using Idv.Engine.Documents;
using Idv.Engine.DocumentStages;

namespace Idv.Engine.Tests;

public sealed class ZoneComparisonTests
{
    private static readonly (string Name, string Value)[] Holder =
    [
        (FieldNames.DocumentNumber, "L898902C3"),
        (FieldNames.Surname, "MUELLER"),
        (FieldNames.GivenNames, "ANNA MARIA"),
        (FieldNames.DateOfBirth, "1989-08-12"),
        (FieldNames.DateOfExpiry, "2032-04-15"),
    ];

    [Fact]
    public void Zones_of_one_document_agree_whatever_the_transliteration()
    {
        var check = Agreement([.. Holder.Select(field => field.Name == FieldNames.Surname ? (field.Name, "Müller") : field)]);
        Assert.Equal(CheckOutcome.Pass, check!.Outcome);
        Assert.Equal(1, check.Score);
    }

    [Theory]
    [InlineData("OEMER", "OMER", true)]
    [InlineData("AANGSTROEM", "ÅNGSTROM", true)]
    [InlineData("AYSE GUEL", "AYSE GUL", true)]
    [InlineData("MUELLER", "MULLER", true)]
    [InlineData("ÖMER", "OMER", true)]
    [InlineData("SMITH", "SMYTH", false)]
    [InlineData("OEMER", "", false)]
    public void A_name_whose_accents_the_reader_lost_is_the_zones(string zone, string read, bool same) =>
        Assert.Equal(same, ZoneComparison.IsSame(FieldNames.Surname, zone, read));

    [Fact]
    public void Zones_of_two_people_do_not_agree()
    {
        var check = Agreement(
        [
            (FieldNames.DocumentNumber, "X1234567"), (FieldNames.Surname, "SMITH"), (FieldNames.GivenNames, "JOHN"),
            (FieldNames.DateOfBirth, "1971-01-02"), (FieldNames.DateOfExpiry, "2032-04-15"),
        ]);
        Assert.Equal(CheckOutcome.Fail, check!.Outcome);
        Assert.Equal(4, check.Reasons.Count(reason => reason.Code == ReasonCodes.ZonesDiffer));
    }

    [Fact]
    public void One_altered_date_that_is_plain_to_read_is_not_passed()
    {
        var check = Agreement([.. Holder.Select(field => field.Name == FieldNames.DateOfBirth ? (field.Name, "1999-08-12") : field)]);
        Assert.Equal(CheckOutcome.Unknown, check!.Outcome);
        Assert.Contains("dateOfBirth", Assert.Single(check.Reasons).Message);
    }

    [Fact]
    public void Two_common_elements_are_too_few_to_judge() =>
        Assert.Equal(CheckOutcome.Unknown, Agreement([.. Holder.Take(2)])!.Outcome);

    [Fact]
    public void Without_a_second_zone_there_is_no_check() => Assert.Null(Agreement([]));

    [Theory]
    [InlineData("1989-08-12", "1989-08-XX", true)]
    [InlineData("1989-08-12", "1989-XX-12", true)]
    [InlineData("1989-08-12", "1989-08-13", false)]
    [InlineData("1989-08-12", "not a date", false)]
    public void Unknown_parts_of_a_date_agree_with_anything(string first, string second, bool agree) =>
        Assert.Equal(agree, ZoneComparison.Agree(FieldNames.DateOfBirth, first, second, mayBeCut: false));

    [Theory]
    [InlineData("AB123456O", "ab-123456 0", true)]
    [InlineData("AB1234560", "AB1234570", false)]
    public void Numbers_agree_regardless_of_separators_and_of_O_and_0(string first, string second, bool agree) =>
        Assert.Equal(agree, ZoneComparison.Agree(FieldNames.DocumentNumber, first, second, mayBeCut: false));

    [Theory]
    [InlineData("O38647542", "038647542", "O38647542")]
    [InlineData("I9851389I", "198513891", "I9851389I")]
    [InlineData("O38647542", "038647549", "038647549")]
    [InlineData(null, "038647542", "038647542")]
    public void A_printed_number_is_spelled_as_the_zone_spells_it_where_print_cannot_tell(string? zone, string printed, string spelled) =>
        Assert.Equal(spelled, ZoneComparison.Spell(zone, printed));

    private static Check? Agreement((string Name, string Value)[] printed) => DocumentChecks.ZonesAgree(
        CheckCodes.MrzAgainstVisualZone,
        new DocumentReading(
            DocumentKind.Passport,
            "UTO",
            [
                .. Holder.Select(field => new DocumentField(field.Name, field.Value, SourceZone.Mrz, 0.99)),
                .. printed.Select(field => new DocumentField(field.Name, field.Value, SourceZone.Viz, 0.99)),
            ],
            null,
            null,
            []),
        SourceZone.Mrz,
        SourceZone.Viz);
}
