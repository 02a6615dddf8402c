using Idv.Verifications.Security;

namespace Idv.Verifications.Tests;

public sealed class SecretHashTests
{
    [Fact]
    public void The_secret_matches_and_another_does_not()
    {
        var hash = SecretHash.Of("correct horse", 1000);

        Assert.True(hash.Matches("correct horse"));
        Assert.False(hash.Matches("correct horsf"));
        Assert.False(hash.Matches(""));
    }

    [Fact]
    public void Equal_secrets_have_different_hashes() => Assert.NotEqual(SecretHash.Of("a", 1000), SecretHash.Of("a", 1000));

    [Fact]
    public void Nobody_never_matches() => Assert.False(SecretHash.MatchesNobody("anything"));

    [Fact]
    public void Its_text_says_nothing() => Assert.Equal("(a hashed secret)", SecretHash.Of("a", 1000).ToString());
}
