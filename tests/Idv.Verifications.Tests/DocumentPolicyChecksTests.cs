using Idv.Verifications.Comparisons;
using Idv.Verifications.Policies;
using Idv.Verifications.Reports;

namespace Idv.Verifications.Tests;

public sealed class DocumentPolicyChecksTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly Policy Lenient = new() { Id = Guid.NewGuid(), TenantId = "demo" };

    [Fact]
    public void A_policy_that_asks_nothing_adds_nothing() => Assert.Empty(DocumentPolicyChecks.Complete(Passport("FRA"), Lenient, Today).Checks);

    [Theory]
    [InlineData("FRA", CheckOutcome.Pass, null)]
    [InlineData("DEU", CheckOutcome.Fail, "issuing_state_not_accepted")]
    [InlineData(null, CheckOutcome.Unknown, "issuing_state_unknown")]
    public void A_passport_is_accepted_from_the_listed_states(string? state, CheckOutcome outcome, string? reason)
    {
        var policy = Lenient with { AcceptedDocuments = [new AcceptedDocument(DocumentType.Passport, ["FRA"])] };

        AssertSingle(DocumentPolicyChecks.Complete(Passport(state), policy, Today), CheckCodes.DocumentAccepted, outcome, reason);
    }

    [Fact]
    public void Another_type_is_not_accepted() => AssertSingle(
        DocumentPolicyChecks.Complete(Passport("FRA"), Lenient with { AcceptedDocuments = [new AcceptedDocument(DocumentType.IdentityCard, [])] }, Today),
        CheckCodes.DocumentAccepted, CheckOutcome.Fail, "type_not_accepted");

    [Theory]
    [InlineData("2026-11-21", CheckOutcome.Pass, null)]
    [InlineData("2026-11-20", CheckOutcome.Fail, "expired")]
    [InlineData("2026-13-40", CheckOutcome.Unknown, "expiry_date_illegible")]
    public void A_document_is_good_through_its_day_of_expiry(string expiry, CheckOutcome outcome, string? reason) => AssertSingle(
        DocumentPolicyChecks.Complete(Passport(null, new FieldReading(DocumentField.ExpiryDate, expiry, DocumentZone.Mrz, 1)), Lenient, Today),
        CheckCodes.DocumentNotExpired, outcome, reason);

    [Fact]
    public void Required_fields_that_were_not_read_in_their_zone_are_named()
    {
        var policy = Lenient with
        {
            RequiredFields = [new FieldRequirement(DocumentType.Passport, DocumentZone.Mrz, [DocumentField.IssuingState, DocumentField.DocumentNumber])],
        };

        AssertSingle(
            DocumentPolicyChecks.Complete(Passport("FRA"), policy, Today), CheckCodes.DocumentDataExtracted, CheckOutcome.Unknown, "missing_document_number");
    }

    [Fact]
    public void What_the_engine_has_answered_stands()
    {
        var made = Check.OfFact(CheckCodes.DocumentNotExpired, holds: true, "");
        var document = Passport(null, new FieldReading(DocumentField.ExpiryDate, "2020-01-01", DocumentZone.Mrz, 1)) with { Checks = [made] };

        Assert.Equal([made], DocumentPolicyChecks.Complete(document, Lenient, Today).Checks);
    }

    private static DocumentReading Passport(string? state, params FieldReading[] more) => new()
    {
        Id = Guid.NewGuid(),
        Type = DocumentType.Passport,
        Fields = [.. state is null ? [] : new[] { new FieldReading(DocumentField.IssuingState, state, DocumentZone.Mrz, 1) }, .. more],
    };

    private static void AssertSingle(DocumentReading document, string code, CheckOutcome outcome, string? reason)
    {
        var check = Assert.Single(document.Checks);
        Assert.Equal((code, outcome, reason), (check.Code, check.Outcome, check.Reasons.Count == 0 ? null : check.Reasons[0].Code));
    }
}
