using FsCheck;
using Idv.Faces.Comparison;
using Idv.Inference;
using Idv.Tests;

namespace Idv.Faces.Tests;

public sealed class SimilarityCalibrationTests
{
    private static readonly ModelCard Card =
        ModelCatalogue.Load([Path.Combine(SharedTestData.RepositoryRoot, "models", "manifest.json")]).Card("face-embedder");

    private readonly SimilarityCalibration _calibration = new(Card);

    [Fact]
    public void A_calibrated_rate_gives_its_measured_similarity() => Assert.All(
        Card.Calibration, point => Assert.Equal(point.Similarity, _calibration.ThresholdFor(point.FalseMatchRate), 1e-9));

    [Fact]
    public void A_stricter_rate_never_has_a_lower_threshold() => Prop.ForAll<double, double>((a, b) =>
    {
        var (first, second) = (Rate(a), Rate(b));
        Assert.True(first <= second == _calibration.ThresholdFor(first) >= _calibration.ThresholdFor(second) || first == second);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_rate_at_a_threshold_is_the_rate_that_asked_for_it() => Prop.ForAll<double>(value =>
    {
        var rate = Rate(value);
        var back = _calibration.FalseMatchRateAt(_calibration.ThresholdFor(rate));
        Assert.Equal(Math.Log(rate), Math.Log(back), 1e-6);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1e-12)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_rate_that_was_not_measured_is_refused_with_the_measured_range(double rate)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => _calibration.ThresholdFor(rate));
        Assert.Contains("calibrated", exception.Message);
    }

    [Fact]
    public void A_similarity_that_is_not_a_number_matches_nobody() => Assert.Equal(1, _calibration.FalseMatchRateAt(double.NaN));

    [Fact]
    public void A_card_without_calibration_is_refused() =>
        Assert.Throws<ModelException>(() => new SimilarityCalibration(Card with { Calibration = [] }));

    private double Rate(double value)
    {
        var share = double.IsFinite(value) ? Math.Abs(value % 1) : 0.5;
        var rate = Math.Exp(Math.Log(_calibration.SmallestRate) + (share * Math.Log(_calibration.LargestRate / _calibration.SmallestRate)));
        return Math.Clamp(rate, _calibration.SmallestRate, _calibration.LargestRate);
    }
}
