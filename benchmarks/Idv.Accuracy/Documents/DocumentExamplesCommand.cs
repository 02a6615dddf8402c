using System.CommandLine;
using Idv.Engine;
using Idv.Engine.Documents;
using Idv.Imaging;
using Idv.Imaging.Annotation;
using Idv.Inference;
using Idv.Specimens;

namespace Idv.Accuracy.Documents;

/// <summary><c>documents-examples</c>: thirteen of the project's own specimens, photographed badly, each with what the engine makes of it drawn on it.</summary>
internal static class DocumentExamplesCommand
{
    private const int Side = 900;
    private const int MostBytes = 120_000;

    private static readonly SpecimenDegradation Mild = SpecimenDegradation.MildPhotograph;

    public static Command Create()
    {
        var output = new Option<DirectoryInfo>("--output") { Description = "Where the pictures go.", Required = true };
        var models = InstalledModels.Option();
        var command = new Command("documents-examples", "Draws what the engine makes of thirteen photographed specimens.") { output, models };
        command.SetAction(result =>
        {
            using var catalogue = InstalledModels.Open(result.GetRequiredValue(models));
            var folder = result.GetRequiredValue(output);
            folder.Create();
            Write(new VerificationEngine(catalogue), folder.FullName);
            return 0;
        });
        return command;
    }

    private static void Write(VerificationEngine engine, string folder)
    {
        Draw("01-passport", SpecimenKind.Passport, 1, Mild);
        Draw("02-identity-card", SpecimenKind.IdentityCard, 2, Mild);
        Draw("03-driving-licence", SpecimenKind.DrivingLicence, 3, Mild);
        Draw("04-td2-card-turned", SpecimenKind.IdentityCardTd2, 4, Mild with { RotationDegrees = 24, TiltYDegrees = 14, Background = SpecimenBackground.Cloth });
        Draw("05-visa", SpecimenKind.Visa, 5, Mild);
        Draw("06-upside-down", SpecimenKind.Passport, 6, Mild with { RotationDegrees = 177 });
        Draw("07-pale-desk-and-shadow", SpecimenKind.IdentityCardTd2, 7, Mild with { Background = SpecimenBackground.Desk, Shadow = 0.7 });
        Draw("08-glare", SpecimenKind.Passport, 8, Mild with { Glare = 0.95 });
        Draw("09-grey-copy", SpecimenKind.Passport, 9, Mild with { GreyCopy = true });
        Draw("10-altered-zone", SpecimenKind.Passport, 10, Mild, options => options with { MrzLines = Altered() });
        Draw("11-portrait-replaced", SpecimenKind.Passport, 11, Mild, alter: WithAnotherPortrait);
        Draw("12-wrong-font", SpecimenKind.Passport, 12, Mild, options => options with { MrzFont = "DejaVu Sans Mono" });
        Draw("13-both-sides-on-one-scan", SpecimenKind.IdentityCard, 13, Mild, alter: (document, _) => ScanOfBothSides(document));

        void Draw(string name, SpecimenKind kind, ulong seed, SpecimenDegradation photograph, Func<SpecimenOptions, SpecimenOptions>? change = null, Func<SpecimenDocument, DegradedSpecimen, byte[]>? alter = null)
        {
            using var specimen = Render(kind, seed, change?.Invoke(new SpecimenOptions()));
            using var front = photograph.Apply(specimen.Front, seed);
            var file = alter?.Invoke(specimen, front) ?? front.JpegFile!;
            using var decoded = ImageDecoder.Decode(file);
            using var back = alter is null && specimen.Back is { } side ? photograph.Apply(side, seed + 100) : null;
            var reading = engine.ReadDocument(file, back is null ? null : (ReadOnlyMemory<byte>?)back.JpegFile, new VerificationPolicy { Today = new DateOnly(2026, 11, 21) });
            using var frontDrawn = Marked(decoded.Image!, reading, EvidenceRole.DocumentFront);
            using var backDrawn = back is null ? null : Marked(back.Image, reading, EvidenceRole.DocumentBack);
            using var both = backDrawn is null ? null : PicturesBeside.Join(frontDrawn, backDrawn, frontDrawn.Height);
            var quality = 88;
            byte[] drawn;
            do
            {
                quality -= 6;
                drawn = ImageEncoder.EncodeJpeg(both ?? frontDrawn, quality);
            }
            while (drawn.Length > MostBytes && quality > 40);

            File.WriteAllBytes(Path.Combine(folder, name + ".jpg"), drawn);
            Console.WriteLine($"{name}: {drawn.Length} bytes, {string.Join(", ", reading.Checks.Where(check => check.Outcome != Engine.Checks.CheckOutcome.Pass).Select(check => $"{check.Code} {check.Outcome}"))}");
        }
    }

    private static byte[] WithAnotherPortrait(SpecimenDocument document, DegradedSpecimen photograph)
    {
        var packages = Path.Combine(Path.GetDirectoryName(ModelCatalogue.FindDefaultManifest())!, "node_modules");
        using var other = SamplePortraits.Of(4).Cut(packages);
        return PortraitReplacement.InFile(photograph, document.Front.Portrait!.Value, other, 96);
    }

    private static byte[] ScanOfBothSides(SpecimenDocument document)
    {
        const int Margin = 110;
        Image[] sides = [document.Front.Image, document.Back!.Image];
        using var page = Image.Rent(sides[0].Width + (2 * Margin), sides[0].Height + sides[1].Height + (3 * Margin), PixelFormat.Bgr24);
        page.Pixels.Fill(150);
        for (var i = 0; i < sides.Length; i++)
        {
            for (var y = 0; y < sides[i].Height; y++)
            {
                sides[i].Row(y).CopyTo(page.Row(Margin + (i * (sides[0].Height + Margin)) + y)[(Margin * 3)..]);
            }
        }

        return ImageEncoder.EncodeJpeg(page, 92);
    }

    /// <summary>The zone of the specimen with a later year of birth: its check digit no longer fits.</summary>
    private static string[] Altered()
    {
        using var specimen = Render(SpecimenKind.Passport, 10, options: null);
        var lines = specimen.MrzLines;
        var second = lines[1].ToCharArray();
        second[14] = second[14] == '9' ? '4' : (char)(second[14] + 1);
        return [lines[0], new string(second)];
    }

    private static SpecimenDocument Render(SpecimenKind kind, ulong seed, SpecimenOptions? options)
    {
        var packages = Path.Combine(Path.GetDirectoryName(ModelCatalogue.FindDefaultManifest())!, "node_modules");
        using var portrait = SamplePortraits.Of((int)(seed % 12) + 1).Cut(packages);
        return SpecimenRenderer.Render(kind, SpecimenPeople.Next(seed), portrait, seed, options);
    }

    /// <summary>Drawn on at full size, so that letters are small beside the document, then reduced.</summary>
    private static Image Marked(Image photograph, DocumentReading reading, EvidenceRole role)
    {
        using var drawn = DocumentAnnotation.Draw(photograph, reading, role);
        var scale = Math.Min(1.0, Side / (double)Math.Max(drawn.Width, drawn.Height));
        return ImageTransform.Resize(drawn, (int)(drawn.Width * scale), (int)(drawn.Height * scale));
    }
}
