using Idv.Documents.VisualZone;

namespace Idv.Documents.Tests.VisualZone;

public sealed class LabelDictionaryTests
{
    [Theory]
    [InlineData("Surname/Nom", "surname")]
    [InlineData("Prénoms", "givenNames")]
    [InlineData("Geburtsdatum", "dateOfBirth")]
    [InlineData("Dátum narodenia / Date of birth", "dateOfBirth")]
    [InlineData("datëlindja/date of birth", "dateOfBirth")]
    [InlineData("FECHA DE NACIMIENTO", "dateOfBirth")]
    [InlineData("4b. Expires/Expire", "dateOfExpiry")]
    [InlineData("Passport No./Passeport nº", "documentNumber")]
    public void Labels_are_known_in_many_languages(string text, string field) => Assert.Equal(field, LabelDictionary.Field(text));

    [Theory]
    [InlineData("Date of binth", "dateOfBirth")]
    [InlineData("Sumame/Nom", "surname")]
    [InlineData("Date of birthDate de naissar", "dateOfBirth")]
    [InlineData("DopulduguyerPlaceofbith", "placeOfBirth")]
    [InlineData("Dateofexpiry Dated'expiralion", "dateOfExpiry")]
    public void A_misread_letter_in_a_long_label_is_forgiven(string text, string field) => Assert.Equal(field, LabelDictionary.Field(text));

    [Theory]
    [InlineData("ERIKSSON")]
    [InlineData("12 AUG 1989")]
    [InlineData("")]
    public void A_value_is_no_label(string text) => Assert.Null(LabelDictionary.Field(text));

    [Theory]
    [InlineData("Date of birth: 12.08.1989", "dateOfBirth", "12.08.1989")]
    [InlineData("Surname/Nom ERIKSSON ANNA", "surname", "ERIKSSON ANNA")]
    [InlineData("Surname: ERIKSSON ANNA", "surname", "ERIKSSON ANNA")]
    public void A_value_may_follow_its_label_on_the_line(string line, string field, string value)
    {
        var beginning = LabelDictionary.Beginning(line);
        Assert.Equal(field, beginning?.Field);
        Assert.Equal(value, line[beginning!.Value.ValueStart..].Trim());
    }
}
