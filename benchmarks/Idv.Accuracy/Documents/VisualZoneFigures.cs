using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Idv.Documents.Mrz;
using Idv.Documents.VisualZone;
using Idv.Engine;
using Idv.Engine.Documents;
using Idv.Imaging;
using Idv.Inference;
using Idv.Specimens;

namespace Idv.Accuracy.Documents;

/// <summary>
/// How many fields of the visual zone are read exactly: on specimens that the project renders and degrades from seeds, on photographs of passports and on
/// pictures of specimens, whose machine-readable zone (the ground truth's, not a reading) says what their visual zone must. Numbers were set on even seeds and
/// files; the odd ones are for reporting.
/// </summary>
internal sealed class VisualZoneFigures
{
    private const int SpecimensPerKind = 12;

    private static readonly SpecimenKind[] Kinds =
        [SpecimenKind.Passport, SpecimenKind.IdentityCard, SpecimenKind.DrivingLicence, SpecimenKind.IdentityCardTd2, SpecimenKind.Visa];

    /// <summary>Pictures without a visual zone, or of both sides of a card at once.</summary>
    private static readonly string[] WithoutVisualZone =
    [
        "doc-image__mindee__", "id_cards__", "USA_Border_Crosser", "resident_cards__", "imagejs__id_fail", "0_id-esp", "33_id-usa", "77_card-cmw", "mrz_example_01", "mrz_example_02",
        "mrz_example_04", "passport_02.", "passport_03.", "mrz_strip_taylor", "passport_eriksson",
    ];

    private readonly SortedDictionary<string, (int Strict, int Exact, int All)> _tally = new(StringComparer.Ordinal);
    private readonly List<DocumentReading> _readings = [];
    private readonly List<double> _milliseconds = [];
    private readonly VerificationEngine _engine;
    private readonly VerificationPolicy _policy = new() { Today = new DateOnly(2026, 11, 21) };
    private readonly bool _verbose;
    private readonly string? _only;

    private VisualZoneFigures(ModelCatalogue catalogue, bool verbose, string? only)
    {
        _engine = new VerificationEngine(catalogue);
        (_verbose, _only) = (verbose, only);
    }

    /// <summary>Measures all sets and prints.</summary>
    public static void Measure(ModelCatalogue catalogue, string folder, bool verbose, string? only)
    {
        var figures = new VisualZoneFigures(catalogue, verbose, only);
        figures.MeasureSpecimens();
        figures.MeasurePictures(folder, "photos", "mrz");
        figures.PrintAgreement();
        figures.MeasurePictures(folder, "mrz-images", "lines");
        figures.Print();
    }

