using Idv.Documents.Mrz;

namespace Idv.Specimens;

/// <summary>Composes the machine-readable zone of a holder's document.</summary>
internal static class SpecimenMrz
{
    /// <summary>The lines from the top: those given, if they fit the kind, or the composed ones.</summary>
    /// <exception cref="ArgumentException">The given lines have another shape, or an element cannot be printed.</exception>
    public static IReadOnlyList<string> Lines(SpecimenKind kind, SpecimenPerson person, IReadOnlyList<string>? given)
    {
        var composed = Compose(kind, person);
        if (given is null)
        {
            return composed;
        }

        var fits = given.Count == composed.Count && given.Zip(composed).All(pair => pair.First.Length == pair.Second.Length);
        return fits
            ? given
            : throw new ArgumentException($"A {kind} has {composed.Count} lines of {composed[0].Length} characters.", nameof(given));
    }

    private static IReadOnlyList<string> Compose(SpecimenKind kind, SpecimenPerson person)
    {
        var format = kind switch
        {
            SpecimenKind.Passport => MrzFormat.Td3,
            SpecimenKind.IdentityCard => MrzFormat.Td1,
            SpecimenKind.IdentityCardTd2 => MrzFormat.Td2,
            SpecimenKind.Visa => MrzFormat.MrvA,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind has no machine-readable zone."),
        };
        return MrzComposer.Compose(new MrzContent
        {
            Format = format,
            DocumentCode = format switch { MrzFormat.Td3 => "P", MrzFormat.MrvA => "V", _ => "I" },
            IssuingState = "UTO",
            DocumentNumber = person.DocumentNumber,
            Surname = person.Surname,
            GivenNames = person.GivenNames,
            Nationality = person.Nationality,
            DateOfBirth = MrzDate.Of(person.BirthDate),
            Sex = person.Sex,
            DateOfExpiry = MrzDate.Of(person.ExpiryDate),

            // A TD2's optional data is seven characters long, too short for a personal number, and a visa prints none.
            OptionalData = format is MrzFormat.Td3 or MrzFormat.Td1 ? person.PersonalNumber : "",
        });
    }
}
