using System.Globalization;
using System.Text.Json;
using Idv.Engine;
using Idv.Engine.Documents;
using Idv.Imaging;
using Idv.Inference;
using Idv.Specimens;

namespace Idv.Accuracy.Documents;

/// <summary>
/// How many fields of the visual zone are read exactly: on specimens that the project renders and degrades from seeds, and on photographs
/// of passports, whose machine-readable zone (the ground truth's, not a reading) says what their visual zone must.
/// </summary>
internal static class VisualZoneFigures
{
    private const int SpecimensPerKind = 6;

    private static readonly SpecimenKind[] Kinds = [SpecimenKind.Passport, SpecimenKind.IdentityCard, SpecimenKind.DrivingLicence, SpecimenKind.IdentityCardTd2];

    /// <summary>Measures both sets.</summary>
    public static void Measure(ModelCatalogue catalogue, string folder, bool verbose, string? only)
    {
        var engine = new VerificationEngine(catalogue);
        var policy = new VerificationPolicy { Today = new DateOnly(2026, 11, 21) };
        var tally = new Dictionary<string, (int Exact, int All)>(StringComparer.Ordinal);
        var readings = new List<DocumentReading>();
        var packages = Path.Combine(Path.GetDirectoryName(ModelCatalogue.FindDefaultManifest())!, "node_modules");
        for (ulong seed = 1; seed <= SpecimensPerKind; seed++)
        {
            foreach (var kind in Kinds)
            {
                if (only is not null && only != "specimens" && only != kind.ToString())
                {
                    continue;
                }

                using var portrait = SamplePortraits.Of((int)(seed % 12) + 1).Cut(packages);
                using var document = SpecimenRenderer.Render(kind, SpecimenPeople.Next(seed), portrait, seed);
                using var photograph = SpecimenDegradation.Draw(seed, 0.3).Apply(document.Front, seed);
                var reading = engine.ReadDocument(ImageEncoder.EncodeJpeg(photograph.Image, 92), back: null, policy);
                readings.Add(reading);
                Count(tally, "specimens", $"{kind} {seed}", reading, Truth(document), verbose);
            }
        }

        using var truths = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "photos.json")));
        var index = 0;
        foreach (var entry in truths.RootElement.EnumerateObject().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var odd = index++ % 2 == 1;
            if (entry.Value.GetProperty("mrz") is not { ValueKind: JsonValueKind.Array } lines || (only is not null && !entry.Name.Contains(only, StringComparison.Ordinal)))
            {
                continue;
            }

            var record = Idv.Documents.Mrz.MrzParser.Parse([.. lines.EnumerateArray().Select(line => line.GetString()!)], policy.Today.Value).Record;
            if (record is null)
            {
                continue;
            }

            var reading = engine.ReadDocument(File.ReadAllBytes(Path.Combine(folder, "photos", entry.Name)), back: null, policy);
            readings.Add(reading);
            var expected = MrzFields.Of(record).Where(field => field.Name is FieldNames.Surname or FieldNames.GivenNames or FieldNames.DocumentNumber or FieldNames.DateOfBirth or FieldNames.DateOfExpiry);
            Count(tally, odd ? "photos, odd" : "photos, even", entry.Name, reading, expected, verbose);
        }

        foreach (var (set, (exact, all)) in tally)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"visual zone, {set}: {exact} of {all} fields exact, {exact / (double)all:0.000}"));
        }

        PrintAgreement([.. readings.Where(reading => reading.Mrz is not null)]);
    }

    /// <summary>
    /// Whether the share of agreeing elements tells a document from one whose visual zone is another's: every zone with its own print and, swapped, with that
    /// of every other document.
    /// </summary>
    private static void PrintAgreement(IReadOnlyList<DocumentReading> readings)
    {
        List<double> own = [], swapped = [];
        foreach (var reading in readings)
        {
            foreach (var other in readings)
            {
                var mixed = reading with
                {
                    Fields = [.. reading.Fields.Where(field => field.Zone == SourceZone.Mrz), .. other.Fields.Where(field => field.Zone == SourceZone.Viz)],
                };
                var compared = ZoneComparison.Compare(mixed, SourceZone.Mrz, SourceZone.Viz);
                if (compared.Count >= ZoneComparison.LeastCompared)
                {
                    (ReferenceEquals(reading, other) ? own : swapped).Add(compared.Count(field => field.Agrees) / (double)compared.Count);
                }
            }
        }

        if (own.Count == 0 || swapped.Count == 0)
        {
            return;
        }

        var area = own.Sum(a => swapped.Sum(b => a > b ? 1.0 : a == b ? 0.5 : 0)) / (own.Count * (double)swapped.Count);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"zone against visual zone: AUC {area:0.0000}; {own.Count} of {readings.Count} documents have enough elements in common, {swapped.Count} swapped pairs"));
    }

    private static void Count(
        Dictionary<string, (int Exact, int All)> tally, string set, string name, DocumentReading reading, IEnumerable<(string Name, string Value)> expected, bool verbose)
    {
        foreach (var (field, value) in expected)
        {
            var read = reading.Field(field, SourceZone.Viz)?.Value;

            // Case and accents belong to the print, and photographs' truth is the zone's transliteration.
            var exact = read is not null && (Same(read, value) || ZoneComparison.IsSame(field, value, read));
            var (right, all) = tally.GetValueOrDefault(set);
            tally[set] = (right + (exact ? 1 : 0), all + 1);
            if (verbose && !exact)
            {
                Console.WriteLine($"{name}: {field} is {value}, read {read ?? "nothing"}");
            }
        }
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase) || Idv.Documents.Mrz.MrzTransliteration.Matches(a, b.ToUpperInvariant()) && a.Any(char.IsLetter) && !a.Any(char.IsAsciiDigit);

    private static IEnumerable<(string Name, string Value)> Truth(SpecimenDocument document)
    {
        var person = document.Person;
        foreach (var field in document.Front.Fields)
        {
            (string, string)? truth = field.Name switch
            {
                nameof(person.Surname) => (FieldNames.Surname, field.Text),
                nameof(person.GivenNames) => (FieldNames.GivenNames, field.Text),
                nameof(person.DocumentNumber) => (FieldNames.DocumentNumber, field.Text),
                nameof(person.BirthDate) => (FieldNames.DateOfBirth, Text(person.BirthDate)),
                nameof(person.IssueDate) => (FieldNames.DateOfIssue, Text(person.IssueDate)),
                nameof(person.ExpiryDate) => (FieldNames.DateOfExpiry, Text(person.ExpiryDate)),
                nameof(person.Sex) => (FieldNames.Sex, field.Text),
                _ => null,
            };
            if (truth is { } known)
            {
                yield return known;
            }
        }
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
