using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Idv.Storage.Keys;

namespace Idv.Storage;

/// <summary>A sealed record in the database is not what was written.</summary>
/// <param name="what">Which record, by its id.</param>
public sealed class RecordDamagedException(string what) : Exception($"The record {what} is damaged or was tampered with.");

/// <summary>Turns records into sealed bytes and back.</summary>
internal static class RecordCodec
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(), new AddressConverter() },
    };

    public static byte[] Seal<T>(TenantKeys keys, T record, string context) =>
        KeyRing.SealRecord(keys, JsonSerializer.SerializeToUtf8Bytes(record, Options), context);

    /// <exception cref="RecordDamagedException">The bytes are not what was sealed for this context.</exception>
    public static T Open<T>(TenantKeys keys, byte[] sealedRecord, string context)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(KeyRing.OpenRecord(keys, sealedRecord, context), Options)!;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new RecordDamagedException(context);
        }
    }

    public static string ToText<T>(T record) => JsonSerializer.Serialize(record, Options);

    public static T FromText<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;

    private sealed class AddressConverter : JsonConverter<IPAddress>
    {
        public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => IPAddress.Parse(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
