using Idv.Verifications.Comparisons;

namespace Idv.Verifications.Tests;

public sealed class NameComparisonTests
{
    [Theory]
    [InlineData("Müller", "MUELLER")]
    [InlineData("Müller", "Muller")]
    [InlineData("Gößmann", "GOESSMANN")]
    [InlineData("Åse Øvergård", "AASE OEVERGAARD")]
    [InlineData("Şükrü Yıldız", "SUKRU YILDIZ")]
    [InlineData("Nguyễn Thị Hạnh", "NGUYEN THI HANH")]
    [InlineData("Łukasz Żółć", "LUKASZ ZOLC")]
    [InlineData("Þórður Æsir", "THORDUR AESIR")]
    [InlineData("D'Artagnan", "DARTAGNAN")]
    [InlineData("Jean-Pierre", "JEAN PIERRE")]
    [InlineData("Мария Чайковская", "MARIIA CHAIKOVSKAIA")]
    [InlineData("Ирина", "IRINA")]
    [InlineData("Ђорђе Петровић", "DJORDJE PETROVIC")]
    [InlineData("Володимир Зінченко", "VOLODYMYR ZINCHENKO")]
    [InlineData("محمد", "MHMD")]
    [InlineData("García Márquez", "MARQUEZ GARCIA")]
    [InlineData("Van Der Berg", "VANDERBERG")]
    [InlineData("E\u0301lodie", "ELODIE")]
    public void Writings_of_one_name_agree_entirely(string a, string b)
    {
        Assert.Equal(1.0, NameComparison.Share(a, b)!.Value, 6);
        Assert.Equal(1.0, NameComparison.Share(b, a)!.Value, 6);
    }

    [Theory]
    [InlineData("SMITH", "SMYTH", 0.8)]
    [InlineData("SMITH", "SMTIH", 0.8)]
    [InlineData("SMITH", "SMIT", 0.8)]
    [InlineData("ABC", "XYZ", 0)]
    public void Each_differing_character_costs_its_share(string a, string b, double share) =>
        Assert.Equal(share, NameComparison.Share(a, b)!.Value, 6);

    [Fact]
    public void A_second_given_name_may_be_missing_where_that_is_allowed()
    {
        Assert.Equal(1.0, NameComparison.Share("Jean", "JEAN PAUL MARIE", MissingWords.AreAllowed));
        Assert.True(NameComparison.Share("Jean", "JEAN PAUL MARIE") < 0.4);
    }

    [Theory]
    [InlineData(null, "A")]
    [InlineData("A", "  ")]
    [InlineData("12345", "A")]
    [InlineData("你好", "NI HAO")]
    public void What_has_no_letter_to_compare_has_no_share(string? a, string? b) => Assert.Null(NameComparison.Share(a, b));

    [Fact]
    public void The_share_is_symmetric_and_lies_between_nothing_and_all() =>
        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll<string, string>((a, b) =>
        {
            var share = NameComparison.Share(a, b);
            return share == NameComparison.Share(b, a) && share is null or (>= 0 and <= 1);
        }));

    [Fact]
    public void Every_name_with_letters_agrees_with_itself() =>
        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll<string>(name => NameComparison.Share(name, name) is null or 1));

    [Fact]
    public void A_name_of_a_million_letters_is_compared_in_bounded_time()
    {
        var name = new string('A', 1_000_000);
        var started = TimeProvider.System.GetTimestamp();

        Assert.Equal(1, NameComparison.Share(name, name + " " + name, MissingWords.AreAllowed));

        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(2));
    }
}
