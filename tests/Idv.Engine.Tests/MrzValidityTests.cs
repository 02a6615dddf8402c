using Idv.Documents.Mrz;
using Idv.Documents.Mrz.Reading;
using Idv.Engine.Checks;
using Idv.Engine.Documents;

namespace Idv.Engine.Tests;

public sealed class MrzValidityTests
{
    private static readonly string[] Right = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];
    private static readonly string[] Wrong = [Right[0], "L898902C37UTO7408122F1204159ZE184226B<<<<<10"];

    [Fact]
    public void Right_check_digits_pass() => Assert.Equal(CheckOutcome.Pass, Judge(Reading(Right)).Outcome);

    [Fact]
    public void Wrong_check_digits_fail_and_say_which()
    {
        var check = Judge(Reading(Wrong));

        Assert.Equal(CheckOutcome.Fail, check.Outcome);
        Assert.Contains(check.Reasons, reason => reason.Code == ReasonCodes.WrongCheckDigit);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Check_digits_over_a_character_that_was_hardly_seen_decide_nothing(bool areRight)
    {
        var check = Judge(Reading(areRight ? Right : Wrong) with { LeastProtectedProbability = 0.29f });

        Assert.Equal(CheckOutcome.Unknown, check.Outcome);
        Assert.Contains(check.Reasons, reason => reason.Code == ReasonCodes.CharacterUnclear);
    }

    [Fact]
    public void An_ambiguous_correction_decides_nothing_and_is_said()
    {
        var check = Judge(Reading(Wrong) with { IsRepairAmbiguous = true });

        Assert.Equal(CheckOutcome.Unknown, check.Outcome);
        Assert.Contains(check.Reasons, reason => reason.Code == ReasonCodes.CorrectionAmbiguous);
    }

    [Fact]
    public void Without_a_zone_there_is_nothing_to_judge() => Assert.Equal(CheckOutcome.Unknown, Judge(null).Outcome);

    private static Check Judge(MrzReading? reading) => MrzValidity.Judge(reading, EvidenceRole.DocumentFront);

    private static MrzReading Reading(string[] lines) => new()
    {
        Record = MrzParser.Parse(lines, new DateOnly(2010, 1, 1)).Record!,
        Zone = default,
        LineQuads = [],
        MeanLogProbability = -0.05f,
        CharacterProbabilities = [],
        LeastProtectedProbability = 0.9f,
        Repairs = [],
        IsRepairAmbiguous = false,
    };
}
