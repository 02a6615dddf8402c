using Idv.Documents.Mrz.Reading;

namespace Idv.Documents.Tests.Mrz;

public sealed class MrzTrellisTests
{
    private const float Impossible = MrzTrellis.Impossible;

    [Fact]
    public void The_two_greatest_numbers_of_a_row_are_found_wherever_they_stand()
    {
        var random = new Random(1);
        for (var round = 0; round < 2000; round++)
        {
            var row = Row(random);
            var sorted = row.OrderDescending().ToArray();

            MrzTrellis.TopTwo(row, out var best, out var first, out var second);

            Assert.Equal(sorted[0], first);
            Assert.Equal(sorted[1], second);
            Assert.Equal(first, row[best]);
            Assert.Equal(first, MrzTrellis.Greatest(row));
        }
    }

    [Fact]
    public void A_character_is_entered_from_any_other_but_from_itself_only_over_the_blank()
    {
        var random = new Random(2);
        for (var round = 0; round < 500; round++)
        {
            var (previous, costs, stayed, emission) = (Row(random), Row(random, padding: 0), Row(random), Row(random));
            var fromBlank = Number(random);
            var here = new float[MrzTrellis.Stride];

            MrzTrellis.Enter(here, previous, fromBlank, costs, stayed, emission);

            for (var s = 0; s < MrzAlphabet.Size; s++)
            {
                var another = Enumerable.Range(0, MrzAlphabet.Size).Where(other => other != s).Max(other => previous[other]);
                var expected = MathF.Max(MathF.Max(MathF.Max(fromBlank, another) - costs[s], stayed[s]) + emission[s], Impossible);
                Assert.Equal(expected, here[s], 1e-4f);
            }
        }
    }

    [Fact]
    public void A_character_is_left_for_any_other_but_for_itself_only_over_the_blank()
    {
        var random = new Random(3);
        for (var round = 0; round < 500; round++)
        {
            var (emission, costs, rest, stayed) = (Row(random), Row(random, padding: 0), Row(random), Row(random));
            var open = Number(random);
            var here = new float[MrzTrellis.Stride];
            var following = new float[MrzTrellis.Stride];

            MrzTrellis.Follow(following, emission, costs, rest);
            var best = MrzTrellis.Leave(here, open, following, stayed, emission);

            Assert.Equal(following.Max(), best);
            for (var s = 0; s < MrzAlphabet.Size; s++)
            {
                var another = Enumerable.Range(0, MrzAlphabet.Size).Where(other => other != s).Max(other => emission[other] - costs[other] + rest[other]);
                Assert.Equal(MathF.Max(MathF.Max(open, another), stayed[s] + emission[s]), here[s], 1e-4f);
            }
        }
    }

    [Fact]
    public void A_row_is_raised_to_a_sum_only_where_that_is_greater()
    {
        var random = new Random(4);
        var (row, a, b) = (Row(random), Row(random), Row(random));
        var raised = (float[])row.Clone();

        MrzTrellis.RaiseToSum(raised, a, b);

        Assert.Equal(Enumerable.Range(0, MrzAlphabet.Size).Select(s => MathF.Max(row[s], a[s] + b[s])), raised.Take(MrzAlphabet.Size));
    }

    private static float[] Row(Random random, float padding = Impossible)
    {
        var row = new float[MrzTrellis.Stride];
        row.AsSpan().Fill(padding);
        for (var s = 0; s < MrzAlphabet.Size; s++)
        {
            row[s] = Number(random);
        }

        return row;
    }

    private static float Number(Random random) => -random.Next(0, 400) / 8f;
}
