using Idv.Verifications.Comparisons;

namespace Idv.Verifications.Tests;

public sealed class SanctionsListTests
{
    // Invented people in the layout of sdn.csv and alt.csv.
    private const string Sdn = """
        101,"TESTOV, Ivan Petrovich","individual","DEMO","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","DOB 05 Mar 1961; POB Nowhere."
        102,"EXAMPLE TRADING ""NORTH"" LLC",-0- ,"DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-
        103,"ARK ROYAL EXAMPLE","vessel","DEMO",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-
        """ + "\n\u001a\n";

    private const string Alternatives = """
        101,1,"aka","TESTOFF, Vanya",-0-
        """;

    private static readonly SanctionsList List = SanctionsList.Read(new StringReader(Sdn), new StringReader(Alternatives));

    [Theory]
    [InlineData("Ivan Petrovich Testov")]
    [InlineData("Иван Петрович Тестов")]
    [InlineData("TESTOV IVAN PETROVIC")]
    [InlineData("Ivan Petrovitch Testov")]
    [InlineData("Ivan Petrovich Tëstov")]
    [InlineData("Vanya Testoff")]
    public void A_listed_person_is_found_in_other_writings(string name) =>
        Assert.Equal(101, List.Search(name, null, 0.9, 5)[0].EntryId);

    [Theory]
    [InlineData("Maria Example")]
    [InlineData("Ark Royal Example")]
    [InlineData("")]
    [InlineData("你好")]
    public void Others_are_not_found(string name) => Assert.Empty(List.Search(name, null, 0.9, 5));

    [Theory]
    [InlineData("Jürgen Müster")]
    [InlineData("Juergen Muester")]
    [InlineData("Jurgen Muster")]
    public void An_umlaut_may_be_written_either_way(string name)
    {
        var plain = SanctionsList.Read(new StringReader("7,\"MUSTER, Jurgen\",\"individual\""));
        var marked = SanctionsList.Read(new StringReader("7,\"MÜSTER, Jürgen\",\"individual\""));

        Assert.Equal(name != "Juergen Muester", plain.Search(name, null, 0.95, 1).Count == 1);
        Assert.Single(marked.Search(name, null, 0.95, 5));
    }

    [Fact]
    public void Another_year_of_birth_means_another_person()
    {
        Assert.Empty(List.Search("Ivan Petrovich Testov", new DateOnly(1995, 3, 5), 0.9, 5));
        Assert.NotEmpty(List.Search("Ivan Petrovich Testov", new DateOnly(1961, 3, 5), 0.9, 5));
    }

    [Fact]
    public void The_filter_in_front_of_the_comparison_loses_nobody_with_one_typing_error() =>
        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, 18).ToArbitrary(), Gen.Choose('A', 'Z').ToArbitrary(), (place, letter) =>
        {
            var typed = "TESTOV IVANPETROVICH".Remove(place, 1).Insert(place, ((char)letter).ToString());
            return List.Search(typed, null, 0.9, 5).Count > 0;
        }));

    [Fact]
    public void A_file_of_something_else_is_refused() =>
        Assert.Throws<InvalidDataException>(() => SanctionsList.Read(new StringReader("<html></html>")));

    [Fact]
    public void Any_text_is_read_as_a_list_or_refused() =>
        FsCheck.Check.QuickThrowOnFailure(Prop.ForAll<string[]>(lines =>
        {
            try
            {
                return SanctionsList.Read(new StringReader(string.Join('\n', lines))).Count > 0;
            }
            catch (InvalidDataException)
            {
                return true;
            }
        }));
}
