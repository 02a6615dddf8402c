using Idv.Documents.Mrz;
using Idv.Documents.Mrz.Reading;
using Idv.Engine.Checks;

namespace Idv.Engine.Documents;

/// <summary>Judges a machine-readable zone by its check digits and data elements (ICAO Doc 9303-3, section 4.9).</summary>
internal static class MrzValidity
{
    /// <summary>
    /// Below this probability of a protected character neither right nor wrong check digits mean anything: characters under a finger can be
    /// filled in such that the digits are right.
    /// </summary>
    public const float LeastProtectedProbability = 0.3f;

    /// <summary>Passes a zone whose check digits and data elements are right, and fails others, unless they could not be read with certainty.</summary>
    public static Check Judge(MrzReading? mrz, EvidenceRole role)
    {
        if (mrz is null)
        {
            return Check.Undecided(CheckCodes.MrzValid, new CheckReason(ReasonCodes.NothingToCompare, "There is no machine-readable zone to check."));
        }

        var region = mrz.Zone.Bounds;
        List<CheckReason> reasons =
        [
            .. mrz.Record.CheckDigits
                .Where(digit => digit.Status == MrzCheckDigitStatus.Invalid)
                .Select(digit => new CheckReason(ReasonCodes.WrongCheckDigit, $"The check digit of {digit.Field} in line {digit.Line} is wrong.", role, region)),
            .. mrz.Record.Problems
                .Select(problem => new CheckReason(ReasonCodes.InvalidDataElement, $"{problem.Field} in line {problem.Line}: {problem.Code}.", role, region)),
            .. mrz.Repairs
                .Select(repair => new CheckReason(ReasonCodes.CharacterRepaired, $"Line {repair.Line}, position {repair.Column} was corrected after reading.", role, region)),
        ];
        var outcome = mrz.Record.CheckDigitsValid && mrz.Record.Problems.Count == 0 ? CheckOutcome.Pass : CheckOutcome.Fail;
        if (mrz.IsRepairAmbiguous)
        {
            outcome = CheckOutcome.Unknown;
            reasons.Add(new CheckReason(ReasonCodes.CorrectionAmbiguous, "Several corrections of one character make the check digits right and are about as likely.", role, region));
        }

        if (mrz.LeastProtectedProbability < LeastProtectedProbability)
        {
            outcome = CheckOutcome.Unknown;
            reasons.Add(new CheckReason(ReasonCodes.CharacterUnclear, "A character that check digits protect could hardly be seen.", role, region));
        }

        return new Check(CheckCodes.MrzValid, outcome, null, null, reasons);
    }
}
