using Idv.Documents.Mrz;

namespace Idv.Specimens;

/// <summary>Invents holders, among them names with diacritics, apostrophes and hyphens and names too long for a machine-readable zone.</summary>
public static class SpecimenPeople
{
    private static readonly string[] s_surnames =
    [
        "Eriksson", "Ångström", "Müller", "O'Connor", "Nguyễn", "Šimić", "García Márquez", "Łukasiewicz", "Çelik", "Björnsdóttir", "Dvořáková",
        "van der Meer", "Weiß", "Strøm", "D'Angelo", "Smith-Jones", "Ferreira da Silva", "Þórsson", "Ionescu", "Kovács",
        "Featherstonehaugh-Montgomery", "Papadopoulou-Konstantinidou", "Li", "Ó Súilleabháin", "Haddad",
    ];

    private static readonly string[] s_female =
    [
        "Anna Maria", "Zoë", "Élodie Françoise", "Ingrid", "Siân", "Małgorzata", "Jördis-Maria", "Lucía", "Tereza", "Ayşe Gül", "Maria Alexandrina Josephine",
    ];

    private static readonly string[] s_male =
    [
        "Jan", "José Miguel", "François", "Søren", "Øystein", "Mátyás", "Jean-Luc", "Ömer", "Þorsteinn", "Konstantinos Alexandros", "Wolfgang Amadé",
    ];

    private static readonly string[] s_cities = ["Amaurot", "Ademos", "Anyder Bridge", "Crescent Bay", "Syphogrant", "Port Hythloday"];

    private static readonly string[] s_streets = ["Rue de l'Île", "Garden Lane", "Anyder Quay", "Achorian Road", "Star Street", "Place More"];

    private static readonly string[] s_eyes = ["BLU", "BRO", "GRN", "GRY", "HAZ"];

    /// <summary>Invents the holder of a seed: the same seed is always the same holder.</summary>
    /// <param name="seed">Any number.</param>
    public static SpecimenPerson Next(ulong seed) => Next(seed, sex: null);

    /// <summary>Invents the holder of a seed, of a given sex where the portrait demands it.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="sex">The sex, or <see langword="null"/> to draw it too.</param>
    public static SpecimenPerson Next(ulong seed, MrzSex? sex)
    {
        var random = SeededRandom.For(seed, nameof(SpecimenPeople));
        var drawn = random.NextUnit() switch { < 0.48 => MrzSex.Female, < 0.96 => MrzSex.Male, _ => MrzSex.Unspecified };
        var chosen = sex ?? drawn;
        var birth = new DateOnly(1948, 1, 1).AddDays(random.Below(365 * 57));
        var issued = new DateOnly(2019, 1, 1).AddDays(random.Below(365 * 6));
        return new SpecimenPerson
        {
            Surname = random.Pick<string>(s_surnames),
            GivenNames = random.Pick<string>(chosen == MrzSex.Male ? s_male : s_female),
            BirthDate = birth,
            Sex = chosen,
            DocumentNumber = NextNumber(random),
            PersonalNumber = random.NextUnit() < 0.5 ? NextDigits(random, 10) : "",
            BirthPlace = random.Pick<string>(s_cities),
            IssueDate = issued,
            ExpiryDate = issued.AddYears(10).AddDays(-1),
            Street = $"{1 + random.Below(180)} {random.Pick<string>(s_streets)}",
            City = random.Pick<string>(s_cities),
            PostalCode = NextDigits(random, 5),
            HeightCentimetres = 150 + random.Below(48),
            EyeColour = random.Pick<string>(s_eyes),
        };
    }

    private static string NextNumber(SeededRandom random)
    {
        // Half of the numbers mix letters and digits, because O and 0, I and 1, B and 8 are what readers confuse.
        const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        const string Mixed = Letters + "0123456789";
        var mixed = random.NextUnit() < 0.5;
        Span<char> number = stackalloc char[9];
        for (var i = 0; i < number.Length; i++)
        {
            number[i] = i == 0 ? random.Pick<char>(Letters)
                : mixed ? random.Pick<char>(Mixed)
                : (char)('0' + random.Below(10));
        }

        return new string(number);
    }

    private static string NextDigits(SeededRandom random, int count)
    {
        Span<char> digits = stackalloc char[count];
        foreach (ref var digit in digits)
        {
            digit = (char)('0' + random.Below(10));
        }

        return new string(digits);
    }
}
