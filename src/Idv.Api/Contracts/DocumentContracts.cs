using System.Text.Json.Serialization;

namespace Idv.Api.Contracts;

/// <summary>What was read from a document.</summary>
/// <param name="Type">The kind of document: <c>passport</c>, <c>identity-card</c>, <c>visa</c>, <c>driving-licence</c>, <c>other</c> or <c>unknown</c>.</param>
/// <param name="IssuingState">The issuing state or organisation (ICAO Doc 9303-3, section 5), or null.</param>
/// <param name="Fields">The data elements.</param>
/// <param name="Mrz">The machine-readable zone, or null.</param>
/// <param name="Barcode">The barcode that tells most: a licence's PDF417 before any other; or null.</param>
/// <param name="OtherBarcodes">Further two-dimensional barcodes.</param>
/// <param name="Portrait">The holder's portrait, or null.</param>
/// <param name="Checks">What was checked on the document.</param>
public sealed record DocumentContract(
    string Type,
    string? IssuingState,
    IReadOnlyList<DocumentFieldContract> Fields,
    MrzContract? Mrz,
    BarcodeContract? Barcode,
    IReadOnlyList<BarcodeContract> OtherBarcodes,
    PortraitContract? Portrait,
    IReadOnlyList<CheckContract> Checks)
{
    /// <summary>Where other documents lie in the picture of the front: the boxes around them. Absent where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BoxContract>? OtherDocuments { get; init; }

    /// <summary>
    /// The front, and the back beside it where there is one, with what was found drawn on them, a JPEG in base64; present when
    /// <c>annotate=true</c> asks for it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AnnotatedImage { get; init; }
}

/// <summary>A data element of a document.</summary>
/// <param name="Name">Its name: <c>surname</c>, <c>givenNames</c>, <c>documentNumber</c>, <c>dateOfBirth</c> …</param>
/// <param name="Value">Its value; dates as yyyy-MM-dd, with <c>XX</c> for unknown parts.</param>
/// <param name="Zone">Where it was read: <c>mrz</c>, <c>barcode</c> or <c>viz</c>.</param>
/// <param name="Confidence">The reader's confidence, 0 to 1.</param>
public sealed record DocumentFieldContract(string Name, string Value, string Zone, double Confidence);

/// <summary>A machine-readable zone.</summary>
/// <param name="Format">TD1, TD2, TD3, MRV-A, MRV-B, FR-ID, CH-DL or EU-DL.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Valid">Whether every check digit and data element is right.</param>
/// <param name="Fields">The data elements.</param>
/// <param name="CheckDigits">Each check digit.</param>
/// <param name="Problems">What is odd about the data elements.</param>
/// <param name="Repaired">The characters that were corrected after reading; empty when the lines were given as text.</param>
/// <param name="Region">Where it was found; null when the lines were given as text.</param>
public sealed record MrzContract(
    string Format,
    IReadOnlyList<string> Lines,
    bool Valid,
    IReadOnlyDictionary<string, string?> Fields,
    IReadOnlyList<CheckDigitContract> CheckDigits,
    IReadOnlyList<string> Problems,
    IReadOnlyList<RepairContract> Repaired,
    BoxContract? Region);

/// <summary>A check digit of a machine-readable zone (ICAO Doc 9303-3, section 4.9).</summary>
/// <param name="Name">What it covers.</param>
/// <param name="Printed">The printed character.</param>
/// <param name="Computed">The character that the covered data demand.</param>
/// <param name="Valid">Whether they agree.</param>
public sealed record CheckDigitContract(string Name, string Printed, string Computed, bool Valid);

/// <summary>A character that was corrected after reading.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Position">The position in the line, from 1.</param>
/// <param name="Read">What the reader saw.</param>
/// <param name="Corrected">What it was corrected to.</param>
public sealed record RepairContract(int Line, int Position, string Read, string Corrected);

/// <summary>A barcode.</summary>
/// <param name="Format">The symbology, such as PDF417.</param>
/// <param name="Text">The content.</param>
/// <param name="Image">The picture that it was found in: <c>front</c> or <c>back</c>.</param>
/// <param name="Region">Where it was found.</param>
/// <param name="Aamva">The licence or identification card that it encodes, or null.</param>
public sealed record BarcodeContract(string Format, string Text, string Image, BoxContract Region, AamvaContract? Aamva);

/// <summary>The content of a North American licence's barcode (AAMVA card design standard, annex D).</summary>
/// <param name="Version">The version of the standard; 0 for a magnetic stripe.</param>
/// <param name="Iin">The issuer identification number of six digits.</param>
/// <param name="Issuer">The jurisdiction's name, or null when the number is unknown.</param>
/// <param name="CardType">The first sub-file: <c>DL</c>, <c>ID</c> or <c>EN</c>.</param>
/// <param name="Fields">The data elements under this API's names.</param>
/// <param name="Subfiles">Every sub-file with every element as encoded, by its three-letter identifier.</param>
/// <param name="Problems">What breaks the standard.</param>
public sealed record AamvaContract(
    int Version,
    string Iin,
    string? Issuer,
    string CardType,
    IReadOnlyDictionary<string, string?> Fields,
    IReadOnlyList<AamvaSubfileContract> Subfiles,
    IReadOnlyList<string> Problems);

/// <summary>A sub-file of a licence's barcode.</summary>
/// <param name="Type">Two letters: <c>DL</c>, <c>ID</c>, or a jurisdiction's own, which begins with Z.</param>
/// <param name="Elements">The elements as encoded.</param>
public sealed record AamvaSubfileContract(string Type, IReadOnlyDictionary<string, string> Elements);

/// <summary>The holder's portrait.</summary>
/// <param name="Box">The face in the document's picture.</param>
/// <param name="Image">The portrait as a JPEG, base64.</param>
public sealed record PortraitContract(BoxContract Box, string Image);
