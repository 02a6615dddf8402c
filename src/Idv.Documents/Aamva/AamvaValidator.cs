namespace Idv.Documents.Aamva;

/// <summary>What is odd about a barcode that was parsed.</summary>
public enum AamvaProblemCode
{
    /// <summary>The version prescribes an element that is absent or blank.</summary>
    MissingElement,

    /// <summary>A date element that is neither blank nor a date.</summary>
    ImpossibleDate,

    /// <summary>The dates of birth, issue and expiry do not follow each other.</summary>
    DatesOutOfOrder,

    /// <summary>No jurisdiction has this issuer identification number.</summary>
    UnknownIssuer,

    /// <summary>The address lies in another jurisdiction than the issuer's.</summary>
    AddressElsewhere,

    /// <summary>The standard has no such version.</summary>
    UnknownVersion,
}

/// <summary>Something odd about a barcode.</summary>
/// <param name="Code">What is odd.</param>
/// <param name="ElementId">The element, or empty.</param>
/// <param name="Message">A sentence for people; it never repeats a value.</param>
public readonly record struct AamvaProblem(AamvaProblemCode Code, string ElementId, string Message);

/// <summary>Compares a barcode with what its version of the AAMVA card design standard prescribes.</summary>
public static class AamvaValidator
{
    private const int LatestVersion = 12;

    private static readonly string[] MandatoryIn1 = ["DAA", "DAG", "DAI", "DAJ", "DAK", "DAQ", "DBA", "DBB", "DBC", "DBD"];

    private static readonly string[] MandatoryIn2 =
        ["DCA", "DCB", "DCD", "DBA", "DCS", "DCT", "DBD", "DBB", "DBC", "DAY", "DAU", "DAG", "DAI", "DAJ", "DAK", "DAQ", "DCF", "DCG"];

    private static readonly string[] MandatoryFrom4 =
    [
        "DCA", "DCB", "DCD", "DBA", "DCS", "DAC", "DAD", "DBD", "DBB", "DBC", "DAY", "DAU", "DAG", "DAI", "DAJ", "DAK", "DAQ", "DCF", "DCG", "DDE", "DDF", "DDG",
    ];

    private static readonly string[] Dates = ["DBA", "DBB", "DBD", "DDB", "DDC", "DDH", "DDI", "DDJ"];

    /// <summary>Lists what is odd; an empty list for a card that follows its version.</summary>
    public static IReadOnlyList<AamvaProblem> Validate(AamvaRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var problems = new List<AamvaProblem>();
        var card = record.Subfiles[0];
        if (record.Version > LatestVersion)
        {
            problems.Add(new AamvaProblem(AamvaProblemCode.UnknownVersion, "", $"The standard has no version {record.Version}; {LatestVersion} is the latest known here."));
        }

        foreach (var id in Mandatory(record.Version))
        {
            if (string.IsNullOrEmpty(card.Find(id)) && !MayBeBlank(id))
            {
                problems.Add(new AamvaProblem(AamvaProblemCode.MissingElement, id, $"Version {record.Version} prescribes {id}."));
            }
        }

        foreach (var id in Dates)
        {
            if (card.Find(id) is { Length: > 0 } text && text.AsSpan().Trim("0 ").Length > 0 && AamvaCodes.Date(text) is null)
            {
                problems.Add(new AamvaProblem(AamvaProblemCode.ImpossibleDate, id, $"{id} is no date."));
            }
        }

        CheckOrder(record, problems);
        CheckIssuer(record, problems);
        return problems;
    }

    private static string[] Mandatory(int version) => version switch
    {
        0 => [],
        1 => MandatoryIn1,
        < 4 => MandatoryIn2,
        _ => MandatoryFrom4,
    };

    /// <summary>A person may lack a middle name, and an identification card has no class, restriction or endorsement.</summary>
    private static bool MayBeBlank(string id) => id is "DAD" or "DCA" or "DCB" or "DCD";

    private static void CheckOrder(AamvaRecord record, List<AamvaProblem> problems)
    {
        if (record.DateOfIssue < record.DateOfBirth || record.DateOfExpiry < record.DateOfBirth)
        {
            problems.Add(new AamvaProblem(AamvaProblemCode.DatesOutOfOrder, "DBB", "The date of birth lies after the issue or the expiry."));
        }

        if (record.DateOfExpiry < record.DateOfIssue)
        {
            problems.Add(new AamvaProblem(AamvaProblemCode.DatesOutOfOrder, "DBA", "The card expires before it was issued."));
        }
    }

    private static void CheckIssuer(AamvaRecord record, List<AamvaProblem> problems)
    {
        if (AamvaJurisdiction.Find(record.Iin) is not { } issuer)
        {
            problems.Add(new AamvaProblem(AamvaProblemCode.UnknownIssuer, "", $"No jurisdiction has the number {record.Iin}."));
        }
        else if (record.State is { } state && state != issuer.Code)
        {
            problems.Add(new AamvaProblem(AamvaProblemCode.AddressElsewhere, "DAJ", "The address lies in another jurisdiction than the issuer's."));
        }
    }
}
