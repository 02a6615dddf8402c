using FsCheck;
using Idv.Documents.Mrz;

namespace Idv.Specimens.Tests;

public sealed class SpecimenPeopleTests
{
    [Fact]
    public void The_same_seed_is_the_same_person() =>
        Prop.ForAll<ulong>(seed => Assert.Equal(SpecimenPeople.Next(seed), SpecimenPeople.Next(seed))).QuickCheckThrowOnFailure();

    [Fact]
    public void Two_hundred_people_include_diacritics_long_names_and_every_sex()
    {
        var people = Enumerable.Range(0, 200).Select(seed => SpecimenPeople.Next((ulong)seed)).ToArray();
        Assert.Contains(people, person => person.Surname.Any(letter => letter > '\u007f'));
        Assert.Contains(people, person => person.Surname.Length + person.GivenNames.Length > 39);
        Assert.Equal(3, people.Select(person => person.Sex).Distinct().Count());
        Assert.True(people.Select(person => person.DocumentNumber).Distinct().Count() > 195);
    }

    [Fact]
    public void A_wanted_sex_is_given() =>
        Prop.ForAll<ulong>(seed => Assert.Equal(MrzSex.Male, SpecimenPeople.Next(seed, MrzSex.Male).Sex)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_document_expires_after_its_issue_and_its_holder_is_born_before() =>
        Prop.ForAll<ulong>(seed =>
        {
            var person = SpecimenPeople.Next(seed);
            Assert.True(person.BirthDate < person.IssueDate && person.IssueDate < person.ExpiryDate);
        }).QuickCheckThrowOnFailure();
}
