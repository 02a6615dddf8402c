using Idv.Imaging;

namespace Idv.Documents.VisualZone;

/// <summary>A data element of the visual inspection zone.</summary>
/// <param name="Name">Its name: <c>surname</c>, <c>givenNames</c>, <c>documentNumber</c>, <c>dateOfBirth</c> …</param>
/// <param name="Value">Its value; dates as yyyy-MM-dd, sexes as F, M or X.</param>
/// <param name="Box">Where it is on the rectified document, in its pixels.</param>
/// <param name="Confidence">0 to 1: the reader's, less where the place is the only hint of what it is.</param>
public sealed record VisualField(string Name, string Value, Box Box, double Confidence);

/// <summary>What the visual inspection zone says.</summary>
/// <param name="Fields">The data elements, each once.</param>
/// <param name="Lines">Every line of print, from top to bottom.</param>
/// <param name="Template">The id of the template that the document follows, or null.</param>
public sealed record VisualZoneReading(IReadOnlyList<VisualField> Fields, IReadOnlyList<PrintedLine> Lines, DocumentTemplate? Template);
