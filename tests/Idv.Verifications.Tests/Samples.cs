using System.Net;
using System.Text.Json;
using Idv.Verifications.People;
using Idv.Verifications.Reports;

namespace Idv.Verifications.Tests;

internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static readonly JsonSerializerOptions Json = new() { Converters = { new AddressText() } };

    public static string[] PersonalWords =>
        ["Quixano", "Alonso", "user-42", "10.20.30.40", "Firefox", "1969", "X7Z55", "lives alone", "serial-number", "elsewhere.example"];

    public static Verification New() => new()
    {
        Id = Guid.CreateVersion7(Now),
        TenantId = "demo",
        Kind = VerificationKind.DocumentAndFace,
        Facade = "engine",
        CreatedAt = Now,
        ExpiresAt = Now.AddHours(1),
        PolicyId = Guid.CreateVersion7(Now),
    };

    public static Verification Completed()
    {
        var context = new ClientContext { Address = IPAddress.Parse("10.20.30.40"), UserAgent = "Firefox", Position = new GeoPosition(48, 2) };
        return New() with
        {
            State = VerificationState.Completed,
            ExternalUserId = "user-42",
            ReferenceData = new PersonalData { Surname = "Quixano", BirthDate = new DateOnly(1969, 1, 16) },
            Form = new PersonalData { GivenNames = "Alonso" },
            DeviceMetadata = """{"id":"serial-number"}""",
            WebhookUrl = "https://elsewhere.example/hook",
            Metadata = new Dictionary<string, string> { ["order"] = "order-7" },
            Attempts = [new Attempt(1, Now, context)],
            Evidence =
            [
                new Evidence
                {
                    Id = Guid.NewGuid(), Role = EvidenceRole.Face, BlobId = Guid.NewGuid(), MediaType = "image/jpeg", Length = 3, ReceivedAt = Now, Context = context,
                },
            ],
            Review = new Review(Decision.Approved, "operator", Now, "lives alone"),
            Report = new VerificationReport
            {
                Decision = Decision.Approved,
                Score = 0.97,
                PolicyId = Guid.NewGuid(),
                PolicyVersion = 1,
                At = Now,
                Documents =
                [
                    new DocumentReading
                    {
                        Id = Guid.NewGuid(),
                        Type = DocumentType.Passport,
                        Fields = [new FieldReading(DocumentField.DocumentNumber, "X7Z55", DocumentZone.Mrz, 0.9)],
                        Checks = [Check.OfScore(CheckCodes.DocumentQuality, 0.8, 0.5, "blurred")],
                    },
                ],
                Faces =
                [
                    new FaceReading
                    {
                        Id = Guid.NewGuid(),
                        Checks = [Check.OfScore(CheckCodes.FaceLiveness, 0.91, 0.5, "spoof")],
                        Template = new BiometricTemplate(Guid.NewGuid(), "m", "1", new byte[] { 1, 2, 3 }, Now),
                    },
                ],
            },
        };
    }

    private sealed class AddressText : System.Text.Json.Serialization.JsonConverter<IPAddress>
    {
        public override IPAddress? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => IPAddress.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