    private void MeasureSpecimens()
    {
        var packages = Path.Combine(Path.GetDirectoryName(ModelCatalogue.FindDefaultManifest())!, "node_modules");
        for (ulong seed = 1; seed <= SpecimensPerKind; seed++)
        {
            foreach (var kind in Kinds)
            {
                var name = $"specimens {kind} {seed}";
                if (_only is not null && !name.Contains(_only, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                using var portrait = SamplePortraits.Of((int)(seed % 12) + 1).Cut(packages);
                using var document = SpecimenRenderer.Render(kind, SpecimenPeople.Next(seed), portrait, seed);
                using var photograph = SpecimenDegradation.Draw(seed, 0.3).Apply(document.Front, seed);
                var reading = Read(ImageEncoder.EncodeJpeg(photograph.Image, 92));
                Count(["specimens", Half("specimens", seed % 2 == 1), $"{Half("specimens", seed % 2 == 1)}, {kind}"], name, reading, Truth(document));
            }
        }
    }

    private void MeasurePictures(string folder, string set, string zone)
    {
        using var truths = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, set + ".json")));
        var entries = truths.RootElement.EnumerateObject().OrderBy(entry => entry.Name, StringComparer.Ordinal).ToList();
        var makers = set == "photos" ? TemplateMakers(entries.Select(entry => entry.Value.GetProperty("document").GetString()!)) : [];
        for (var i = 0; i < entries.Count; i++)
        {
            var (name, truth) = (entries[i].Name, entries[i].Value);
            if (!truth.TryGetProperty(zone, out var lines) || lines.ValueKind != JsonValueKind.Array
                || MrzParser.Parse([.. lines.EnumerateArray().Select(line => line.GetString()!)], _policy.Today!.Value).Record is not { } record
                || Array.Exists(WithoutVisualZone, part => name.Contains(part, StringComparison.Ordinal))
                || (_only is not null && !$"{set} {name}".Contains(_only, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            var reading = Read(File.ReadAllBytes(Path.Combine(folder, set, name)));
            List<string> rows = [set, Half(set, i % 2 == 1)];
            if (set == "photos")
            {
                rows.Add($"{Half(set, i % 2 == 1)}, {name[..3]}");
                if (!makers.Contains(truth.GetProperty("document").GetString()!))
                {
                    rows.Add($"{Half(set, i % 2 == 1)}, not those that templates were made from");
                }
            }

            Count(rows, name, reading, MrzFields.Of(record).Where(field => field.Name is FieldNames.Surname or FieldNames.GivenNames or FieldNames.DocumentNumber
                or FieldNames.DateOfBirth or FieldNames.DateOfExpiry or FieldNames.Sex));
        }
    }

    /// <summary>The documents from whose photographs the built-in templates were made: every second one of a type.</summary>
    private static HashSet<string> TemplateMakers(IEnumerable<string> documents) =>
        [.. documents.Distinct().GroupBy(document => document[..document.IndexOf("__", StringComparison.Ordinal)]).SelectMany(type => type.Where((_, i) => i % 2 == 0))];

    private static string Half(string set, bool isOdd) => $"{set}, {(isOdd ? "odd" : "even")}";

    private DocumentReading Read(byte[] file)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var reading = _engine.ReadDocument(file, back: null, _policy);
        process.Refresh();
        _milliseconds.Add((process.TotalProcessorTime - before).TotalMilliseconds);
        _readings.Add(reading);
        return reading;
    }

    private void Print()
    {
        Console.WriteLine($"{"visual zone",-60}{"fields",8}{"exact",9}{"with accents",14}");
        foreach (var (row, (strict, exact, all)) in _tally)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row,-60}{all,8}{exact / (double)all,9:0.000}{strict / (double)all,14:0.000}"));
        }

        if (_milliseconds.Count > 0)
        {
            _milliseconds.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a document read as a whole: median {_milliseconds[_milliseconds.Count / 2]:0} ms of processor time"));
        }
    }

    /// <summary>
    /// Whether the share of agreeing elements tells a document from one whose visual zone is another's: every zone with its own print and, swapped, with that
    /// of every other document.
    /// </summary>
    private void PrintAgreement()
    {
        List<double> own = [], swapped = [];
        var readings = _readings.Where(reading => reading.Mrz is not null).ToList();
        foreach (var reading in readings)
        {
            foreach (var other in readings)
            {
                // A holder was photographed more than once, and has more than one document: such a pair is no swap.
                if (!ReferenceEquals(reading, other) && reading.Mrz!.Record.DateOfBirth == other.Mrz!.Record.DateOfBirth)
                {
                    continue;
                }

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

        var area = Ranking.AreaUnderCurve(own, swapped);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"zone against visual zone: AUC {area:0.0000}; {own.Count} of {readings.Count} documents have enough elements in common, {swapped.Count} swapped pairs; least agreement of the former {own.Min():0.00}, greatest of the latter {swapped.Max():0.00}"));
    }

    private void Count(IReadOnlyList<string> rows, string name, DocumentReading reading, IEnumerable<(string Name, string Value)> expected)
    {
        foreach (var (field, value) in expected)
        {
            var read = reading.Field(field, SourceZone.Viz)?.Value;

            // Case belongs to the print; photographs' truth is the zone's transliteration.
            var strict = read is not null && read.Equals(value, StringComparison.OrdinalIgnoreCase);
            var exact = read is not null && (strict || PlainLetters.Of(read) == PlainLetters.Of(value) || ZoneComparison.IsSame(field, value, read));
            foreach (var row in rows.Append($"{rows[0]}, every {field}"))
            {
                var (strictly, right, all) = _tally.GetValueOrDefault(row);
                _tally[row] = (strictly + (strict ? 1 : 0), right + (exact ? 1 : 0), all + 1);
            }

            if (_verbose && !exact)
            {
                Console.WriteLine($"{name}: {field} is {value}, read {read ?? "nothing"}");
            }
        }
    }

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
