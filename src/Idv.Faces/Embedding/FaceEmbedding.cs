namespace Idv.Faces.Embedding;

/// <summary>What one run of the embedder tells of a face.</summary>
/// <param name="Template">The template.</param>
/// <param name="Norm">
/// The embedding's length before it was scaled to 1. Networks trained with a margin on the angle give short vectors to faces that they
/// cannot tell apart (Meng et al., "MagFace", CVPR 2021), so it takes part in the unified quality.
/// </param>
/// <param name="Mask">The probability of a mask; null where the embedder has no head for it.</param>
/// <param name="Glasses">The probability of glasses of any kind, likewise.</param>
/// <param name="Sunglasses">The probability of dark glasses, likewise.</param>
internal sealed record FaceEmbedding(FaceTemplate Template, float Norm, double? Mask, double? Glasses, double? Sunglasses);
