using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Idv.Documents.Mrz;
using Idv.Imaging;

namespace Idv.Specimens;

/// <summary>
/// Writes the pictures that the README, the documentation and a first try of the engine use, with their ground truth in <c>samples.json</c>.
/// The same files come out on every call.
/// </summary>
public static class SampleSet
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The holder of the sample passport: the one of ICAO Doc 9303's own specimen, with current dates.</summary>
    public static SpecimenPerson PassportHolder { get; } = new()
    {
        Surname = "Eriksson",
        GivenNames = "Anna Maria",
        BirthDate = new DateOnly(1989, 8, 12),
        Sex = MrzSex.Female,
        DocumentNumber = "L898902C3",
        PersonalNumber = "ZE184226B",
        BirthPlace = "Crescent Bay",
        IssueDate = new DateOnly(2022, 4, 16),
        ExpiryDate = new DateOnly(2032, 4, 15),
        Street = "12 Star Street",
        City = "Amaurot",
        PostalCode = "15160",
        HeightCentimetres = 171,
        EyeColour = "BLU",
    };

    /// <summary>Writes the set; files of the same names are replaced.</summary>
    /// <param name="folder">Where to; it is made when absent.</param>
    /// <param name="modelPackages">The folder of the restored npm packages, <c>models/node_modules</c>, where the portraits come from.</param>
    /// <returns>The names of the files written, <c>samples.json</c> last.</returns>
    /// <exception cref="SpecimenSetupException">cairo, Pango or a font is missing; the message names the Debian package.</exception>
    /// <exception cref="FileNotFoundException">The npm packages are not restored.</exception>
    public static IReadOnlyList<string> Write(string folder, string modelPackages)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentException.ThrowIfNullOrEmpty(modelPackages);
        Directory.CreateDirectory(folder);
        var writer = new Writer(folder);

        using var passportPortrait = SamplePortraits.First.Cut(modelPackages);
        using var passport = SpecimenRenderer.Render(SpecimenKind.Passport, PassportHolder, passportPortrait, seed: 9303);
        var mild = SpecimenDegradation.MildPhotograph;
        writer.Scan("passport-scan.png", passport, passport.Front, "front", personId: 1);
        writer.Photograph("passport.jpg", passport, passport.Front, "front", mild, personId: 1);
        writer.Photograph(
            "passport-glare.jpg", passport, passport.Front, "front", mild with { Glare = 0.85, Background = SpecimenBackground.Cloth }, personId: 1);
        writer.Photograph("passport-blurred.jpg", passport, passport.Front, "front", mild with { BlurSigma = 3.5 }, personId: 1);
        writer.Photograph(
            "passport-grey-copy.jpg", passport, passport.Front, "front",
            mild with { GreyCopy = true, Background = SpecimenBackground.Desk }, personId: 1);
        writer.Photograph(
            "passport-tilted.jpg", passport, passport.Front, "front",
            mild with { RotationDegrees = 14, TiltXDegrees = 18, TiltYDegrees = 14, Margin = 0.08, Background = SpecimenBackground.Cloth }, personId: 1);

        using var altered = SpecimenRenderer.Render(
            SpecimenKind.Passport, PassportHolder, passportPortrait, seed: 9303,
            new SpecimenOptions { MrzLines = WithWrongCheckDigit(passport.MrzLines) });
        writer.Photograph("passport-wrong-check-digit.jpg", altered, altered.Front, "front", mild, personId: 1);

        writer.Selfie("selfie.jpg", SamplePortraits.FirstAgain, modelPackages);
        writer.Selfie("impostor.jpg", SamplePortraits.Of(11), modelPackages);

        using var cardPortrait = SamplePortraits.Of(12).Cut(modelPackages);
        using var card = SpecimenRenderer.Render(
            SpecimenKind.IdentityCard, Holder(4, 1994), cardPortrait, seed: 1516);
        writer.Photograph("id-front.jpg", card, card.Front, "front", mild with { RotationDegrees = 1.8 }, personId: 12);
        writer.Photograph("id-back.jpg", card, card.Back!, "back", mild with { RotationDegrees = -1.2 }, personId: null);

        using var licencePortrait = SamplePortraits.Of(8).Cut(modelPackages);
        using var licence = SpecimenRenderer.Render(
            SpecimenKind.DrivingLicence, Holder(12, 1986), licencePortrait, seed: 18013);
        writer.Photograph("no-mrz.jpg", licence, licence.Front, "front", mild, personId: 8);
        writer.Photograph("licence-back.jpg", licence, licence.Back!, "back", mild with { RotationDegrees = 1.4 }, personId: null);

        using var visaPortrait = SamplePortraits.Of(5).Cut(modelPackages);
        using var visa = SpecimenRenderer.Render(SpecimenKind.Visa, Holder(21, 1991), visaPortrait, seed: 7);
        writer.Photograph("visa.jpg", visa, visa.Front, "front", mild with { Background = SpecimenBackground.Cloth }, personId: 5);

        using var td2 = SpecimenRenderer.Render(SpecimenKind.IdentityCardTd2, Holder(33, 1991), visaPortrait, seed: 36);
        writer.Photograph("id-td2.jpg", td2, td2.Front, "front", mild with { Background = SpecimenBackground.Desk }, personId: 5);
        return writer.Finish();
    }

    /// <summary>An invented woman of an age that the portrait could have.</summary>
    private static SpecimenPerson Holder(ulong seed, int birthYear)
    {
        var person = SpecimenPeople.Next(seed, MrzSex.Female);
        return person with { BirthDate = new DateOnly(birthYear, person.BirthDate.Month, Math.Min(person.BirthDate.Day, 28)) };
    }

    /// <summary>Changes the last digit, the composite check digit.</summary>
    private static string[] WithWrongCheckDigit(IReadOnlyList<string> lines)
    {
        var last = lines[^1];
        return [.. lines.SkipLast(1), last[..^1] + (char)('0' + ((last[^1] - '0' + 1) % 10))];
    }

    private sealed class Writer(string folder)
    {
        private readonly List<Truth> _truths = [];

        public void Scan(string name, SpecimenDocument document, SpecimenSide side, string sideName, int? personId)
        {
            File.WriteAllBytes(Path.Combine(folder, name), ImageEncoder.EncodePng(side.Image));
            var identity = Homography.FromRectangle(side.Image.Width, side.Image.Height, side.Quad);
            _truths.Add(TruthOf(name, document, side, sideName, side.Quad, identity, personId));
        }

        public void Photograph(
            string name, SpecimenDocument document, SpecimenSide side, string sideName, SpecimenDegradation degradation, int? personId)
        {
            using var photograph = degradation.Apply(side, seed: (ulong)_truths.Count);
            File.WriteAllBytes(Path.Combine(folder, name), photograph.JpegFile!);
            _truths.Add(TruthOf(name, document, side, sideName, photograph.Quad, photograph.PhotographFromDocument, personId));
        }

        public void Selfie(string name, SamplePortrait portrait, string modelPackages)
        {
            using var image = portrait.CutSelfie(modelPackages);
            File.WriteAllBytes(Path.Combine(folder, name), ImageEncoder.EncodeJpeg(image, 92));
            _truths.Add(new Truth { File = name, Kind = "selfie", PersonId = portrait.PersonId });
        }

        public IReadOnlyList<string> Finish()
        {
            const string Name = "samples.json";
            var lines = _truths.Select(truth => JsonSerializer.Serialize(truth, s_json));
            File.WriteAllText(Path.Combine(folder, Name), $"[\n{string.Join(",\n", lines)}\n]\n");
            return [.. _truths.Select(truth => truth.File), Name];
        }

        private static Truth TruthOf(
            string name, SpecimenDocument document, SpecimenSide side, string sideName, Quad quad, Homography map, int? personId) => new()
            {
                File = name,
                Kind = document.Kind.ToString(),
                Side = sideName,
                PersonId = personId,
                Document = Corners(quad),
                Portrait = side.Portrait is { } portrait ? Corners(map.Map(portrait)) : null,
                MrzLines = side.MrzLines.Count > 0 ? [.. side.MrzLines.Select(line => line.Text)] : null,
                MrzLineQuads = side.MrzLines.Count > 0 ? [.. side.MrzLines.Select(line => Corners(map.Map(line.Box)))] : null,
                Barcode = side.Barcode?.Text,
                BarcodeQuad = side.Barcode is { } barcode ? Corners(map.Map(barcode.Box)) : null,
                Fields = side.Fields.Count > 0
                    ? [.. side.Fields.Select(field => new FieldTruth(field.Name, field.Text, Corners(map.Map(field.Box))))]
                    : null,
            };

        private static float[][] Corners(Quad quad) =>
            [.. new[] { quad.TopLeft, quad.TopRight, quad.BottomRight, quad.BottomLeft }
                .Select(corner => new[] { MathF.Round(corner.X, 1), MathF.Round(corner.Y, 1) })];
    }

    /// <summary>One entry of samples.json; corners are [x, y] in pixels, clockwise from the document's top left.</summary>
    private sealed record Truth
    {
        public required string File { get; init; }

        public required string Kind { get; init; }

        public string? Side { get; init; }

        public int? PersonId { get; init; }

        public float[][]? Document { get; init; }

        public float[][]? Portrait { get; init; }

        public string[]? MrzLines { get; init; }

        public float[][][]? MrzLineQuads { get; init; }

        public string? Barcode { get; init; }

        public float[][]? BarcodeQuad { get; init; }

        public FieldTruth[]? Fields { get; init; }
    }

    private sealed record FieldTruth(string Name, string Text, float[][] Quad);
}
