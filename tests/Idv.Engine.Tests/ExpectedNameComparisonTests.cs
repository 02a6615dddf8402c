using Idv.Documents.Mrz;

namespace Idv.Engine.Tests;

public sealed class ExpectedNameComparisonTests
{
    private static readonly DateOnly Today = new(2026, 1, 1);

    [Theory]
    [InlineData("Anna Maria Eriksson")]
    [InlineData("ERIKSSON, Anna Maria")]
    [InlineData("Anna Eriksson")]
    [InlineData("anna-maria eriksson")]
    public void A_name_in_any_order_and_without_middle_names_agrees(string name) =>
        Assert.Equal(1, Score(name, Zone("ERIKSSON<<ANNA<MARIA")));

    [Theory]
    [InlineData("Jürgen Müller", "MUELLER<<JUERGEN")]
    [InlineData("Søren Ødegård", "OEDEGAARD<<SOEREN")]
    [InlineData("Иван Иванов", "IVANOV<<IVAN")]
    public void Diacritics_and_scripts_are_compared_as_the_zone_prints_them(string name, string printed) =>
        Assert.Equal(1, Score(name, Zone(printed)));

    [Fact]
    public void One_misread_letter_in_a_long_name_still_agrees() =>
        Assert.InRange(Score("Anna Maria Erikssen", Zone("ERIKSSON<<ANNA<MARIA"))!.Value, ExpectedNameComparison.Threshold, 0.999);

    [Theory]
    [InlineData("Anna Maria Johansson")]
    [InlineData("Nobody Whosoever")]
    [InlineData("Maria Maria Maria")]
    public void Another_persons_name_does_not_agree(string name) =>
        Assert.True(Score(name, Zone("ERIKSSON<<ANNA<MARIA")) < ExpectedNameComparison.Threshold);

    [Fact]
    public void A_name_that_the_zone_cuts_agrees_as_far_as_it_is_printed() =>
        Assert.Equal(1, Score("Anna Bartholomea Featherstonehaugh", Zone("FEATHERSTONEHAUGH<<ANNA<BARTHOLOMEA<CON")));

    [Fact]
    public void A_name_with_a_sign_that_has_no_transliteration_is_not_judged() =>
        Assert.Null(Score("山田太郎", Zone("YAMADA<<TARO")));

    private static double? Score(string expected, MrzRecord zone) =>
        ExpectedNameComparison.Score(expected, $"{zone.Surname} {zone.GivenNames}", zone.NamesMayBeCut);

    private static MrzRecord Zone(string names) =>
        MrzParser.Parse([("P<UTO" + names).PadRight(44, '<'), "L898902C36UTO7408122F1204159ZE184226B<<<<<10"], Today).Record!;
}
