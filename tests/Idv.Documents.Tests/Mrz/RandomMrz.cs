using FsCheck;
using Idv.Documents.Mrz;

namespace Idv.Documents.Tests.Mrz;

/// <summary>Random content of every format that a proper document may bear.</summary>
internal static class RandomMrz
{
    public static readonly DateOnly Today = new(2026, 1, 1);

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string LettersAndDigits = Letters + "0123456789";
    private static readonly string[] States = MrzStateCode.All.Select(state => state.Code).Order(StringComparer.Ordinal).ToArray();

    /// <summary>Content whose names fit, so that nothing is lost in composing.</summary>
    public static Arbitrary<MrzContent> Content => Gen.Choose(0, int.MaxValue).Select(seed => Make(new Random(seed))).ToArbitrary();

    public static MrzContent Make(Random random)
    {
        var format = Pick(random, Enum.GetValues<MrzFormat>());
        var layout = MrzLayout.Of(format);
        var birth = Date(random, 1927, 2025);
        var nameRoom = layout.HasJointNames ? layout.Names.Length - 3 : layout.Names.Length - 1;
        var surname = Name(random, random.Next(1, (nameRoom / 2) + 1));
        var givenRoom = layout.GivenNames.IsPresent ? layout.GivenNames.Length - 1 : layout.HasJointNames ? nameRoom - surname.Length : 0;
        var number = Number(random, format, layout);
        var optionalRoom = layout.OptionalData.Length - (layout.AllowsLongDocumentNumber && number.Length > 9 ? number.Length - 7 : 0);
        return new MrzContent
        {
            Format = format,
            DocumentCode = Code(random, format),
            IssuingState = format switch
            {
                MrzFormat.FrenchIdCard => "FRA",
                MrzFormat.SwissDrivingLicence => Pick(random, "CHE", "LIE"),
                _ => Pick(random, States),
            },
            DocumentNumber = number,
            Surname = surname,
            GivenNames = Name(random, random.Next(0, givenRoom + 1)),
            Nationality = layout.Nationality.IsPresent ? Pick(random, States) : format == MrzFormat.FrenchIdCard ? "FRA" : "",
            DateOfBirth = layout.DateOfBirth.IsPresent ? birth : default,
            DateOfExpiry = layout.DateOfExpiry.IsPresent ? Date(random, 2026, 2079) : default,
            Sex = layout.Sex.IsPresent ? Pick(random, Enum.GetValues<MrzSex>()) : MrzSex.Unspecified,
            OptionalData = Text(random, LettersAndDigits, random.Next(0, Math.Max(optionalRoom, 0) + 1)),
            OptionalData2 = Text(random, LettersAndDigits, random.Next(0, layout.OptionalData2.Length + 1)),
        };
    }

    public static T Pick<T>(Random random, params T[] items) => items[random.Next(items.Length)];

    private static string Code(Random random, MrzFormat format) => format switch
    {
        MrzFormat.Td3 => Pick(random, "P", "PD", "PS", "I"),
        MrzFormat.MrvA or MrzFormat.MrvB => Pick(random, "V", "VC", "VD"),
        MrzFormat.FrenchIdCard => "ID",
        MrzFormat.SwissDrivingLicence => "FA",
        MrzFormat.EuDrivingLicence => Pick(random, "D1", "D"),
        _ => Pick(random, "I", "A", "C1", "IR"),
    };

    private static string Number(Random random, MrzFormat format, MrzLayout layout)
    {
        if (format == MrzFormat.FrenchIdCard)
        {
            return $"{random.Next(0, 27):00}{random.Next(1, 13):00}" + Text(random, LettersAndDigits, 8);
        }

        var longest = layout.AllowsLongDocumentNumber && random.Next(4) == 0 ? layout.OptionalData.Length + 8 : 9;
        return Text(random, LettersAndDigits, random.Next(1, longest + 1));
    }

    private static string Name(Random random, int length)
    {
        var name = Text(random, Letters, length).ToCharArray();
        for (var i = 1; i < name.Length - 1; i++)
        {
            if (name[i - 1] != ' ' && random.Next(7) == 0)
            {
                name[i] = ' ';
            }
        }

        return new string(name);
    }

    private static MrzDate Date(Random random, int first, int last)
    {
        var year = random.Next(first, last + 1);
        return random.Next(12) switch
        {
            0 => MrzDate.Unknown,
            1 => MrzDate.Of(year),
            2 => MrzDate.Of(year, random.Next(1, 13)),
            _ => MrzDate.Of(year, random.Next(1, 13), random.Next(1, 29)),
        };
    }

    private static string Text(Random random, string alphabet, int length) => random.GetString(alphabet, length);
}
