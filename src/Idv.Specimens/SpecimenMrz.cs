namespace Idv.Specimens;
internal static class SpecimenMrz {
    public static IReadOnlyList<string> Compose(SpecimenKind kind, SpecimenPerson person) => kind switch {
        SpecimenKind.IdentityCard => ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"],
        SpecimenKind.IdentityCardTd2 => ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"],
        _ => ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"],
    };
}
