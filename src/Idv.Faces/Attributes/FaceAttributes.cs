namespace Idv.Faces.Attributes;

/// <summary>What else a face shows. Null stands for what no installed model can tell.</summary>
/// <param name="EyesClosed">The probability that both eyes are closed, 0 to 1.</param>
public sealed record FaceAttributes(double? EyesClosed);
