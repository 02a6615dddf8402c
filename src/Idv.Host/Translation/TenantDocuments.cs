using Idv.Engine.Documents;
using Idv.Verifications;

namespace Idv.Host.Translation;

/// <summary>
/// The documents that a tenant's other verifications were made with. They are found by their numbers only: a portrait that comes with another number is
/// mostly its holder's second document.
/// </summary>
internal sealed class TenantDocuments(ExaminationRequest request) : ISeenDocuments
{
    /// <inheritdoc/>
    public IEnumerable<SeenDocument> Find(string documentNumber, ulong portraitHash) =>
        request.PortraitsSeenWith?.Invoke(documentNumber).Select(portrait => new SeenDocument(documentNumber, portrait)) ?? [];

    /// <summary>What is to be remembered of a reading, or null where number or portrait were not read.</summary>
    public static Idv.Verifications.Reports.SeenDocument? Of(DocumentReading reading) =>
        reading is { SeenAs: { } number, PortraitHash: { } portrait } ? new(number, portrait) : null;
}
