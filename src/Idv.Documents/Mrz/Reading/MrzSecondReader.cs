namespace Idv.Documents.Mrz.Reading;

/// <summary>Who is asked about the lines of a zone that our own reader leaves in doubt.</summary>
public enum MrzSecondReader
{
    /// <summary>PP-OCRv4's recogniser, which comes with the program.</summary>
    PpOcr,

    /// <summary>Tesseract 5 with the training data of the pack <c>mrz</c>; both must be installed.</summary>
    Tesseract,

    /// <summary>Nobody: such lines stay as our own reader has them.</summary>
    None,
}
