namespace Idv.Engine;

/// <summary>Everything that a person hands in, as the files arrived.</summary>
public sealed record VerificationEvidence
{
    /// <summary>A picture of the document's front, or of a passport's data page.</summary>
    public required ReadOnlyMemory<byte> DocumentFront { get; init; }

    /// <summary>A picture of the document's back; null for documents without one.</summary>
    public ReadOnlyMemory<byte>? DocumentBack { get; init; }

    /// <summary>A picture of the person.</summary>
    public required ReadOnlyMemory<byte> Selfie { get; init; }

    /// <summary>What the person is expected to be called, in any order of names; null asks for no comparison.</summary>
    public string? ExpectedName { get; init; }

    /// <summary>When the person is expected to have been born; null asks for no comparison.</summary>
    public DateOnly? ExpectedBirthDate { get; init; }
}
