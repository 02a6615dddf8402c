namespace Idv.Verifications.Reports;

/// <summary>By what a document is recognised when it comes again.</summary>
/// <param name="Number">Its number with its kind and issuing state, since numbers are unique only among those; stored as a keyed hash alone.</param>
/// <param name="PortraitHash">The perceptual hash of its portrait, 64 bits.</param>
public sealed record SeenDocument(string Number, ulong PortraitHash);
