using System.Globalization;
using Idv.Api;
using Idv.Api.Contracts;
using Idv.Documents.Aamva;
using Idv.Engine.Documents;

namespace Idv.Host.Translation;

/// <summary>Payloads of licences' barcodes that are given as text; no model takes part.</summary>
internal static class AamvaText
{
    public static Answer<AamvaContract> Parse(string payload)
    {
        var result = AamvaParser.Parse(payload);
        return result.Record is { } record
            ? Licence(record)
            : new EvidenceFault("payload", "invalid-aamva", $"{result.Fault!.Message} (position {result.Fault.Position + 1})");
    }

    public static AamvaContract Licence(AamvaRecord record) => new(
        record.Version,
        record.Iin.ToString("000000", CultureInfo.InvariantCulture),
        record.Issuer?.Name,
        record.CardType,
        AamvaFields.Of(record).ToDictionary(field => field.Name, field => (string?)field.Value, StringComparer.Ordinal),
        [.. record.Subfiles.Select(subfile => new AamvaSubfileContract(subfile.Type, Elements(subfile)))],
        [.. AamvaValidator.Validate(record).Select(problem => problem.Message)]);

    /// <summary>Issued cards repeat elements; the first counts, as it does for the record.</summary>
    private static Dictionary<string, string> Elements(AamvaSubfile subfile)
    {
        var elements = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in subfile.Elements)
        {
            elements.TryAdd(element.Id, element.Value);
        }

        return elements;
    }
}
