namespace Idv.Engine.Documents;

/// <summary>A document that was examined before.</summary>
/// <param name="DocumentNumber">Its number with kind and issuing state (<see cref="DocumentReading.SeenAs"/>).</param>
/// <param name="PortraitHash">The perceptual hash of its portrait (<see cref="Idv.Documents.Authenticity.PerceptualHash"/>).</param>
public sealed record SeenDocument(string DocumentNumber, ulong PortraitHash);

/// <summary>
/// What an appliance remembers of the documents it has seen. The host supplies it, within the tenant and the retention that apply; the engine
/// itself remembers nothing. Implementations are thread-safe.
/// </summary>
public interface ISeenDocuments
{
    /// <summary>Documents with this number, and, where the host looks for them, those with a portrait whose hash differs from this one in few bits.</summary>
    IEnumerable<SeenDocument> Find(string documentNumber, ulong portraitHash);
}
