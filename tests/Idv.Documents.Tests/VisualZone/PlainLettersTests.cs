using Idv.Documents.VisualZone;

namespace Idv.Documents.Tests.VisualZone;

public sealed class PlainLettersTests
{
    [Theory]
    [InlineData("Dvořáková", "DVORAKOVA")]
    [InlineData("Łukasiewicz", "LUKASIEWICZ")]
    [InlineData("Weiß", "WEISS")]
    [InlineData("Ayşe Gül", "AYSE GUL")]
    [InlineData("Ģirts Žīds", "GIRTS ZIDS")]
    [InlineData("Nguyễn Thị Ỹ", "NGUYEN THI Y")]
    [InlineData("Œuvre Ÿ ſ", "OUVRE Y S")]
    [InlineData("Azərbaycan × 3", "AZERBAYCAN × 3")]
    public void Accents_are_taken_off(string text, string plain) => Assert.Equal(plain, PlainLetters.Of(text));
}
