using System.Globalization;
using System.Text.RegularExpressions;

namespace Idv.Documents.VisualZone;

/// <summary>
/// Names dates that no label names by their order: of three, birth, issue and expiry follow each other; a date long past is a birth, one
/// to come is an expiry. A line that can be nothing but a sex is one. The confidence says that this is a guess.
/// </summary>
internal static partial class UnlabelledFields
{
    private const double Doubt = 0.7;

    /// <summary>The least age of a holder and the longest validity, in years.</summary>
    private const int YoungestBirth = 12, LongestValidity = 15;

    /// <summary>Adds the sex where it is missing and just one line looks like one: <c>F</c>, <c>M/M</c>, <c>KVK/F</c>.</summary>
    public static void AddSex(List<VisualField> fields, IReadOnlyList<PrintedLine> lines)
    {
        if (fields.Exists(field => field.Name == "sex"))
        {
            return;
        }

        var found = lines.Where(line => SexPattern().IsMatch(line.Text)).Take(2).ToList();
        if (found.Count == 1 && FieldValue.Normalise("sex", found[0].Text) is { } sex)
        {
            fields.Add(new VisualField("sex", sex, found[0].Box, found[0].Confidence * Doubt));
        }
    }

    /// <summary>Adds the dates that are missing.</summary>
    public static void AddDates(List<VisualField> fields, IReadOnlyList<PrintedLine> lines, DateOnly today)
    {
        var dates = lines
            .Select(line => (Date: PrintedDate.Find(line.Text), Line: line))
            .Where(pair => pair.Date is not null && !fields.Exists(field => field.Value == Text(pair.Date.Value)))
            .Select(pair => (Date: pair.Date!.Value, pair.Line))
            .DistinctBy(pair => pair.Date).ToList();
        Add("dateOfBirth", dates.Where(pair => pair.Date < today.AddYears(-YoungestBirth)).OrderBy(pair => pair.Date));
        Add("dateOfExpiry", dates.Where(pair => pair.Date > today.AddYears(-LongestValidity) || IsEndOfValidity(pair.Date)).OrderByDescending(pair => pair.Date));
        Add("dateOfIssue", dates.Where(pair => pair.Date <= today).OrderByDescending(pair => pair.Date));

        // Even of a document that expired long ago: whole years lie between its issue and its expiry.
        bool IsEndOfValidity(DateOnly date) => dates.Exists(pair => Enumerable.Range(1, LongestValidity).Any(years => date.DayNumber - pair.Date.AddYears(years).DayNumber is -1 or 0))
            || fields.Exists(field => field.Name == "dateOfIssue" && DateOnly.TryParseExact(field.Value, "yyyy-MM-dd", out var issue) && date > issue && date <= issue.AddYears(LongestValidity));

        void Add(string name, IEnumerable<(DateOnly Date, PrintedLine Line)> candidates)
        {
            if (fields.Exists(field => field.Name == name))
            {
                return;
            }

            foreach (var (date, line) in candidates.Take(1))
            {
                fields.Add(new VisualField(name, Text(date), line.Box, line.Confidence * Doubt));
                dates.RemoveAll(pair => pair.Date == date);
            }
        }
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:[FM]|[\p{L})]{1,4} ?/ ?[FM]|[FM] ?/ ?\p{L}{1,4}|[\p{L}]I[FM]|MM)$", RegexOptions.CultureInvariant, 100)]
    private static partial Regex SexPattern();
}
