using System.Globalization;
using System.Text.RegularExpressions;
using Idv.Facades.IncodeId.Contracts;
using Idv.Verifications;
using Idv.Verifications.People;
using Idv.Verifications.Reports;

namespace Idv.Facades.IncodeId.Identities;

/// <summary>People in the vendor's words.</summary>
internal static partial class UserInfo
{
    /// <summary>A person with the attestation of their document.</summary>
    /// <param name="person">The person.</param>
    /// <param name="verification">The verification whose document it was, or null when it is gone.</param>
    /// <param name="images">Where its images are.</param>
    public static UserInfoContract Of(Identity person, Verification? verification, IdImagesContract images)
    {
        var document = verification?.Report?.Documents is [var first, ..] ? first : null;
        var contact = verification?.Form ?? verification?.ReferenceData;
        return new UserInfoContract(
            person.Status == IdentityStatus.Active ? "ACTIVE" : "REVOKED",
            person.Id.ToString(),
            new NameContract(NameOf(person.Person), person.Person.GivenNames, person.Person.Surname),
            Milliseconds(person.Person.BirthDate),
            person.Person.Phone ?? contact?.Phone,
            person.Person.Sex switch { Sex.Female => "F", Sex.Male => "M", Sex.Unspecified => "X", _ => null },
            person.Person.Email ?? contact?.Email,
            person.Person.Address?.City,
            person.Person.Address?.Country ?? document?.Value(DocumentField.IssuingState),
            CurpOf(document),
            EmailPreference: false,
            images,
            IdAttestation.Of(verification));
    }

    /// <summary>What a verification says about its person.</summary>
    public static VerificationContract Of(Verification verification)
    {
        var holder = verification.Report?.Documents is [var document, ..] ? document.Holder() : new PersonalData();
        var contact = verification.Form ?? verification.ReferenceData;
        return new VerificationContract(
            verification.Id.ToString(),
            verification.CreatedAt.ToUnixTimeSeconds(),
            "VERIFIED",
            new VerificationDataContract(new FullNameContract(NameOf(holder)), contact?.Email, contact?.Phone, Milliseconds(holder.BirthDate)));
    }

    private static string NameOf(PersonalData person) => person.FullName.Length > 0 ? person.FullName : person.UndividedName ?? "";

    /// <summary>Midnight in UTC; the vendor's own example is midnight somewhere in Mexico.</summary>
    private static string? Milliseconds(DateOnly? date) => date is { } day
        ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)
        : null;

    private static string? CurpOf(DocumentReading? document) => document?.Fields
        .Where(field => field.Field is DocumentField.PersonalNumber or DocumentField.ReferenceNumber)
        .Select(field => field.Value.Trim('<', ' '))
        .FirstOrDefault(value => Curp().IsMatch(value));

    /// <summary>Clave Única de Registro de Población: 18 letters and digits (RENAPO, Instructivo Normativo).</summary>
    [GeneratedRegex("^[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[A-Z0-9][0-9]$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Curp();
}
