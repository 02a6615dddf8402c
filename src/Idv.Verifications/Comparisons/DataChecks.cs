using Idv.Verifications.People;
using Idv.Verifications.Policies;
using Idv.Verifications.Reports;

namespace Idv.Verifications.Comparisons;

/// <summary>Compares what documents say with what is known, claimed, allowed and forbidden.</summary>
public static class DataChecks
{
    /// <summary>The checks of data that apply to a verification: only those whose question was asked.</summary>
    public static IReadOnlyList<Check> Of(
        Verification verification, Examination examination, Policy policy, SanctionsList? sanctions, DateOnly today)
    {
        var checks = new List<Check>();
        var holder = examination.Documents.Count > 0 ? examination.Documents[0].Holder() : null;
        if (verification.ReferenceData is { } reference)
        {
            checks.Add(Compare(CheckCodes.ReferenceDataMatch, reference, holder, policy.NameMatchShare));
        }

        if (verification.Form is { } form)
        {
            checks.Add(Compare(CheckCodes.FormMatch, form, holder, policy.NameMatchShare));
        }

        foreach (var second in examination.Documents.Skip(1))
        {
            checks.Add(Compare(CheckCodes.DocumentDocumentMatch, holder!, second.Holder(), policy.NameMatchShare));
        }

        foreach (var document in examination.Documents)
        {
            AddZones(checks, document, DocumentZone.Mrz, CheckCodes.MrzAgainstVisualZone, policy.NameMatchShare);
            AddZones(checks, document, DocumentZone.Barcode, CheckCodes.BarcodeAgainstVisualZone, policy.NameMatchShare);
        }

        if (holder is not null && (policy.MinimumAge is not null || policy.MaximumAge is not null))
        {
            checks.Add(CheckAge(holder.BirthDate, policy, today));
        }

        if (holder is not null && sanctions is not null)
        {
            checks.Add(CheckSanctions(holder, sanctions, policy.SanctionsMatchShare));
        }

        return checks;
    }

    /// <summary>
    /// Whether two descriptions are of the same person: surname (or married name), given names or the undivided name, and date of birth, each where both sides state it.
    /// The score is the least share of matching characters; a different date of birth fails whatever the names say.
    /// </summary>
    public static Check Compare(string code, PersonalData claimed, PersonalData? found, double nameShare)
    {
        if (found is null)
        {
            return Check.Undecided(code, "nothing_to_compare_with");
        }

        var reasons = new List<CheckReason>();
        double? least = null;
        void Take(double? share, string reason)
        {
            if (share is not { } value)
            {
                return;
            }

            least = Math.Min(least ?? 1, value);
            if (value < nameShare)
            {
                reasons.Add(new CheckReason(reason));
            }
        }

        Take(NameComparison.Share(claimed.UndividedName, found.FullName, MissingWords.AreAllowed), "name_differs");
        Take(SurnameShare(claimed, found), "surname_differs");
        Take(
            NameComparison.Share(
                $"{claimed.GivenNames} {claimed.MiddleNames}", $"{found.GivenNames} {found.MiddleNames}", MissingWords.AreAllowed),
            "given_names_differ");
        if (claimed.BirthDate is { } claimedDate && found.BirthDate is { } foundDate)
        {
            least ??= 1;
            if (claimedDate != foundDate)
            {
                least = 0;
                reasons.Add(new CheckReason("birth_date_differs"));
            }
        }

        return least is null
            ? Check.Undecided(code, "nothing_in_common")
            : new Check(code, reasons.Count == 0 ? CheckOutcome.Pass : CheckOutcome.Fail, least, nameShare, reasons);
    }

    private static double? SurnameShare(PersonalData claimed, PersonalData found)
    {
        double? best = null;
        foreach (var a in new[] { claimed.Surname, claimed.MarriedName })
        {
            foreach (var b in new[] { found.Surname, found.MarriedName })
            {
                best = NameComparison.Share(a, b) is { } share ? Math.Max(best ?? 0, share) : best;
            }
        }

        return best;
    }

    private static void AddZones(List<Check> checks, DocumentReading document, DocumentZone zone, string code, double nameShare)
    {
        // The engine sees more than text (confidence per character): where it has compared the zones itself, its answer stands.
        if (document.Checks.Any(check => check.Code == code) || document.Fields.All(reading => reading.Zone != zone)
            || document.Fields.All(reading => reading.Zone != DocumentZone.VisualZone))
        {
            return;
        }

        var reasons = new List<CheckReason>();
        double? least = null;
        foreach (var field in new[]
        {
            DocumentField.Surname, DocumentField.GivenNames, DocumentField.BirthDate, DocumentField.ExpiryDate, DocumentField.DocumentNumber,
        })
        {
            var machine = document.Value(field, zone);
            var visual = document.Value(field, DocumentZone.VisualZone);
            if (machine is null || visual is null)
            {
                continue;
            }

            var isName = field is DocumentField.Surname or DocumentField.GivenNames;
            var share = isName ? NameComparison.Share(machine, visual, MissingWords.AreAllowed) ?? 0
                : Plain(machine) == Plain(visual) ? 1 : 0;
            least = Math.Min(least ?? 1, share);
            if (share < (isName ? nameShare : 1))
            {
                reasons.Add(new CheckReason($"{Name(field)}_differs"));
            }
        }

        checks.Add(least is null
            ? Check.Undecided(code, "nothing_in_common")
            : new Check(code, reasons.Count == 0 ? CheckOutcome.Pass : CheckOutcome.Fail, least, nameShare, reasons));
    }

    private static string Name(DocumentField field) => field switch
    {
        DocumentField.Surname => "surname",
        DocumentField.GivenNames => "given_names",
        DocumentField.BirthDate => "birth_date",
        DocumentField.ExpiryDate => "expiry_date",
        _ => "document_number",
    };

    private static string Plain(string value) => new([.. value.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]);

    private static Check CheckAge(DateOnly? birthDate, Policy policy, DateOnly today)
    {
        if (birthDate is not { } birth)
        {
            return Check.Undecided(CheckCodes.AgeLimits, "birth_date_unknown");
        }

        var age = AgeInYears(birth, today);
        return age < policy.MinimumAge ? Check.OfFact(CheckCodes.AgeLimits, holds: false, "too_young")
            : Check.OfFact(CheckCodes.AgeLimits, !(age > policy.MaximumAge), "too_old");
    }

    /// <summary>Whole years lived; somebody born on 29 February has their birthday on 1 March in other years.</summary>
    internal static int AgeInYears(DateOnly birth, DateOnly today)
    {
        var hadBirthday = (today.Month, today.Day).CompareTo((birth.Month, birth.Day)) >= 0;
        return today.Year - birth.Year - (hadBirthday ? 0 : 1);
    }

    private static Check CheckSanctions(PersonalData holder, SanctionsList sanctions, double threshold)
    {
        if (holder.FullName.Length == 0)
        {
            return Check.Undecided(CheckCodes.NotSanctioned, "name_unknown");
        }

        var best = sanctions.Search(holder.FullName, holder.BirthDate, threshold, limit: 1).FirstOrDefault();
        return best is null
            ? new Check(CheckCodes.NotSanctioned, CheckOutcome.Pass, 1, 1 - threshold, [])
            : new Check(CheckCodes.NotSanctioned, CheckOutcome.Fail, 1 - best.Share, 1 - threshold, [new CheckReason($"listed_{best.EntryId}")]);
    }
}
