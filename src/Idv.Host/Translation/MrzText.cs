using Idv.Api;
using Idv.Api.Contracts;
using Idv.Documents.Mrz;

namespace Idv.Host.Translation;

/// <summary>Machine-readable zones that are given as text; no model takes part.</summary>
internal static class MrzText
{
    public static Answer<MrzContract> Parse(IReadOnlyList<string> lines)
    {
        var result = MrzParser.Parse(lines, DateOnly.FromDateTime(DateTime.UtcNow));
        return result.Record is { } record
            ? DocumentTranslation.Mrz(record)
            : new EvidenceFault("lines", "invalid-mrz", result.Fault!.Message);
    }
}
