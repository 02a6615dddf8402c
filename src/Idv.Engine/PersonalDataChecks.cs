using Idv.Engine.Checks;
using Idv.Engine.Documents;

namespace Idv.Engine;

/// <summary>Checks of what the document says against what the policy and the caller expect.</summary>
internal static class PersonalDataChecks
{
    /// <summary>The checks that were asked for.</summary>
    public static IEnumerable<Check> Of(DocumentReading document, VerificationEvidence evidence, VerificationPolicy policy, DateOnly today)
    {
        if (policy.MinimumAge is { } age)
        {
            yield return MinimumAge(document, age, today);
        }

        if (evidence.ExpectedName is { } name)
        {
            yield return Name(document, name);
        }

        if (evidence.ExpectedBirthDate is { } birth)
        {
            yield return BirthDate(document, birth);
        }
    }

    private static Check MinimumAge(DocumentReading document, int age, DateOnly today)
    {
        if (document.Date(FieldNames.DateOfBirth)?.Value is not { } birth)
        {
            return Check.Undecided(CheckCodes.MinimumAge, new CheckReason(ReasonCodes.DateUnknown, "The document gives no complete date of birth."));
        }

        return birth.AddYears(age) <= today
            ? Check.Passed(CheckCodes.MinimumAge)
            : Check.Failed(CheckCodes.MinimumAge, new CheckReason(ReasonCodes.TooYoung, $"The holder is younger than {age} years."));
    }

    private static Check Name(DocumentReading document, string expected)
    {
        if ((document.Value(FieldNames.Surname) ?? document.Value(FieldNames.GivenNames)) is null)
        {
            return Check.Undecided(CheckCodes.ExpectedName, new CheckReason(ReasonCodes.NothingToCompare, "No name was read."));
        }

        return ExpectedNameComparison.Score(expected, document) is { } score
            ? Check.Scored(CheckCodes.ExpectedName, score, ExpectedNameComparison.Threshold, () =>
                new CheckReason(ReasonCodes.DiffersFromExpected, "The document's name is not the expected one."))
            : Check.Undecided(CheckCodes.ExpectedName, new CheckReason(ReasonCodes.NothingToCompare, "A name has a character without a transliteration."));
    }

    private static Check BirthDate(DocumentReading document, DateOnly expected)
    {
        if (document.Date(FieldNames.DateOfBirth) is not { } birth)
        {
            return Check.Undecided(CheckCodes.ExpectedBirthDate, new CheckReason(ReasonCodes.DateUnknown, "No date of birth was read."));
        }

        return birth.Agrees(new DocumentDate(expected.Year, expected.Month, expected.Day))
            ? Check.Passed(CheckCodes.ExpectedBirthDate)
            : Check.Failed(CheckCodes.ExpectedBirthDate, new CheckReason(ReasonCodes.DiffersFromExpected, "The document's date of birth is not the expected one."));
    }
}
