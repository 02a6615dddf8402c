using Idv.Documents.Mrz;
using Idv.Engine.Checks;

namespace Idv.Engine;

/// <summary>Checks of what the document says against what the policy and the caller expect.</summary>
internal static class PersonalDataChecks
{
    /// <summary>The checks that were asked for.</summary>
    public static IEnumerable<Check> Of(MrzRecord? record, VerificationEvidence evidence, VerificationPolicy policy, DateOnly today)
    {
        if (policy.MinimumAge is { } age)
        {
            yield return MinimumAge(record, age, today);
        }

        if (evidence.ExpectedName is { } name)
        {
            yield return Name(record, name);
        }

        if (evidence.ExpectedBirthDate is { } birth)
        {
            yield return BirthDate(record, birth);
        }
    }

    private static Check MinimumAge(MrzRecord? record, int age, DateOnly today)
    {
        if (record?.DateOfBirth.Value is not { } birth)
        {
            return Check.Undecided(CheckCodes.MinimumAge, new CheckReason(ReasonCodes.DateUnknown, "The document gives no complete date of birth."));
        }

        return birth.AddYears(age) <= today
            ? Check.Passed(CheckCodes.MinimumAge)
            : Check.Failed(CheckCodes.MinimumAge, new CheckReason(ReasonCodes.TooYoung, $"The holder is younger than {age} years."));
    }

    private static Check Name(MrzRecord? record, string expected)
    {
        if (record is null)
        {
            return Check.Undecided(CheckCodes.ExpectedName, new CheckReason(ReasonCodes.NothingToCompare, "No name was read."));
        }

        return ExpectedNameComparison.Score(expected, record) is { } score
            ? Check.Scored(CheckCodes.ExpectedName, score, ExpectedNameComparison.Threshold, () =>
                new CheckReason(ReasonCodes.DiffersFromExpected, "The document's name is not the expected one."))
            : Check.Undecided(CheckCodes.ExpectedName, new CheckReason(ReasonCodes.NothingToCompare, "The expected name has a character without a transliteration."));
    }

    private static Check BirthDate(MrzRecord? record, DateOnly expected)
    {
        if (record?.DateOfBirth is not { Year: not null } birth)
        {
            return Check.Undecided(CheckCodes.ExpectedBirthDate, new CheckReason(ReasonCodes.DateUnknown, "No date of birth was read."));
        }

        var agrees = birth.Year == expected.Year && (birth.Month ?? expected.Month) == expected.Month && (birth.Day ?? expected.Day) == expected.Day;
        return agrees
            ? Check.Passed(CheckCodes.ExpectedBirthDate)
            : Check.Failed(CheckCodes.ExpectedBirthDate, new CheckReason(ReasonCodes.DiffersFromExpected, "The document's date of birth is not the expected one."));
    }
}
