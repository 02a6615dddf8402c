using Idv.Documents.Mrz.Reading;
using Idv.Engine.Checks;
using Idv.Faces.Detection;

namespace Idv.Engine.Documents;

/// <summary>What was read from a document.</summary>
/// <param name="Kind">The kind of document.</param>
/// <param name="IssuingState">The issuing state or organisation, or null.</param>
/// <param name="Fields">The data elements.</param>
/// <param name="Mrz">The machine-readable zone, or null.</param>
/// <param name="Portrait">The holder's portrait, or null.</param>
/// <param name="Checks">What was checked.</param>
public sealed record DocumentReading(
    DocumentKind Kind,
    string? IssuingState,
    IReadOnlyList<DocumentField> Fields,
    MrzReading? Mrz,
    DocumentPortrait? Portrait,
    IReadOnlyList<Check> Checks)
{
    /// <summary>The value of a field, or null.</summary>
    public string? Value(string name) => Fields.FirstOrDefault(field => field.Name == name)?.Value;
}

/// <summary>The portrait of a document's holder.</summary>
/// <param name="Face">Where the face is in the picture of the front.</param>
/// <param name="Jpeg">The portrait cut out, as a JPEG.</param>
public sealed record DocumentPortrait(DetectedFace Face, byte[] Jpeg);
