using System.Text;
using Idv.Documents.VisualZone;
using Idv.Imaging;
using static Idv.Documents.Tests.VisualZone.Print;

namespace Idv.Documents.Tests.VisualZone;

/// <summary>Data elements that are found by their place rather than by a label.</summary>
public sealed class PlacedFieldsTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);

    [Fact]
    public void The_names_of_a_passport_follow_each_other_above_the_birth()
    {
        var fields = PassportFields(Line("EVARSDOTTIR", 310, 135), Line("PURIDUR OSP", 310, 192), Line("ISLAND/ICELAND", 310, 248), Line("31DES/DEC66", 310, 302));
        Assert.Equal("A0000000", fields.Value("documentNumber"));
        Assert.Equal("EVARSDOTTIR", fields.Value("surname"));
        Assert.Equal("PURIDUR OSP", fields.Value("givenNames"));
    }

    [Fact]
    public void Of_names_in_two_spellings_the_lower_counts()
    {
        var fields = PassportFields(
            Line("QAQARIN", 310, 116), Line("QAQARIN", 310, 142), Line("FIDAN QIZI", 310, 184), Line("FIDAN", 310, 209), Line("AZERBAIJAN", 310, 252), Line("29.07.1967", 310, 302));
        Assert.Equal("QAQARIN", fields.Value("surname"));
        Assert.Equal("FIDAN", fields.Value("givenNames"));
    }

    [Fact]
    public void A_name_that_a_label_gave_tells_where_the_other_is()
    {
        List<VisualField> fields = [new("surname", "BASANAVICIENE", new Box(310, 135, 200, 24), 0.99), new("dateOfBirth", "1959-11-23", new Box(310, 302, 200, 24), 0.99)];
        PassportOrder.AddTo(fields, [Line("BASANAVICIENE", 310, 135), Line("BIRUTE", 310, 192), Line("LIETUVOS", 310, 248)], 1000, 704);
        Assert.Equal("BIRUTE", fields.Value("givenNames"));
    }

    [Fact]
    public void The_confidence_says_that_the_place_is_the_only_hint() =>
        Assert.All(PassportFields(Line("EVARSDOTTIR", 310, 135), Line("PURIDUR OSP", 310, 192), Line("31DES/DEC66", 310, 302)), field => Assert.InRange(field.Confidence, 0.5, 0.75));

    [Theory]
    [InlineData("14 JAN /JAN", "23", "2023-01-14")]
    [InlineData("190KT/OCT", "1971", "1971-10-19")]
    public void A_year_that_stands_apart_belongs_to_its_date(string start, string year, string date) =>
        Assert.Equal(date, PrintedDate.Find(SplitDates.Join([Line(start, 300, 400, 150), Line(year, 470, 401, 40)]).Single().Text)?.ToString("yyyy-MM-dd"));

    [Fact]
    public void Two_dates_that_were_found_as_one_line_are_two()
    {
        var parts = SplitDates.Part([Line("08SEP/SEPT 2019 07 SEP/SEPT 2029", 400, 372, 560)]);
        Assert.Equal(["08SEP/SEPT 2019", "07 SEP/SEPT 2029"], parts.Select(part => part.Text));
        Assert.InRange(parts[1].Box.X, 630, 720);
    }

    [Fact]
    public void A_number_on_another_row_is_not_the_year_of_a_date() => Assert.Equal(2, SplitDates.Join([Line("14 JAN /JAN", 300, 400, 150), Line("23", 470, 440, 40)]).Count);

    [Fact]
    public void Of_a_document_that_expired_long_ago_issue_and_expiry_lie_whole_years_apart()
    {
        List<VisualField> fields = [];
        UnlabelledFields.AddDates(fields, [Line("31DES/DEC66", 300, 300), Line("26MAI/MAY99", 300, 400), Line("26MAI/MAY09", 300, 460)], Today);
        Assert.Equal("1966-12-31", fields.Value("dateOfBirth"));
        Assert.Equal("1999-05-26", fields.Value("dateOfIssue"));
        Assert.Equal("2009-05-26", fields.Value("dateOfExpiry"));
    }

    [Fact]
    public void One_line_that_can_only_be_a_sex_is_the_sex()
    {
        List<VisualField> fields = [];
        UnlabelledFields.AddSex(fields, [Line("UTO", 300, 100), Line("S/F", 300, 200)]);
        Assert.Equal("F", fields.Value("sex"));
    }

    [Fact]
    public void Of_two_lines_that_look_like_a_sex_neither_is_taken()
    {
        List<VisualField> fields = [];
        UnlabelledFields.AddSex(fields, [Line("M", 300, 100), Line("F", 300, 200)]);
        Assert.Empty(fields);
    }

    [Fact]
    public void Below_a_label_without_a_value_the_reader_looks_again()
    {
        List<VisualField> fields = [new("surname", "SMITH", new Box(300, 126, 200, 24), 0.99)];
        var asked = new List<Box>();
        DirectedReading.FillLabels(fields, [Line("Surname", 300, 100), Line("SMITH", 300, 126), Line("Sex/Sexe", 600, 100, 70)], box =>
        {
            asked.Add(box);
            return Line("F", box.X, box.Y, box.Width, box.Height);
        });
        Assert.Equal("F", fields.Value("sex"));
        Assert.InRange(Assert.Single(asked).CentreY, 130, 146);
    }

    [Fact]
    public void What_is_read_there_must_be_a_value()
    {
        List<VisualField> fields = [];
        DirectedReading.FillLabels(fields, [Line("Sex/Sexe", 600, 100, 70)], box => Line("Natio", box.X, box.Y));
        Assert.Empty(fields);
    }

    [Fact]
    public void Anchors_fit_a_template_to_a_document_that_is_cut_too_wide()
    {
        var template = DocumentTemplate.Parse(
            Encoding.UTF8.GetBytes("""
            { "id": "UTO-permit", "kind": "other", "issuingState": "UTO", "words": [["FISHING"]],
              "fields": { "surname": { "x": 0.3, "y": 0.4, "width": 0.4, "height": 0.06 } },
              "anchors": [{ "text": "FISHING PERMIT", "x": 0.1, "y": 0.1, "width": 0.5, "height": 0.05 }, { "text": "MINISTRY OF WATERS", "x": 0.1, "y": 0.8, "width": 0.4, "height": 0.05 }] }
            """),
            "permit.json");

        // The card takes the lower right 0.6 of what was cut out.
        PrintedLine[] lines =
        [
            Line("FISHlNG PERMIT", 460, 460, 300, 30), Line("LUCKY FISHERMAN", 580, 562, 200, 30), Line("ERIKSSON", 580, 642, 200, 30), Line("MINISTRYOF WATERS", 460, 880, 240, 30),
        ];
        Assert.Equal("ERIKSSON", TemplateLibrary.Read(template, lines, 1000, 1000).Value("surname"));
    }

    private static List<VisualField> PassportFields(params PrintedLine[] column)
    {
        PrintedLine[] lines = [Line("ISL", 453, 77, 54), Line("A0000000", 700, 77, 127), .. column];
        List<VisualField> fields = [];
        UnlabelledFields.AddDates(fields, lines, Today);
        PassportOrder.AddTo(fields, lines, 1000, 704);
        return fields;
    }
}
