namespace Idv.Engine.Checks;

/// <summary>The stable names of checks.</summary>
public static class CheckCodes
{
    /// <summary>The document's pictures can be decoded.</summary>
    public const string DocumentReadable = "document-readable";

    /// <summary>A machine-readable zone was found and read.</summary>
    public const string MrzPresent = "mrz-present";

    /// <summary>The zone's check digits and data elements are right (ICAO Doc 9303-3, section 4.9).</summary>
    public const string MrzValid = "mrz-valid";

    /// <summary>The two-dimensional barcode follows its standard (AAMVA card design standard, annex D).</summary>
    public const string BarcodeValid = "barcode-valid";

    /// <summary>The document was photographed well: whole, large, sharp, without glare.</summary>
    public const string DocumentQuality = "document-quality";

    /// <summary>The type of the document is known.</summary>
    public const string DocumentSupported = "document-supported";

    /// <summary>Name, number and date of birth were read.</summary>
    public const string DocumentDataExtracted = "document-data-extracted";

    /// <summary>The machine-readable zone and the barcode say the same.</summary>
    public const string MrzAgainstBarcode = "mrz-against-barcode";

    /// <summary>The machine-readable zone and the visual zone say the same.</summary>
    public const string MrzAgainstVisualZone = "mrz-against-visual-zone";

    /// <summary>The barcode and the visual zone say the same.</summary>
    public const string BarcodeAgainstVisualZone = "barcode-against-visual-zone";

    /// <summary>The dates of birth, issue and expiry follow each other and the calendar.</summary>
    public const string DocumentDates = "document-dates";

    /// <summary>The document is no copy in shades of grey.</summary>
    public const string DocumentNotPhotocopy = "document-not-photocopy";

    /// <summary>The document is no picture on a screen.</summary>
    public const string DocumentNotOnScreen = "document-not-on-screen";

    /// <summary>The machine-readable zone is set in OCR-B (ICAO Doc 9303-3, section 4.3).</summary>
    public const string DocumentMrzFont = "document-mrz-font";

    /// <summary>Nothing shows that the portrait was replaced.</summary>
    public const string DocumentPortraitOriginal = "document-portrait-original";

    /// <summary>Nothing shows that the picture's file was altered.</summary>
    public const string DocumentImageUnaltered = "document-image-unaltered";

    /// <summary>Nothing marks the document as a specimen, void or a copy.</summary>
    public const string DocumentNotSpecimen = "document-not-specimen";

    /// <summary>The appliance has seen no other document with this number or this portrait.</summary>
    public const string DocumentNotDuplicate = "document-not-duplicate";

    /// <summary>All that speaks for and against the document being an original, weighed.</summary>
    public const string DocumentAuthentic = "document-authentic";

    /// <summary>The document has not expired.</summary>
    public const string DocumentNotExpired = "document-not-expired";

    /// <summary>The document shows a portrait.</summary>
    public const string PortraitPresent = "portrait-present";

    /// <summary>The selfie shows exactly one usable face.</summary>
    public const string SelfieFace = "selfie-face";

    /// <summary>The selfie is a bona fide presentation (ISO/IEC 30107-1).</summary>
    public const string SelfieLiveness = "selfie-liveness";

    /// <summary>The selfie's face is the portrait's.</summary>
    public const string FaceMatch = "face-match";

    /// <summary>The holder is as old as the policy demands.</summary>
    public const string MinimumAge = "minimum-age";

    /// <summary>The document's name is the expected one.</summary>
    public const string ExpectedName = "expected-name";

    /// <summary>The document's date of birth is the expected one.</summary>
    public const string ExpectedBirthDate = "expected-birth-date";
}
