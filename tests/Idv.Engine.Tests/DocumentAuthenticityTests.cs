using Idv.Engine.Checks;
using Idv.Engine.DocumentStages;

namespace Idv.Engine.Tests;

public sealed class DocumentAuthenticityTests
{
    [Fact]
    public void Nothing_known_is_undecided_and_says_so()
    {
        var verdict = DocumentAuthenticity.Fuse([]);
        Assert.Equal(CheckOutcome.Unknown, verdict.Outcome);
        Assert.Equal(ReasonCodes.TooLittleEvidence, Assert.Single(verdict.Reasons).Code);
    }

    [Theory]
    [InlineData(CheckCodes.MrzValid)]
    [InlineData(CheckCodes.BarcodeValid)]
    public void A_valid_zone_or_barcode_alone_passes(string code) =>
        Assert.Equal(CheckOutcome.Pass, DocumentAuthenticity.Fuse([Check.Passed(code)]).Outcome);

    [Fact]
    public void Contradicting_zones_outweigh_valid_check_digits()
    {
        var verdict = DocumentAuthenticity.Fuse([Check.Passed(CheckCodes.MrzValid), Check.Failed(CheckCodes.MrzAgainstVisualZone)]);
        Assert.Equal(CheckOutcome.Fail, verdict.Outcome);
        Assert.Contains(CheckCodes.MrzAgainstVisualZone, Assert.Single(verdict.Reasons).Message);
    }

    [Fact]
    public void Checks_of_other_subjects_do_not_count() =>
        Assert.Equal(DocumentAuthenticity.Fuse([]).Score, DocumentAuthenticity.Fuse([Check.Failed(CheckCodes.FaceMatch)]).Score);
}
