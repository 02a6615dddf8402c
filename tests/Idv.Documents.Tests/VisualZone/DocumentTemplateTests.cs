using System.Text;
using Idv.Documents.VisualZone;
using Idv.Imaging;

namespace Idv.Documents.Tests.VisualZone;

public sealed class DocumentTemplateTests
{
    private const string Proper = """
        { "id": "UTO-fishing-permit", "kind": "other", "issuingState": "UTO", "words": [["FISHING", "PERMIT"]],
          "fields": { "surname": { "x": 0.3, "y": 0.1, "width": 0.4, "height": 0.1 } } }
        """;

    [Fact]
    public void The_built_in_templates_can_all_be_read() => Assert.True(new TemplateLibrary().Templates.Count >= 9);

    [Fact]
    public void An_operators_template_recognises_and_reads_a_document_without_code()
    {
        var folder = Directory.CreateTempSubdirectory("idv-templates-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "permit.json"), Proper);
            var library = new TemplateLibrary(folder.FullName);
            PrintedLine[] lines = [Line("FISHING PERMIT", new Box(300, 10, 400, 40)), Line("ERIKSSON", new Box(310, 70, 200, 40))];
            var template = library.Recognise(lines);
            Assert.Equal("UTO-fishing-permit", template?.Id);
            Assert.Equal("ERIKSSON", Assert.Single(TemplateLibrary.Read(template!, lines, 1000, 630)).Value);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Print_that_no_template_knows_is_of_no_type() => Assert.Null(new TemplateLibrary().Recognise([Line("SHOPPING LIST", default)]));

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{ "id": "x", "kind": "other", "issuingState": "UTO", "words": [] }""")]
    [InlineData("""{ "id": "x", "kind": "other", "issuingState": "UTO", "words": [["!!"]] }""")]
    [InlineData("""{ "id": "x", "kind": "other", "issuingState": "UTO", "words": [["ABC"]], "colour": "red" }""")]
    [InlineData("""{ "id": "x", "kind": "other", "issuingState": "UTO", "words": [["ABC"]], "fields": { "surname": { "x": 0.9, "y": 0, "width": 0.5, "height": 0.1 } } }""")]
    [InlineData("""{ "id": "x", "kind": "other", "issuingState": "UTO", "words": [["ABC"]], "anchors": [{ "text": "ABC", "x": 0, "y": 0, "width": 0.5, "height": 0.1 }] }""")]
    [InlineData("""{ "id": "x", "kind": "other", "issuingState": "UTO", "words": [["ABC"]], "anchors": [{ "text": "MINISTRY", "x": 2, "y": 0, "width": 0.5, "height": 0.1 }] }""")]
    public void A_template_that_is_none_is_refused_by_name(string json) =>
        Assert.Contains("'permit.json'", Assert.Throws<InvalidDataException>(() => DocumentTemplate.Parse(Encoding.UTF8.GetBytes(json), "permit.json")).Message);

    private static PrintedLine Line(string text, Box box) => new(text, box, 0.99, [.. Enumerable.Range(0, text.Length).Select(i => (i + 0.5f) / text.Length)]);
}
