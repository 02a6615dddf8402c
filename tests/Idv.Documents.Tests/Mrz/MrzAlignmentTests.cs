using Idv.Documents.Mrz.Reading;

namespace Idv.Documents.Tests.Mrz;

public sealed class MrzAlignmentTests
{
    [Fact]
    public void Every_character_that_was_read_was_seen() => Assert.All(Seen("AB<C", "AB<C"), seen => Assert.InRange(seen, 0.95f, 1f));

    [Fact]
    public void A_character_that_was_made_up_was_not_seen()
    {
        var seen = Seen("XB<C", "AB<C");

        Assert.InRange(seen[0], 0f, 0.01f);
        Assert.All(seen[1..], probability => Assert.InRange(probability, 0.95f, 1f));
    }

    [Fact]
    public void A_character_that_was_supplied_where_there_is_none_was_not_seen() => Assert.InRange(Seen("AB1<C", "AB<C")[2], 0f, 0.01f);

    private static float[] Seen(string text, string read) =>
        MrzAlignment.Seen(CertainReader.Posteriors(read), [.. text.Select(MrzAlphabet.IndexOf)]);
}
