using Idv.Verifications.Comparisons;
using Idv.Verifications.People;
using Idv.Verifications.Policies;
using Idv.Verifications.Reports;

namespace Idv.Verifications.Tests;

public sealed class DataChecksTests
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly Policy Policy = new() { Id = Guid.NewGuid(), TenantId = "demo" };

    [Fact]
    public void Reference_data_that_the_document_confirms_pass()
    {
        var check = Single(Samples.New() with { ReferenceData = Person("Müller", "Jürgen", "1980-02-29") }, Document("MUELLER", "JUERGEN KARL", "1980-02-29"));

        Assert.Equal((CheckCodes.ReferenceDataMatch, CheckOutcome.Pass), (check.Code, check.Outcome));
    }

    [Theory]
    [InlineData("Schmidt", "Jürgen", "1980-02-29", "surname_differs")]
    [InlineData("Müller", "Anna", "1980-02-29", "given_names_differ")]
    [InlineData("Müller", "Jürgen", "1981-02-28", "birth_date_differs")]
    public void What_differs_is_named(string surname, string givenNames, string birthDate, string reason)
    {
        var check = Single(Samples.New() with { ReferenceData = Person(surname, givenNames, birthDate) }, Document("MUELLER", "JUERGEN", "1980-02-29"));

        Assert.Equal(CheckOutcome.Fail, check.Outcome);
        Assert.Equal(reason, Assert.Single(check.Reasons).Code);
    }

    [Fact]
    public void A_married_name_may_stand_for_the_surname()
    {
        var check = Single(
            Samples.New() with { Form = new PersonalData { Surname = "Dupont", GivenNames = "Marie" } },
            Document("MARTIN", "MARIE", "1980-02-29", new FieldReading(DocumentField.MarriedName, "DUPONT", DocumentZone.VisualZone, 1)));

        Assert.Equal((CheckCodes.FormMatch, CheckOutcome.Pass), (check.Code, check.Outcome));
    }

    [Fact]
    public void Without_a_document_the_comparison_is_undecided()
    {
        var check = Assert.Single(DataChecks.Of(Samples.New() with { Form = Person("A", "B", "1980-01-01") }, new Examination(), Policy, null, Today));

        Assert.Equal(CheckOutcome.Unknown, check.Outcome);
    }

    [Fact]
    public void Two_documents_of_different_people_fail()
    {
        var examination = new Examination { Documents = [Document("MUELLER", "ANNA", "1980-02-29"), Document("SCHMIDT", "ANNA", "1980-02-29")] };

        var check = Assert.Single(DataChecks.Of(Samples.New(), examination, Policy, null, Today));

        Assert.Equal((CheckCodes.DocumentDocumentMatch, CheckOutcome.Fail), (check.Code, check.Outcome));
    }

    [Fact]
    public void A_barcode_that_says_something_else_than_the_print_fails_and_says_where()
    {
        var document = Document(
            "MUELLER", "ANNA", "1980-02-29",
            new FieldReading(DocumentField.Surname, "MUELLER", DocumentZone.Barcode, 1),
            new FieldReading(DocumentField.BirthDate, "1990-02-28", DocumentZone.Barcode, 1));

        var check = Single(Samples.New(), document);

        Assert.Equal((CheckCodes.BarcodeAgainstVisualZone, CheckOutcome.Fail), (check.Code, check.Outcome));
        Assert.Equal("birth_date_differs", Assert.Single(check.Reasons).Code);
    }

    [Theory]
    [InlineData("2008-11-21", CheckOutcome.Pass)]
    [InlineData("2008-11-22", CheckOutcome.Fail)]
    [InlineData("1926-11-21", CheckOutcome.Fail)]
    public void Age_limits_are_counted_in_whole_years(string birthDate, CheckOutcome outcome)
    {
        var policy = Policy with { MinimumAge = 18, MaximumAge = 99 };

        var check = Assert.Single(DataChecks.Of(
            Samples.New(), new Examination { Documents = [Document("A", "B", birthDate)] }, policy, null, Today));

        Assert.Equal((CheckCodes.AgeLimits, outcome), (check.Code, check.Outcome));
    }

    private static Check Single(Verification verification, DocumentReading document) =>
        Assert.Single(DataChecks.Of(verification, new Examination { Documents = [document] }, Policy, null, Today));

    private static PersonalData Person(string surname, string givenNames, string birthDate) =>
        new() { Surname = surname, GivenNames = givenNames, BirthDate = DateOnly.ParseExact(birthDate, "yyyy-MM-dd") };

    private static DocumentReading Document(string surname, string givenNames, string birthDate, params FieldReading[] more) => new()
    {
        Id = Guid.NewGuid(),
        Fields =
        [
            new FieldReading(DocumentField.Surname, surname, DocumentZone.VisualZone, 1),
            new FieldReading(DocumentField.GivenNames, givenNames, DocumentZone.VisualZone, 1),
            new FieldReading(DocumentField.BirthDate, birthDate, DocumentZone.VisualZone, 1),
            .. more,
        ],
    };
}
