namespace Idv.Imaging.Tests.Files;

/// <summary>A PDF of one page, 200×100 points: the left half red, the rest white.</summary>
internal static class PdfFile
{
    public static byte[] HalfRed() =>
    [
        .. "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "u8,
        .. "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R>>endobj "u8,
        .. "4 0 obj<</Length 25>>stream\n1 0 0 rg 0 0 100 100 re f\nendstream endobj trailer<</Root 1 0 R>>\n"u8,
    ];
}
