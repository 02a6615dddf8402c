namespace Idv.Engine.Checks;

/// <summary>The stable names of reasons.</summary>
public static class ReasonCodes
{
    /// <summary>A picture cannot be decoded.</summary>
    public const string ImageUnreadable = "image-unreadable";

    /// <summary>A picture was sent incomplete; what arrived was used.</summary>
    public const string ImageTruncated = "image-truncated";

    /// <summary>No machine-readable zone was found.</summary>
    public const string NoMrz = "no-mrz";

    /// <summary>A check digit is wrong.</summary>
    public const string WrongCheckDigit = "wrong-check-digit";

    /// <summary>A data element breaks the format's rules.</summary>
    public const string InvalidDataElement = "invalid-data-element";

    /// <summary>No outline of a document was found.</summary>
    public const string NoOutline = "no-outline";

    /// <summary>A highlight hides a part of the document.</summary>
    public const string Glare = "glare";

    /// <summary>The document is out of focus or moved.</summary>
    public const string DocumentBlurred = "document-blurred";

    /// <summary>The frame cuts the document.</summary>
    public const string DocumentCut = "document-cut";

    /// <summary>The picture shows more than one document.</summary>
    public const string SeveralDocuments = "several-documents";

    /// <summary>The document covers too few pixels.</summary>
    public const string DocumentTooSmall = "document-too-small";

    /// <summary>The type of the document is not known.</summary>
    public const string UnknownDocument = "unknown-document";

    /// <summary>A barcode breaks its standard.</summary>
    public const string InvalidBarcode = "invalid-barcode";

    /// <summary>A data element that every document has was not read.</summary>
    public const string MissingDataElement = "missing-data-element";

    /// <summary>Two zones of the document disagree in a data element.</summary>
    public const string ZonesDiffer = "zones-differ";

    /// <summary>Dates do not follow each other, or lie in the future.</summary>
    public const string ImplausibleDate = "implausible-date";

    /// <summary>The document lacks colours of its own.</summary>
    public const string GreyCopy = "grey-copy";

    /// <summary>A regular pattern lies over the document.</summary>
    public const string ScreenPattern = "screen-pattern";

    /// <summary>The machine-readable zone is set in another font than OCR-B.</summary>
    public const string WrongFont = "wrong-font";

    /// <summary>The portrait was put into the file after the rest of it.</summary>
    public const string PortraitReplaced = "portrait-replaced";

    /// <summary>The document's second, small portrait is somebody else's.</summary>
    public const string GhostDiffers = "ghost-differs";

    /// <summary>An area of the file was not saved as often as the rest of it.</summary>
    public const string CompressionDiffers = "compression-differs";

    /// <summary>A word marks the document as a specimen, void or a copy.</summary>
    public const string SpecimenWord = "specimen-word";

    /// <summary>The issuing state is reserved for specimens.</summary>
    public const string SpecimenState = "specimen-state";

    /// <summary>Number and portrait were seen in other company.</summary>
    public const string SeenOtherwise = "seen-otherwise";

    /// <summary>Too little was found to judge the document by.</summary>
    public const string TooLittleEvidence = "too-little-evidence";

    /// <summary>A check that counts towards the verdict speaks against the document.</summary>
    public const string EvidenceAgainst = "evidence-against";

    /// <summary>A character was corrected after reading.</summary>
    public const string CharacterRepaired = "character-repaired";

    /// <summary>Several corrections were about as likely, so that none was made.</summary>
    public const string CorrectionAmbiguous = "correction-ambiguous";

    /// <summary>A character that check digits protect could hardly be seen.</summary>
    public const string CharacterUnclear = "character-unclear";

    /// <summary>The document has expired.</summary>
    public const string Expired = "expired";

    /// <summary>The document gives no such date.</summary>
    public const string DateUnknown = "date-unknown";

    /// <summary>No face was found.</summary>
    public const string NoFace = "no-face";

    /// <summary>More than one face was found.</summary>
    public const string SeveralFaces = "several-faces";

    /// <summary>The face is too small.</summary>
    public const string FaceTooSmall = "face-too-small";

    /// <summary>The face is too blurred.</summary>
    public const string FaceBlurred = "face-blurred";

    /// <summary>The face is cut by the frame or fills it, so that its surroundings cannot be judged.</summary>
    public const string FaceTooClose = "face-too-close";

    /// <summary>The face could not be embedded.</summary>
    public const string NoTemplate = "no-template";

    /// <summary>A video cannot be decoded, or not within its limits.</summary>
    public const string VideoUnreadable = "video-unreadable";

    /// <summary>A video has too few frames to be judged.</summary>
    public const string VideoTooShort = "video-too-short";

    /// <summary>A video shows a still picture.</summary>
    public const string VideoFrozen = "video-frozen";

    /// <summary>A stretch of a video comes again.</summary>
    public const string VideoLooped = "video-looped";

    /// <summary>A video's frames are not timed as a camera's are.</summary>
    public const string UnusualTiming = "unusual-timing";

    /// <summary>The person changes: within a video, or between the video and the selfie.</summary>
    public const string PersonChanged = "person-changed";

    /// <summary>A challenge was not met.</summary>
    public const string ChallengeNotMet = "challenge-not-met";

    /// <summary>Signs that the capture was injected instead of taken by a camera; a heuristic (docs/liveness.md).</summary>
    public const string Injection = "injection";

    /// <summary>Neither a selfie nor a video was handed in.</summary>
    public const string NoSelfie = "no-selfie";

    /// <summary>The presentation looks like a print or a screen.</summary>
    public const string PresentationAttack = "presentation-attack";

    /// <summary>A mask covers mouth and nose.</summary>
    public const string FaceMasked = "face-masked";

    /// <summary>Glasses hide the eyes.</summary>
    public const string EyesHidden = "eyes-hidden";

    /// <summary>The liveness networks gave no answer.</summary>
    public const string LivenessUncertain = "liveness-uncertain";

    /// <summary>The faces differ.</summary>
    public const string FacesDiffer = "faces-differ";

    /// <summary>The holder is too young.</summary>
    public const string TooYoung = "too-young";

    /// <summary>The data differ from what was expected.</summary>
    public const string DiffersFromExpected = "differs-from-expected";

    /// <summary>The check has nothing to work on because an earlier one found nothing.</summary>
    public const string NothingToCompare = "nothing-to-compare";
}
