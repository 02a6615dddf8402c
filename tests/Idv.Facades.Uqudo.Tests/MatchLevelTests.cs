using FsCheck;
using Idv.Facades.Uqudo.Faces;
using Idv.Verifications.Faces;

namespace Idv.Facades.Uqudo.Tests;

public sealed class MatchLevelTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(0.011, 0)]
    [InlineData(0.01, 1)]
    [InlineData(0.0011, 1)]
    [InlineData(0.001, 2)]
    [InlineData(0.0001, 3)]
    [InlineData(0.00003, 4)]
    [InlineData(0.00001, 5)]
    public void A_level_is_a_band_of_the_false_match_rate(double falseMatchRate, int level) =>
        Assert.Equal(level, MatchLevels.Of(new FaceLikeness(0.5, falseMatchRate)));

    [Fact]
    public void A_surer_comparison_never_has_a_lower_level() => Prop.ForAll<double, double>((first, second) =>
    {
        var (sure, unsure) = (Math.Min(Rate(first), Rate(second)), Math.Max(Rate(first), Rate(second)));
        return MatchLevels.Of(new FaceLikeness(0, sure)) >= MatchLevels.Of(new FaceLikeness(0, unsure));
    }).QuickCheckThrowOnFailure();

    /// <summary>Any number as a rate between 1e-6 and 1.</summary>
    private static double Rate(double number) => double.IsFinite(number) ? Math.Pow(10, -6 * Math.Abs(Math.Sin(number))) : 1;
}
