using Idv.Verifications.Policies;
using Idv.Verifications.Reports;

namespace Idv.Verifications.Comparisons;

/// <summary>Asks of a document what the policy asks: accepted, not expired, and complete. What the engine has answered already stands.</summary>
public static class DocumentPolicyChecks
{
    /// <summary>The reading with the policy's checks added to its own.</summary>
    public static DocumentReading Complete(DocumentReading document, Policy policy, DateOnly today)
    {
        var added = new List<Check>();
        void AddUnlessMade(string code, Func<Check?> make)
        {
            if (document.Checks.All(check => check.Code != code) && make() is { } check)
            {
                added.Add(check);
            }
        }

        AddUnlessMade(CheckCodes.DocumentAccepted, () => CheckAccepted(document, policy));
        AddUnlessMade(CheckCodes.DocumentNotExpired, () => CheckExpiry(document, today));
        AddUnlessMade(CheckCodes.DocumentDataExtracted, () => CheckFields(document, policy));
        return added.Count == 0 ? document : document with { Checks = [.. document.Checks, .. added] };
    }

    private static Check? CheckAccepted(DocumentReading document, Policy policy)
    {
        if (policy.AcceptedDocuments.Count == 0)
        {
            return null;
        }

        if (document.Type == DocumentType.Unknown)
        {
            return Check.Undecided(CheckCodes.DocumentAccepted, "type_unknown");
        }

        var ofType = policy.AcceptedDocuments.Where(accepted => accepted.Type == document.Type).ToArray();
        if (ofType.Length == 0)
        {
            return Check.OfFact(CheckCodes.DocumentAccepted, holds: false, "type_not_accepted");
        }

        if (ofType.Any(accepted => accepted.IssuingStates.Count == 0))
        {
            return Check.OfFact(CheckCodes.DocumentAccepted, holds: true, "");
        }

        return document.Value(DocumentField.IssuingState) is { } state
            ? Check.OfFact(CheckCodes.DocumentAccepted, ofType.Any(accepted => accepted.IssuingStates.Contains(state)), "issuing_state_not_accepted")
            : Check.Undecided(CheckCodes.DocumentAccepted, "issuing_state_unknown");
    }

    /// <summary>A document is good through its day of expiry. One without a date of expiry is not asked.</summary>
    private static Check? CheckExpiry(DocumentReading document, DateOnly today) => document.Value(DocumentField.ExpiryDate) is null ? null
        : document.Date(DocumentField.ExpiryDate) is { } expiry ? Check.OfFact(CheckCodes.DocumentNotExpired, today <= expiry, "expired")
        : Check.Undecided(CheckCodes.DocumentNotExpired, "expiry_date_illegible");

    private static Check? CheckFields(DocumentReading document, Policy policy)
    {
        var requirements = policy.RequiredFields.Where(requirement => requirement.Type == document.Type).ToArray();
        if (requirements.Length == 0)
        {
            return null;
        }

        var missing = requirements
            .SelectMany(requirement => requirement.Fields.Where(field =>
                (requirement.Zone is { } zone ? document.Value(field, zone) : document.Value(field)) is null))
            .Distinct()
            .ToArray();
        // What could not be read is unknown rather than wrong: a better picture may help.
        return missing.Length == 0
            ? Check.OfFact(CheckCodes.DocumentDataExtracted, holds: true, "")
            : new Check(
                CheckCodes.DocumentDataExtracted, CheckOutcome.Unknown, null, null,
                [.. missing.Select(field => new CheckReason($"missing_{NameOf(field)}"))]);
    }

    private static string NameOf(DocumentField field) =>
        string.Concat(field.ToString().Select((letter, i) => char.IsUpper(letter) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
