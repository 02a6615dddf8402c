using Idv.Facades.Http;
using Microsoft.AspNetCore.Http;

namespace Idv.Facades.Uqudo.Scanning;

/// <summary>What reads a type of document.</summary>
internal enum ScanReader
{
    /// <summary>Nothing: the type has no zone that machines are meant to read, or one that is not read here.</summary>
    None,

    /// <summary>The machine readable zone of a data page (ICAO Doc 9303-4 and -7).</summary>
    DataPage,

    /// <summary>The machine readable zone of a card, most often on its back (ICAO Doc 9303-5 and -6, ISO/IEC 18013-1).</summary>
    Card,

    /// <summary>The PDF417 barcode of a North American licence (AAMVA DL/ID Card Design Standard).</summary>
    Aamva,
}

/// <summary>A type of document that the vendor knows.</summary>
/// <param name="Name">The vendor's name.</param>
/// <param name="Reader">What reads it.</param>
/// <param name="IsTwoSided">Whether a back is required.</param>
/// <param name="Issuers">The issuing states, as machine readable zones write them; empty means any.</param>
internal sealed record ScanDocumentType(string Name, ScanReader Reader, bool IsTwoSided, IReadOnlyList<string> Issuers);

/// <summary>The vendor's list of document types.</summary>
internal static class ScanDocumentTypes
{
    private static readonly Dictionary<string, ScanDocumentType> Known = All().ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>A type by the vendor's name.</summary>
    /// <exception cref="FaultException">400: the vendor has no such type.</exception>
    public static ScanDocumentType Find(string name) => Known.TryGetValue(name, out var type)
        ? type
        : throw new FaultException(StatusCodes.Status400BadRequest, "documentType is none of the known types.");

    private static IEnumerable<ScanDocumentType> All()
    {
        yield return new ScanDocumentType("PASSPORT", ScanReader.DataPage, IsTwoSided: false, []);
        yield return new ScanDocumentType("MRZ", ScanReader.DataPage, IsTwoSided: false, []);
        yield return new ScanDocumentType("GENERIC_ID", ScanReader.Card, IsTwoSided: true, []);
        yield return new ScanDocumentType("USA_DL", ScanReader.Aamva, IsTwoSided: true, ["USA"]);
        (string Name, string[] Issuers)[] cards =
        [
            ("BHR_ID", ["BHR"]), ("DZA_ID", ["DZA"]), ("GBR_ID", ["GBR"]), ("GHA_ID", ["GHA"]), ("IRQ_ID", ["IRQ"]), ("KEN_ID", ["KEN", "KYA"]),
            ("KWT_ID", ["KWT"]), ("MAR_ID", ["MAR"]), ("NLD_DL", ["NLD"]), ("OMN_ID", ["OMN"]), ("QAT_ID", ["QAT"]), ("SDN_ID", ["SDN"]),
            ("SEN_ID", ["SEN"]), ("SOM_ID", ["SOM"]), ("TUR_ID", ["TUR"]), ("UAE_ID", ["ARE"]), ("UGA_ID", ["UGA"]),
        ];
        foreach (var (name, issuers) in cards)
        {
            yield return new ScanDocumentType(name, ScanReader.Card, IsTwoSided: true, issuers);
        }

        string[] unread =
        [
            "BHR_DL", "BHR_VL", "COD_DL", "COD_VOTER_ID", "EGY_ID", "GBR_DL", "GHA_DL", "GHA_SSNIT", "GHA_VOTER_ID", "IND_ID", "IND_PAN", "JOR_VL",
            "LBN_DL", "LBN_ID", "NGA_DL", "NGA_NIN", "NGA_VOTER_ID", "OMN_DL", "OMN_VL", "PAK_ID", "PHL_DL", "QAT_DL", "RSL_ID", "RWA_ID", "SAU_DL",
            "SAU_ID", "SAU_VL", "SDN_DL", "SDN_VL", "TUN_ID", "UAE_DL", "UAE_ID_DIGITAL", "UAE_VISA", "UAE_VL", "UAE_EVISA", "UAE_ID_APPLICATION_FORM",
            "UAE_PASSPORT_DIGITAL", "UGA_VOTER_ID", "ZAF_DL", "ZAF_ID",
        ];
        foreach (var name in unread)
        {
            yield return new ScanDocumentType(name, ScanReader.None, IsTwoSided: false, []);
        }
    }
}
