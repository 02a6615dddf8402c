using Idv.Documents.Mrz;
using Idv.Imaging;

namespace Idv.Specimens.Tests;

public sealed class SpecimenRendererTests
{
    private static readonly SpecimenOptions s_coarse = new() { PixelsPerMillimetre = 5 };
    private static readonly DateOnly s_today = new(2026, 6, 1);

    public static TheoryData<SpecimenKind> Kinds => [.. Enum.GetValues<SpecimenKind>()];

    public static TheoryData<SpecimenKind> KindsWithMrz => [.. Enum.GetValues<SpecimenKind>().Where(kind => kind != SpecimenKind.DrivingLicence)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_seed_renders_the_same_pixels(SpecimenKind kind)
    {
        using var first = Render(kind, seed: 5, s_coarse);
        using var second = Render(kind, seed: 5, s_coarse);
        Assert.True(first.Front.Image.Pixels.SequenceEqual(second.Front.Image.Pixels));
        Assert.Equal(first.Back is null, second.Back is null);
        if (first.Back is not null)
        {
            Assert.True(first.Back.Image.Pixels.SequenceEqual(second.Back!.Image.Pixels));
        }
    }

    [Fact]
    public void Threads_that_render_at_once_get_the_same_pixels()
    {
        using var alone = Render(SpecimenKind.Visa, seed: 3, s_coarse);
        Parallel.For(0, 8, _ =>
        {
            using var together = Render(SpecimenKind.Visa, seed: 3, s_coarse);
            Assert.True(alone.Front.Image.Pixels.SequenceEqual(together.Front.Image.Pixels));
        });
    }

    [Fact]
    public void Another_seed_renders_another_background()
    {
        using var first = Render(SpecimenKind.Passport, seed: 5);
        using var second = Render(SpecimenKind.Passport, seed: 6);
        Assert.False(first.Front.Image.Pixels.SequenceEqual(second.Front.Image.Pixels));
    }

    [Fact]
    public void A_passport_page_is_1250_by_880_pixels_and_a_card_has_the_proportions_of_ID_1()
    {
        using var passport = Render(SpecimenKind.Passport);
        Assert.Equal((1250, 880), (passport.Front.Image.Width, passport.Front.Image.Height));
        using var card = Render(SpecimenKind.IdentityCard);
        Assert.Equal(85.60 / 53.98, card.Front.Image.Width / (double)card.Front.Image.Height, 0.003);
    }

    [Fact]
    public void The_resolution_scales_the_picture_and_the_ground_truth()
    {
        using var whole = Render(SpecimenKind.Passport);
        using var half = Render(SpecimenKind.Passport, options: new SpecimenOptions { PixelsPerMillimetre = 5 });
        Assert.Equal((625, 440), (half.Front.Image.Width, half.Front.Image.Height));
        for (var i = 0; i < whole.Front.Fields.Count; i++)
        {
            Assert.Equal(whole.Front.Fields[i].Box.X / 2, half.Front.Fields[i].Box.X, 1f);
            Assert.Equal(whole.Front.Fields[i].Box.Y / 2, half.Front.Fields[i].Box.Y, 1f);
        }
    }

    [Theory]
    [InlineData(3.9)]
    [InlineData(41)]
    [InlineData(-1)]
    public void A_resolution_out_of_range_is_refused(double pixelsPerMillimetre) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Render(SpecimenKind.Passport, options: new SpecimenOptions { PixelsPerMillimetre = pixelsPerMillimetre }));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_box_of_the_ground_truth_lies_within_the_picture(SpecimenKind kind)
    {
        foreach (var seed in new ulong[] { 1, 2, 3, 11 })
        {
            using var document = Render(kind, seed, s_coarse);
            foreach (var side in Sides(document))
            {
                var boxes = side.Fields.Select(field => field.Box)
                    .Concat(side.MrzLines.Select(line => line.Box))
                    .Concat(new[] { side.Portrait, side.GhostPortrait, side.Barcode?.Box }.OfType<Box>());
                Assert.All(boxes, box =>
                {
                    Assert.True(box.Width > 0 && box.Height > 0);
                    Assert.InRange(box.X, 0, side.Image.Width);
                    Assert.InRange(box.Y, 0, side.Image.Height);
                    Assert.InRange(box.Right, 0, side.Image.Width);
                    Assert.InRange(box.Bottom, 0, side.Image.Height);
                });
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void No_two_fields_overlap(SpecimenKind kind)
    {
        foreach (var seed in new ulong[] { 1, 2, 3, 11 })
        {
            using var document = Render(kind, seed, s_coarse);
            foreach (var side in Sides(document))
            {
                var boxes = side.Fields.Select(field => field.Box).Concat(side.MrzLines.Select(line => line.Box)).ToArray();
                for (var i = 0; i < boxes.Length; i++)
                {
                    for (var j = i + 1; j < boxes.Length; j++)
                    {
                        Assert.Equal(0, Box.IntersectionOverUnion(boxes[i], boxes[j]));
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(KindsWithMrz))]
    public void The_zone_says_what_the_person_is_and_all_check_digits_hold(SpecimenKind kind)
    {
        for (var seed = 0UL; seed < 200; seed++)
        {
            var person = SpecimenPeople.Next(seed);
            var parsed = MrzParser.Parse(SpecimenMrz.Lines(kind, person, given: null), s_today);
            Assert.True(parsed.IsParsed);
            var record = parsed.Record!;
            Assert.True(record.CheckDigitsValid);
            Assert.Equal(person.DocumentNumber, record.DocumentNumber);
            Assert.Equal(person.Sex, record.Sex);
            Assert.Equal(person.BirthDate.Day, record.DateOfBirth.Day);
            Assert.Equal(person.ExpiryDate, record.DateOfExpiry.Value);
            Assert.Equal("UTO", record.IssuingState);
            Assert.True(record.NamesMayBeCut || MrzTransliteration.Matches(person.Surname, record.Surname), person.Surname);
        }
    }

    [Theory]
    [InlineData(SpecimenKind.Passport, MrzFormat.Td3)]
    [InlineData(SpecimenKind.IdentityCard, MrzFormat.Td1)]
    [InlineData(SpecimenKind.IdentityCardTd2, MrzFormat.Td2)]
    [InlineData(SpecimenKind.Visa, MrzFormat.MrvA)]
    public void Each_kind_prints_its_own_format(SpecimenKind kind, MrzFormat format)
    {
        using var document = Render(kind);
        Assert.Equal(format, MrzParser.Parse(document.MrzLines, s_today).Record!.Format);
    }

    [Theory]
    [MemberData(nameof(KindsWithMrz))]
    public void The_characters_of_a_zone_stand_ten_to_the_inch(SpecimenKind kind)
    {
        using var document = Render(kind);
        var side = document.Front.MrzLines.Count > 0 ? document.Front : document.Back!;
        Assert.All(side.MrzLines, line =>
        {
            var pitch = line.Box.Width / side.PixelsPerMillimetre / line.Text.Length;
            Assert.InRange(pitch, 2.44, 2.56);
        });
    }

    [Theory]
    [MemberData(nameof(KindsWithMrz))]
    public void The_specimen_mark_leaves_the_zone_free(SpecimenKind kind)
    {
        using var document = Render(kind);
        var side = document.Front.MrzLines.Count > 0 ? document.Front : document.Back!;
        var top = (int)side.MrzLines[0].Box.Y;
        for (var y = top; y < side.Image.Height; y++)
        {
            var row = side.Image.Row(y);
            for (var x = 0; x < side.Image.Width; x++)
            {
                Assert.True(row[(x * 3) + 2] - row[(x * 3) + 1] < 25, $"Red ink at {x}, {y}.");
            }
        }
    }

    [Fact]
    public void Given_lines_are_printed_instead_of_the_composed_ones()
    {
        string[] lines = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<11"];
        using var document = Render(SpecimenKind.Passport, options: new SpecimenOptions { MrzLines = lines });
        Assert.Equal(lines, document.MrzLines);
        Assert.False(MrzParser.Parse(document.MrzLines, s_today).Record!.CheckDigitsValid);
    }

    [Fact]
    public void Given_lines_of_another_shape_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => Render(SpecimenKind.IdentityCard, options: new SpecimenOptions { MrzLines = ["P<UTO", "L898902C3"] }));
        Assert.Contains("3 lines of 30 characters", error.Message);
    }

    [Fact]
    public void The_licence_has_a_barcode_on_its_back_and_no_zone()
    {
        using var document = Render(SpecimenKind.DrivingLicence);
        Assert.Empty(document.MrzLines);
        Assert.NotNull(document.Front.Portrait);
        Assert.NotNull(document.Back!.Barcode);
    }

    internal static SpecimenDocument Render(SpecimenKind kind, ulong seed = 1, SpecimenOptions? options = null)
    {
        using var portrait = PlainPortrait.Make();
        return SpecimenRenderer.Render(kind, SpecimenPeople.Next(seed), portrait, seed, options);
    }

    private static IEnumerable<SpecimenSide> Sides(SpecimenDocument document) =>
        document.Back is null ? [document.Front] : [document.Front, document.Back];
}
