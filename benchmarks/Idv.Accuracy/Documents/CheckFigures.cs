using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Idv.Documents.Authenticity;
using Idv.Documents.Capture;
using Idv.Documents.Mrz.Reading;
using Idv.Faces;
using Idv.Faces.Detection;
using Idv.Imaging;
using Idv.Inference;
using Idv.Inference.Preprocessing;
using Idv.Specimens;

namespace Idv.Accuracy.Documents;

/// <summary>
/// How well the checks of a document's authenticity tell altered specimens from unaltered ones. Numbers were set on even seeds and are reported on odd
/// ones; the pictures of the test data, which are all unaltered, tell about false alarms.
/// </summary>
internal static class CheckFigures
{
    private const int Seeds = 32;

    /// <summary>The engine's thresholds: the evidence of a region in nats, and how much of the face it must cover.</summary>
    private const double RegionEvidence = 120, PortraitCoverage = 0.5;

    /// <summary>The engine's threshold for the likeness of a portrait and its ghost.</summary>
    private const double GhostLikeness = 0.1;

    private static readonly DateOnly Today = new(2026, 1, 1);

    /// <summary>Fonts other than those that <see cref="MrzFont"/> compares with come last.</summary>
    private static readonly string[] WrongFonts = ["DejaVu Sans Mono", "Liberation Mono", "Liberation Sans", "Noto Sans Mono", "FreeMono", "DejaVu Sans"];

    /// <summary>Measures and prints.</summary>
    /// <param name="catalogue">The models.</param>
    /// <param name="folder">The test data's folder of documents.</param>
    /// <param name="verbose">Prints every value.</param>
    /// <param name="only">Only checks whose name contains this.</param>
    public static void Measure(ModelCatalogue catalogue, string folder, bool verbose, string? only)
    {
        if (only is null or "font")
        {
            Fonts(new MrzReader(catalogue), folder, verbose);
        }

        if (only is null or "duplicate")
        {
            Portraits(new FaceAnalyzer(catalogue));
        }

        if (only is null or "several")
        {
            SeveralDocumentsFigures.Measure(catalogue, folder, verbose);
        }

        if (only is null or "ghost")
        {
            Ghosts(new FaceAnalyzer(catalogue), folder, verbose);
        }

        if (only is null or "glare")
        {
            Glare(folder);
        }

        if (only is null or "file")
        {
            Alterations(new FaceAnalyzer(catalogue), folder, verbose);
        }
    }

    private static void Fonts(MrzReader reader, string folder, bool verbose)
    {
        SpecimenKind[] kinds = [SpecimenKind.Passport, SpecimenKind.IdentityCardTd2, SpecimenKind.Visa, SpecimenKind.IdentityCard];
        var values = new Dictionary<string, List<(int Seed, double Value)>>();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            foreach (var font in WrongFonts.Prepend(null))
            {
                using var portrait = Image.Rent(210, 270, PixelFormat.Bgr24);
                portrait.Pixels.Fill(190);
                using var document = SpecimenRenderer.Render(kinds[seed / 2 % 4], SpecimenPeople.Next((ulong)seed), portrait, (ulong)seed, new SpecimenOptions { MrzFont = font });
                var side = document.Front.MrzLines.Count > 0 ? document.Front : document.Back!;
                using var photograph = SpecimenDegradation.Draw((ulong)seed, 0.4).Apply(side, (ulong)seed);
                Collect(values, font ?? "OCR-B", seed, Margin(reader, photograph.Image));
            }
        }

        foreach (var set in new[] { "mrz-images", "photos" })
        {
            foreach (var (path, i) in Directory.GetFiles(Path.Combine(folder, set)).Order(StringComparer.Ordinal).Select((path, i) => (path, i)))
            {
                using var decoded = ImageDecoder.Decode(File.ReadAllBytes(path));
                if (decoded.Image is { } image)
                {
                    var margin = Margin(reader, image);
                    Collect(values, set, i, margin);
                    if (verbose && margin < 0.02)
                    {
                        Console.WriteLine($"{Path.GetFileName(path)} {margin:0.000}");
                    }
                }
            }
        }

