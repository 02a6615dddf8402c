using Idv.Documents.VisualZone;
using static Idv.Documents.Tests.VisualZone.Print;

namespace Idv.Documents.Tests.VisualZone;

public sealed class LabelledFieldsTests
{
    [Fact]
    public void A_value_stands_below_its_label_or_to_its_right()
    {
        var fields = LabelledFields.Find([Line("Surname/Nom", 300, 100), Line("SMITH-JONES", 300, 126), Line("Date of birth", 300, 300), Line("17 JAN 1978", 520, 300)]);
        Assert.Equal("SMITH-JONES", fields.Value("surname"));
        Assert.Equal("1978-01-17", fields.Value("dateOfBirth"));
    }

    [Fact]
    public void What_a_visa_says_of_entries_is_no_given_name()
    {
        var fields = LabelledFields.Find(
            [Line("Number ofentries/Nombre d'entrees", 300, 100), Line("MULTIPLE", 300, 124), Line("Given names/Prenoms", 300, 200), Line("TEREZA", 300, 224)]);
        Assert.Equal("TEREZA", fields.Value("givenNames"));
    }

    [Fact]
    public void A_misread_label_is_no_name()
    {
        var fields = LabelledFields.Find([Line("Given names", 300, 100), Line("apeNdos d'entrees", 300, 124), Line("JANE", 300, 150)]);
        Assert.Equal("JANE", fields.Value("givenNames"));
    }

    [Theory]
    [InlineData("van der Meer")]
    [InlineData("D'Angelo")]
    [InlineData("McDonald")]
    [InlineData("Jean-Luc")]
    [InlineData("DVOŘÁKOVÁ")]
    public void Names_may_be_in_capitals_or_with_one_each(string name) => Assert.Equal(name, FieldValue.Normalise("surname", name));

    [Fact]
    public void A_comma_parts_both_names_of_one_element()
    {
        var fields = LabelledFields.Find([Line("Name(Last,First)", 300, 100), Line("LIN,CHIEN-SHENG", 300, 124)]);
        Assert.Equal("LIN", fields.Value("surname"));
        Assert.Equal("CHIEN-SHENG", fields.Value("givenNames"));
    }

    [Fact]
    public void Labels_in_Cyrillic_and_Greek_are_known()
    {
        var fields = LabelledFields.Find(
            [Line("Фамилия", 300, 100), Line("ИВАНОВА", 520, 100), Line("Пол", 300, 200), Line("ЖЕН.", 520, 200), Line("Ημερομηνία γέννησης", 300, 300, 260), Line("17.01.1978", 600, 300)]);
        Assert.Equal("ИВАНОВА", fields.Value("surname"));
        Assert.Equal("F", fields.Value("sex"));
        Assert.Equal("1978-01-17", fields.Value("dateOfBirth"));
    }

    [Fact]
    public void Of_a_name_in_two_scripts_the_latin_one_counts() =>
        Assert.Equal("TKACHENKO", LabelledFields.Find([Line("Surname", 300, 100), Line("TKAYEHKO/TKACHENKO", 300, 124)]).Value("surname"));

    [Theory]
    [InlineData("4.uo/Sex:M", "M")]
    [InlineData("4.@o/SexF", "F")]
    public void A_sex_may_end_its_label(string line, string sex) => Assert.Equal(sex, LabelledFields.Find([Line(line, 300, 100)]).Value("sex"));

    [Theory]
    [InlineData("K/M", "M")]
    [InlineData("MIM", "M")]
    [InlineData("FF", "F")]
    [InlineData("KM", "M")]
    [InlineData("FM", null)]
    [InlineData("KVK/F", "F")]
    [InlineData("UTO", null)]
    public void A_sex_is_read_in_two_languages_with_the_stroke_lost(string text, string? sex) => Assert.Equal(sex, FieldValue.Normalise("sex", text));
}
