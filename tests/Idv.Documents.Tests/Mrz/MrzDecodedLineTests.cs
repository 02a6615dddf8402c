using Idv.Documents.Mrz;
using Idv.Documents.Mrz.Reading;

namespace Idv.Documents.Tests.Mrz;

public sealed class MrzDecodedLineTests
{
    private const string Line = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

    [Fact]
    public void What_one_reader_cannot_tell_the_other_decides()
    {
        // Column 3 is an 8 or a B to the first, and an 8 or an S to the second.
        var fused = MrzDecodedLine.Fuse(Decode('B', -0.7f, -0.8f), Decode('S', -3f, -0.1f), 1);

        Assert.Equal('8', MrzAlphabet.Characters[fused.Best(3)]);
        Assert.True(fused.CostOf(3, MrzAlphabet.IndexOf('B')) > 3);
        Assert.Equal(0, fused.CostOf(3, fused.Best(3)), 1e-3f);
    }

    [Fact]
    public void A_reader_that_is_certain_and_wrong_is_outvoted_by_two_that_are_right()
    {
        var wrong = Decode('B', -0.01f, MrzPosteriors.Least);
        var right = Decode('B', -6f, -0.01f);

        Assert.Equal('8', MrzAlphabet.Characters[MrzDecodedLine.Fuse(MrzDecodedLine.Fuse(right, right, 1), wrong, 1).Best(3)]);
    }

    [Fact]
    public void The_least_margin_is_that_of_the_closest_call() => Assert.Equal(0.5f, Decode('B', -1f, -0.5f).LeastMargin(), 1e-3f);

    private static MrzDecodedLine Decode(char other, float belief, float beliefInEight)
    {
        var posteriors = CertainReader.Posteriors(Line);
        posteriors.At((2 * 3) + 1)[MrzAlphabet.IndexOf(other)] = belief;
        posteriors.At((2 * 3) + 1)[MrzAlphabet.IndexOf('9')] = MrzPosteriors.Least;
        posteriors.At((2 * 3) + 1)[MrzAlphabet.IndexOf('8')] = beliefInEight;
        return MrzLineDecoder.Decode(posteriors, MrzLineClasses.Of(MrzFormat.Td3)[1])!;
    }
}