        Report("mrz font", values, "OCR-B", [.. WrongFonts], ["mrz-images", "photos"], 0, verbose);
    }

    /// <summary>How alike the portrait and its ghost are, by the default embedder, on originals and where another portrait was glued over the first.</summary>
    private static void Ghosts(FaceAnalyzer faces, string folder, bool verbose)
    {
        var packages = Path.Combine(Path.GetDirectoryName(ModelCatalogue.FindDefaultManifest())!, "node_modules");
        var values = new Dictionary<string, List<(int Seed, double Value)>>();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            using var portrait = SamplePortraits.Of((seed % 12) + 1).Cut(packages);
            using var other = SamplePortraits.Of(((seed + 5) % 12) + 1).Cut(packages);
            using var document = SpecimenRenderer.Render(seed / 2 % 2 == 0 ? SpecimenKind.Passport : SpecimenKind.IdentityCard, SpecimenPeople.Next((ulong)seed), portrait, (ulong)seed);
            using var glued = PortraitReplacement.OnDocument(document.Front, other, (ulong)seed);
            var light = SpecimenDegradation.Draw((ulong)seed, 0.4);
            using var original = light.Apply(document.Front, (ulong)seed);
            using var replaced = light.Apply(glued, (ulong)seed);
            Collect(values, "original", seed, Likeness(faces, original.Image, original.Quad));
            Collect(values, "glued", seed, Likeness(faces, replaced.Image, replaced.Quad));
        }

        foreach (var (path, i) in Directory.GetFiles(Path.Combine(folder, "photos")).Order(StringComparer.Ordinal).Select((path, i) => (path, i)))
        {
            using var decoded = ImageDecoder.Decode(File.ReadAllBytes(path));
            Collect(values, "photos", i, decoded.Image is { } image ? Likeness(faces, image, Quad.FromBox(new Box(0, 0, image.Width, image.Height))) : null);
        }

        Report("portrait against ghost", values, "original", ["glued"], ["photos"], GhostLikeness, verbose);
    }

    private static double? Likeness(FaceAnalyzer faces, Image image, Quad quad)
    {
        using var pyramid = new ImagePyramid(image);
        var bounds = quad.Bounds;
        var found = faces.Detect(pyramid, FaceSearch.Portrait).Where(face => Box.Coverage(face.Box, bounds) > 0.9f).OrderByDescending(face => face.Box.Area).ToArray();
        return found.Length > 0 && found.Skip(1).FirstOrDefault(face => face.Box.Area < 0.6f * found[0].Box.Area) is { } ghost
            && faces.Embed(pyramid, found[0]) is { } probe && faces.Embed(pyramid, ghost) is { } reference
            ? faces.Comparer.Compare(probe, reference, 1e-3).Similarity
            : null;
    }

    /// <summary>How often a highlight is told, by its strength, and how often where there is none.</summary>
    private static void Glare(string folder)
    {
        SpecimenKind[] kinds = [SpecimenKind.Passport, SpecimenKind.IdentityCard, SpecimenKind.DrivingLicence, SpecimenKind.IdentityCardTd2, SpecimenKind.Visa];
        double[] strengths = [0, 0.6, 0.75, 0.9, 1];
        foreach (var odd in new[] { false, true })
        {
            var told = new int[strengths.Length];
            for (var seed = odd ? 1 : 2; seed <= Seeds; seed += 2)
            {
                using var portrait = Image.Rent(210, 270, PixelFormat.Bgr24);
                portrait.Pixels.Fill(190);
                using var document = SpecimenRenderer.Render(kinds[seed / 2 % 5], SpecimenPeople.Next((ulong)seed), portrait, (ulong)seed);
                for (var i = 0; i < strengths.Length; i++)
                {
                    using var photograph = (SpecimenDegradation.Draw((ulong)seed, 0.4) with { Glare = strengths[i] }).Apply(document.Front, (ulong)seed);
                    told[i] += HasGlare(photograph.Image, photograph.Quad) ? 1 : 0;
                }
            }

            Console.WriteLine($"glare {(odd ? "odd" : "even")}: {string.Join(", ", strengths.Select((strength, i) => string.Create(CultureInfo.InvariantCulture, $"{strength:0.##}: {told[i]} of {Seeds / 2}")))}");
        }

        using var truths = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "photos.json")));
        var photographs = new int[2];
        foreach (var (entry, i) in truths.RootElement.EnumerateObject().OrderBy(entry => entry.Name, StringComparer.Ordinal).Select((entry, i) => (entry, i)))
        {
            Vector2[] corners = [.. entry.Value.GetProperty("quad").EnumerateArray().Select(point => new Vector2(point[0].GetSingle(), point[1].GetSingle()))];
            using var decoded = ImageDecoder.Decode(File.ReadAllBytes(Path.Combine(folder, "photos", entry.Name)));
            photographs[i % 2] += decoded.Image is { } image && HasGlare(image, new Quad(corners[0], corners[1], corners[2], corners[3])) ? 1 : 0;
        }

        Console.WriteLine($"glare photos: {photographs[0]} of the even ones, {photographs[1]} of the odd ones");
    }

    private static bool HasGlare(Image image, Quad quad)
    {
        using var cut = RectifiedDocument.Cut(image, quad);
        return CaptureQuality.Examine(image, cut).Any(remark => remark.Fault == CaptureFault.Glare);
    }

    /// <summary>In how many bits the hashes of one portrait differ between two photographs of the document, and those of two people's on one kind of document.</summary>
    private static void Portraits(FaceAnalyzer faces)
    {
        var packages = Path.Combine(Path.GetDirectoryName(ModelCatalogue.FindDefaultManifest())!, "node_modules");
        foreach (var odd in new[] { false, true })
        {
            List<int> same = [], others = [];
            var before = new Dictionary<SpecimenKind, ulong>();
            for (var seed = odd ? 1 : 2; seed <= Seeds; seed += 2)
            {
                var kind = (seed / 2 % 2) == 0 ? SpecimenKind.Passport : SpecimenKind.IdentityCard;
                using var portrait = SamplePortraits.Of((seed / 2 % 14) + 1).Cut(packages);
                using var document = SpecimenRenderer.Render(kind, SpecimenPeople.Next((ulong)seed), portrait, (ulong)seed);
                using var first = SpecimenDegradation.Draw((ulong)seed, 0.35).Apply(document.Front, (ulong)seed);
                using var second = SpecimenDegradation.Draw((ulong)seed + 500, 0.35).Apply(document.Front, (ulong)seed + 500);
                if (Hash(first) is not { } one || Hash(second) is not { } two)
                {
                    continue;
                }

                same.Add(PerceptualHash.Distance(one, two));
                others.AddRange(before.TryGetValue(kind, out var other) ? [PerceptualHash.Distance(one, other)] : []);
                before[kind] = one;
            }

            Console.WriteLine($"duplicate {(odd ? "odd" : "even")} same portrait again: {string.Join(' ', same.Order())}");
            Console.WriteLine($"duplicate {(odd ? "odd" : "even")} another portrait: {string.Join(' ', others.Order())}");
        }

        ulong? Hash(DegradedSpecimen photograph)
        {
            using var pyramid = new ImagePyramid(photograph.Image);
            if (faces.Detect(pyramid, FaceSearch.Portrait).MaxBy(face => face.Box.Area) is not { } face)
            {
                return null;
            }

            return PerceptualHash.OfFace(photograph.Image, face.KeyPoints[0], face.KeyPoints[1], (face.KeyPoints[3] + face.KeyPoints[4]) / 2);
        }
    }

    private static void Alterations(FaceAnalyzer faces, string folder, bool verbose)
    {
        var packages = Path.Combine(Path.GetDirectoryName(ModelCatalogue.FindDefaultManifest())!, "node_modules");
        SpecimenKind[] kinds = [SpecimenKind.Passport, SpecimenKind.IdentityCard, SpecimenKind.DrivingLicence, SpecimenKind.IdentityCardTd2, SpecimenKind.Visa];
        Dictionary<string, List<(int Seed, double Value)>> files = [], portraits = [];
        for (var seed = 1; seed <= Seeds; seed++)
        {
            using var portrait = SamplePortraits.Of((seed % 12) + 1).Cut(packages);
            using var other = SamplePortraits.Of(((seed + 5) % 12) + 1).Cut(packages);
            using var document = SpecimenRenderer.Render(kinds[seed / 2 % 5], SpecimenPeople.Next((ulong)seed), portrait, (ulong)seed);
            using var glued = PortraitReplacement.OnDocument(document.Front, other, (ulong)seed);
            var light = SpecimenDegradation.Draw((ulong)seed, 0.4);
            using var original = light.Apply(document.Front, (ulong)seed);
            using var replaced = light.Apply(glued, (ulong)seed);
            var quality = 70 + (seed * 7 % 29);
            See("original", original.JpegFile!, original.Quad);
            See("saved again", ImageEncoder.EncodeJpeg(original.Image, quality), original.Quad);
            See("glued", replaced.JpegFile!, replaced.Quad);
            See("pasted", PortraitReplacement.InFile(original, document.Front.Portrait!.Value, other, quality), original.Quad);
            See("field", FieldMoved(original, document.Front, quality), original.Quad);

            void See(string name, byte[] file, Quad quad) => Look(faces, file, quad, name, seed, files, portraits);
        }

        using var truths = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "photos.json")));
        foreach (var (entry, i) in truths.RootElement.EnumerateObject().OrderBy(entry => entry.Name, StringComparer.Ordinal).Select((entry, i) => (entry, i)))
        {
            Vector2[] corners = [.. entry.Value.GetProperty("quad").EnumerateArray().Select(point => new Vector2(point[0].GetSingle(), point[1].GetSingle()))];
            Look(faces, File.ReadAllBytes(Path.Combine(folder, "photos", entry.Name)), new Quad(corners[0], corners[1], corners[2], corners[3]), "photos", i, files, portraits);
        }

        foreach (var (path, i) in Directory.GetFiles(Path.Combine(folder, "mrz-images")).Order(StringComparer.Ordinal).Select((path, i) => (path, i)))
        {
            Look(faces, File.ReadAllBytes(path), Quad.FromBox(new Box(0, 0, 10_000, 10_000)), "mrz-images", i, files, portraits);
        }

        Report("file altered", files, "saved again", ["pasted", "field", "glued", "original"], ["photos", "mrz-images"], -RegionEvidence, verbose);
        Report("portrait replaced", portraits, "saved again", ["pasted", "field", "glued", "original"], ["photos", "mrz-images"], -RegionEvidence, verbose);
    }

    private static void Look(
        FaceAnalyzer faces, byte[] file, Quad quad, string name, int seed,
        Dictionary<string, List<(int Seed, double Value)>> files, Dictionary<string, List<(int Seed, double Value)>> portraits)
    {
        using var decoded = ImageDecoder.Decode(file);
        if (decoded.Image is not { } image || JpegQuantization.Of(decoded.FileFormat, file) is not { } steps)
        {
            return;
        }

        using var pyramid = new ImagePyramid(image);
        var bounds = quad.Bounds;
        var face = faces.Detect(pyramid, FaceSearch.Portrait).Where(face => Box.Coverage(face.Box, bounds) > 0.9f).MaxBy(face => face.Box.Area);
        var history = JpegHistory.Measure(image, steps, bounds);
        Collect(files, name, seed, -history.RegionEvidence);
        Collect(portraits, name, seed, face is not null && history.Region is { } region && Box.Coverage(face.Box, region) >= PortraitCoverage ? -history.RegionEvidence : 0);
    }

    /// <summary>A field's print copied over another field's, in the file, as a forger without the font does.</summary>
    private static byte[] FieldMoved(DegradedSpecimen photograph, SpecimenSide side, int quality)
    {
        var fields = side.Fields.OrderByDescending(field => field.Box.Width).ToList();
        var (from, to) = (photograph.PhotographFromDocument.Map(fields[0].Box).Bounds, photograph.PhotographFromDocument.Map(fields[1].Box).Bounds);
        using var image = photograph.Image.Clone();
        for (var y = 0; y < (int)Math.Min(from.Height, to.Height) + 4; y++)
        {
            var (source, target) = ((int)from.Y - 2 + y, (int)to.Y - 2 + y);
            if (source >= 0 && target >= 0 && source < image.Height && target < image.Height)
            {
                var width = Math.Min((int)Math.Min(from.Width, to.Width), image.Width - (int)Math.Max(from.X, to.X) - 1);
                photograph.Image.Row(source).Slice((int)from.X * 3, width * 3).CopyTo(image.Row(target)[((int)to.X * 3)..]);
            }
        }

        return ImageEncoder.EncodeJpeg(image, quality);
    }

    private static double? Margin(MrzReader reader, Image image)
    {
        using var pyramid = new ImagePyramid(image);
        return reader.Read(image, Today) is { } reading ? MrzFont.Measure(pyramid, reading)?.Margin : null;
    }

    private static void Collect(Dictionary<string, List<(int Seed, double Value)>> values, string name, int seed, double? value)
    {
        if (!values.TryGetValue(name, out var list))
        {
            values[name] = list = [];
        }

        if (value is { } known)
        {
            list.Add((seed, known));
        }
    }

    private static void Report(string check, Dictionary<string, List<(int Seed, double Value)>> values, string genuine, string[] attacks, string[] originals, double threshold, bool verbose)
    {
        foreach (var odd in new[] { false, true })
        {
            List<double> Of(string name) => [.. values[name].Where(value => value.Seed % 2 == (odd ? 1 : 0)).Select(value => value.Value)];
            var plain = Of(genuine);
            foreach (var attack in attacks)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{check} {(odd ? "odd" : "even")} {attack}: {Of(attack).Count}, AUC {Ranking.AreaUnderCurve(plain, Of(attack)):0.000}, below the threshold {Of(attack).Count(value => value < threshold)}"));
            }

            foreach (var original in originals.Prepend(genuine))
            {
                Console.WriteLine($"{check} {(odd ? "odd" : "even")} {original}: {Of(original).Count}, below the threshold {Of(original).Count(value => value < threshold)}");
            }

            if (verbose)
            {
                foreach (var name in attacks.Append(genuine).Concat(originals))
                {
                    Console.WriteLine($"  {name}: {string.Join(' ', Of(name).Order().Select(value => value.ToString("0.000", CultureInfo.InvariantCulture)))}");
                }
            }
        }
    }
}
