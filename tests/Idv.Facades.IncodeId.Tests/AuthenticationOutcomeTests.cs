using Idv.Facades.IncodeId.Authentication;
using Idv.Verifications;
using Idv.Verifications.Reports;

namespace Idv.Facades.IncodeId.Tests;

public sealed class AuthenticationOutcomeTests
{
    private static readonly Check Mask = new(CheckCodes.FaceUncovered, CheckOutcome.Unknown, 0.1, 0.5, [new CheckReason("mask_worn")]);
    private static readonly Check Sunglasses = new(CheckCodes.FaceWithoutGlasses, CheckOutcome.Unknown, 0.1, 0.5, [new CheckReason("sunglasses_worn")]);
    private static readonly Check Spoof = Check.OfScore(CheckCodes.FaceLiveness, 0.1, 0.5, "presentation_attack");
    private static readonly Check NotLive = Check.Undecided(CheckCodes.FaceLiveness, "liveness_uncertain");
    private static readonly Check Stranger = Check.OfScore(CheckCodes.IdentityFaceMatch, 0.1, 0.4, "faces_differ");
    private static readonly Check NoFace = Check.Undecided(CheckCodes.FaceQuality, "no_face");

    [Fact]
    public void A_usable_uncovered_living_face_that_matches_passes() => Assert.True(AuthenticationOutcome.Of(Ended()).IsPassed);

    [Fact]
    public void The_reasons_come_in_the_vendors_order()
    {
        Assert.Equal("hasFaceMask", Reason(Mask, Sunglasses, Spoof, Stranger));
        Assert.Equal("hasLenses", Reason(Sunglasses, Spoof, Stranger));
        Assert.Equal("spoofAttempt", Reason(Spoof, Stranger));
        Assert.Equal("faceMatchFailed", Reason(NotLive, Stranger));
        Assert.Equal("otherError", Reason(NotLive));
        Assert.Equal("otherError", Reason(NoFace));
    }

    [Fact]
    public void A_usable_face_of_nobody_is_a_failed_match() =>
        Assert.Equal("faceMatchFailed", AuthenticationOutcome.Of(Ended() with { SubjectIdentityId = null }).FailureReason);

    [Fact]
    public void An_unusable_face_of_nobody_is_an_other_error() =>
        Assert.Equal("otherError", AuthenticationOutcome.Of(Ended(NoFace, NotLive) with { SubjectIdentityId = null }).FailureReason);

    [Fact]
    public void An_examination_that_was_cut_short_is_an_other_error() => Assert.Equal(
        "otherError", AuthenticationOutcome.Of(Ended(Check.Undecided(CheckCodes.ExaminationCompleted, "time_limit_exceeded")) with { Report = null }).FailureReason);

    private static string? Reason(params Check[] replaced) => AuthenticationOutcome.Of(Ended(replaced)).FailureReason;

    /// <summary>An authentication whose checks all pass, except for those that are given.</summary>
    private static Verification Ended(params Check[] replaced)
    {
        string[] codes = [CheckCodes.FaceQuality, CheckCodes.FaceLiveness, CheckCodes.FaceUncovered, CheckCodes.FaceWithoutGlasses, CheckCodes.IdentityFaceMatch];
        var checks = codes.Select(code => replaced.FirstOrDefault(check => check.Code == code) ?? new Check(code, CheckOutcome.Pass, 1, 0.5, [])).ToArray();
        return new Verification
        {
            Id = Guid.NewGuid(),
            TenantId = "test",
            Kind = VerificationKind.FaceAuthentication,
            Facade = ApiNames.IncodeId,
            CreatedAt = DateTimeOffset.UnixEpoch,
            ExpiresAt = DateTimeOffset.UnixEpoch,
            PolicyId = Guid.NewGuid(),
            SubjectIdentityId = Guid.NewGuid(),
            Report = new VerificationReport
            {
                Decision = checks.Any(check => check.Outcome == CheckOutcome.Fail) ? Decision.Declined : Decision.Approved,
                PolicyId = Guid.NewGuid(),
                PolicyVersion = 1,
                At = DateTimeOffset.UnixEpoch,
                Faces = [new FaceReading { Id = Guid.NewGuid(), Checks = [.. checks.Where(check => check.Code != CheckCodes.IdentityFaceMatch)] }],
                FaceComparisons = [new FaceComparison(checks[^1], 0.6, 1e-4, null, null)],
            },
        };
    }
}
