using Idv.Verifications.Retention;

namespace Idv.Verifications.Tests;

public sealed class RetentionRulesTests
{
    [Fact]
    public void Only_what_has_ended_can_be_removed_by_age() =>
        Assert.Equal(
            ["Retention cannot act on Processing: it has not ended."],
            new RetentionRules([new RetentionRule(VerificationState.Processing, TimeSpan.FromDays(1), RetentionAction.Erase)]).Validate());

    [Fact]
    public void Sensible_rules_have_no_fault() =>
        Assert.Empty(new RetentionRules(
        [
            new RetentionRule(VerificationState.Completed, TimeSpan.FromDays(30), RetentionAction.Anonymize),
            new RetentionRule(VerificationState.Anonymized, TimeSpan.FromDays(365), RetentionAction.Erase),
        ]).Validate());
}
