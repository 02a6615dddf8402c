using Idv.Documents.VisualZone;

namespace Idv.Documents.Tests.VisualZone;

public sealed class PrintedDateTests
{
    [Theory]
    [InlineData("12 AUG/AOÛT 1989", "1989-08-12")]
    [InlineData("18 Apr 74", "1974-04-18")]
    [InlineData("04.02.2025", "2025-02-04")]
    [InlineData("28 08 1973", "1973-08-28")]
    [InlineData("26-02-1991", "1991-02-26")]
    [InlineData("2031/12/05", "2031-12-05")]
    [InlineData("O1.O6.1971", "1971-06-01")]
    [InlineData("07.12.1996.", "1996-12-07")]
    public void A_date_is_read_however_it_is_printed(string text, string expected) =>
        Assert.Equal(expected, PrintedDate.Find(text, latestTwoDigitYear: 2026)?.ToString("yyyy-MM-dd"));

    [Theory]
    [InlineData("01/06/1986", "1986-01-06")]
    [InlineData("01/26/1986", "1986-01-26")]
    public void Where_the_month_comes_first_it_is_read_so(string text, string expected) =>
        Assert.Equal(expected, PrintedDate.Find(text, monthFirst: true)?.ToString("yyyy-MM-dd"));

    [Theory]
    [InlineData("")]
    [InlineData("31.02.2020")]
    [InlineData("99.99.9999")]
    [InlineData("48501253139")]
    [InlineData("AA8485417")]
    [InlineData("12 XYZ 1999")]
    public void What_is_no_date_is_not_taken_for_one(string text) => Assert.Null(PrintedDate.Find(text));

    [Fact]
    public void A_long_text_is_not_searched() => Assert.Null(PrintedDate.Find(new string('1', 10_000_000)));
}
