using Idv.Documents.Mrz;
using Idv.Documents.Mrz.Reading;

namespace Idv.Documents.Tests.Mrz;

public sealed class MrzLineDecoderTests
{
    private const string NumberLine = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
    private const string NameLine = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";

    [Theory]
    [InlineData(0, NameLine)]
    [InlineData(1, NumberLine)]
    public void What_was_read_for_certain_is_decoded(int line, string text) => Assert.Equal(text, Decode(line, CertainReader.Posteriors(text)));

    [Fact]
    public void Padding_that_the_reader_lost_is_supplied() => Assert.Equal(NameLine, Decode(0, CertainReader.Posteriors(NameLine[..30])));

    [Fact]
    public void A_filler_too_many_in_a_run_is_merged() => Assert.Equal(NumberLine, Decode(1, CertainReader.Posteriors(NumberLine.Insert(38, "<"))));

    [Fact]
    public void Print_beside_the_line_is_left_out()
    {
        var decoded = MrzLineDecoder.Decode(CertainReader.Posteriors("NEWS" + NumberLine + "PAPER"), MrzLineClasses.Of(MrzFormat.Td3)[1])!;

        Assert.Equal(NumberLine, Text(decoded));
        Assert.InRange(decoded.FirstStep, 3f / 53, 5f / 53);
        Assert.InRange(decoded.LastStep, 47f / 53, 49f / 53);
    }

    [Fact]
    public void A_letter_where_only_a_digit_can_be_becomes_the_likeliest_digit()
    {
        // The reader prefers O to 0 in the date of birth.
        var posteriors = CertainReader.Posteriors(NumberLine);
        posteriors.At((2 * 15) + 1)[MrzAlphabet.IndexOf('O')] = -0.1f;
        posteriors.At((2 * 15) + 1)[MrzAlphabet.IndexOf('0')] = -2.4f;

        Assert.Equal(NumberLine, Decode(1, posteriors));
    }

    [Fact]
    public void The_cost_of_another_character_is_what_the_reader_gave_up()
    {
        var posteriors = CertainReader.Posteriors(NumberLine);
        posteriors.At((2 * 2) + 1)[MrzAlphabet.IndexOf('S')] = -3f;

        var decoded = MrzLineDecoder.Decode(posteriors, MrzLineClasses.Of(MrzFormat.Td3)[1])!;

        Assert.InRange(decoded.CostOf(2, MrzAlphabet.IndexOf('S')), 2.9f, 3.1f);
        Assert.InRange(decoded.Probability(2, MrzAlphabet.IndexOf('9')), 0.9f, 1f);
    }

    [Fact]
    public void Nothing_is_decoded_from_nothing()
    {
        Assert.Null(MrzLineDecoder.Decode(CertainReader.Posteriors("A"), MrzLineClasses.Of(MrzFormat.Td3)[1]));
    }

    private static string? Decode(int line, MrzPosteriors posteriors) =>
        MrzLineDecoder.Decode(posteriors, MrzLineClasses.Of(MrzFormat.Td3)[line]) is { } decoded ? Text(decoded) : null;

    private static string Text(MrzDecodedLine decoded) =>
        string.Concat(Enumerable.Range(0, decoded.Length).Select(column => MrzAlphabet.Characters[decoded.Best(column)]));
}
