using Idv.Documents.Mrz;

namespace Idv.Documents.Tests.Mrz;

public sealed class MrzTransliterationTests
{
    [Theory]
    [InlineData("Müller-Groß", "MUELLER<GROSS")]
    [InlineData("O'Connor", "OCONNOR")]
    [InlineData("Ævarsdóttir", "AEVARSDOTTIR")]
    [InlineData("Łukasiewicz, Żółć", "LUKASIEWICZ<ZOLC")]
    [InlineData("Nguyễn Thị", "NGUYEN<THI")]
    [InlineData("Мариана Ткаченко", "MARIANA<TKACHENKO")]
    [InlineData("Щербаков", "SHCHERBAKOV")]
    [InlineData("Παπαδόπουλος", "PAPADOPOULOS")]
    [InlineData("حسن", "XHSN")]
    [InlineData("Mu\u0308ller", "MUELLER")]
    [InlineData("Jose\u0301", "JOSE")]
    public void Names_are_written_in_the_letters_of_the_zone(string name, string text)
    {
        Assert.True(MrzTransliteration.TryToMrz(name, out var actual, out _));
        Assert.Equal(text, actual);
    }

    [Fact]
    public void A_letter_without_transliteration_is_named_by_its_place()
    {
        Assert.False(MrzTransliteration.TryToMrz("Li 李", out _, out var unknownAt));
        Assert.Equal(3, unknownAt);
    }

    [Theory]
    [InlineData("XHSN", "حسن")]
    [InlineData("EBD<ALLH", "عبد الله")]
    [InlineData("XSHMS", "شمس")]
    public void Arabic_names_come_back(string text, string name) =>
        Assert.Equal(name, MrzTransliteration.ToArabic(text));

    [Fact]
    public void Arabic_is_not_invented_from_other_text() => Assert.Null(MrzTransliteration.ToArabic("XQ9"));

    [Theory]
    [InlineData("Müller", "MUELLER", true)]
    [InlineData("Müller", "MULLER", true)]
    [InlineData("Müller", "MUXXLLER", true)]
    [InlineData("Müller", "MILLER", false)]
    [InlineData("De la Cruz", "DELACRUZ", true)]
    [InlineData("De la Cruz", "DE<LA<CRUZ", true)]
    [InlineData("Гончаренко", "HONCHARENKO", true)]
    [InlineData("Jonathan", "JONATH", false)]
    public void A_visual_name_matches_any_permitted_rendering(string name, string text, bool matches) =>
        Assert.Equal(matches, MrzTransliteration.Matches(name, text));

    [Fact]
    public void A_cut_name_matches_its_beginning() => Assert.True(MrzTransliteration.Matches("Jonathan", "JONATH", mayBeCut: true));
}
