namespace Idv.Engine;

/// <summary>What a picture shows.</summary>
public enum EvidenceRole
{
    /// <summary>The side of the document with the portrait; a passport's data page.</summary>
    DocumentFront,

    /// <summary>The other side of a card.</summary>
    DocumentBack,

    /// <summary>The person.</summary>
    Selfie,

    /// <summary>The person, moving.</summary>
    Video,

    /// <summary>The face to be judged in a plain comparison.</summary>
    Probe,

    /// <summary>The face to compare it with.</summary>
    Reference,
}
