using Idv.Verifications.Policies;
using Idv.Verifications.Reports;

namespace Idv.Verifications.Tests;

public sealed class JudgementTests
{
    private static readonly Policy Policy = new() { Id = Guid.NewGuid(), TenantId = "demo" };
    private static readonly Check Live = Check.OfScore(CheckCodes.FaceLiveness, 0.9, 0.5, "spoof");
    private static readonly Check Same = Check.OfScore(CheckCodes.DocumentFaceMatch, 0.9, 0.5, "differs");

    [Fact]
    public void What_passes_every_check_is_approved_with_full_score() =>
        Assert.Equal(new Judgement(Decision.Approved, 1), Judgement.Of([Live, Same], Policy));

    [Fact]
    public void One_failed_check_declines() =>
        Assert.Equal(Decision.Declined, Judgement.Of([Live, Same, Check.OfFact(CheckCodes.MrzValid, false, "check_digit")], Policy).Decision);

    [Fact]
    public void A_check_of_no_weight_neither_counts_nor_declines()
    {
        var lenient = Policy with { Weights = new Dictionary<string, double> { [CheckCodes.MrzValid] = 0 } };

        Assert.Equal(new Judgement(Decision.Approved, 1), Judgement.Of([Live, Same, Check.OfFact(CheckCodes.MrzValid, false, "check_digit")], lenient));
    }

    [Fact]
    public void An_undecided_liveness_asks_for_review() =>
        Assert.Equal(Decision.Review, Judgement.Of([Check.Undecided(CheckCodes.FaceLiveness, "too_dark"), Same], Policy).Decision);

    [Fact]
    public void An_undecided_secondary_check_does_not_hold_up_approval() =>
        Assert.Equal(Decision.Approved, Judgement.Of([Live, Same, Check.Undecided(CheckCodes.DocumentBackVisual, "no_template")], Policy).Decision);

    [Fact]
    public void Nothing_known_is_a_review_without_score() => Assert.Equal(new Judgement(Decision.Review, null), Judgement.Of([], Policy));

    [Fact]
    public void The_score_is_always_a_share_and_no_failed_check_is_ever_approved() =>
        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(
            Gen.Elements(CheckOutcome.Unknown, CheckOutcome.Pass, CheckOutcome.Fail).ArrayOf().ToArbitrary(),
            outcomes =>
            {
                var checks = outcomes.Select((outcome, i) => new Check($"c{i}", outcome, null, null, [])).ToArray();
                var judgement = Judgement.Of(checks, Policy);
                return judgement.Score is null or (>= 0 and <= 1)
                    && (outcomes.Contains(CheckOutcome.Fail) ? judgement.Decision == Decision.Declined : judgement.Decision != Decision.Declined);
            }));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    public void A_policy_names_the_number_that_is_out_of_range(double share) =>
        Assert.Equal(["NameMatchShare must lie in [0, 1]."], (Policy with { NameMatchShare = share }).Validate());
}
