using System.Runtime.InteropServices;
using Idv.Faces.Embedding;
using Idv.Verifications.People;

namespace Idv.Host.Translation;

/// <summary>Templates as the domain keeps them: the coordinates as little-endian 32-bit floats.</summary>
internal static class TemplateBytes
{
    /// <summary>The domain's template.</summary>
    /// <param name="template">The engine's template.</param>
    /// <param name="now">When it was made.</param>
    /// <param name="blob">The image that it was made of, or null.</param>
    public static BiometricTemplate Pack(FaceTemplate template, DateTimeOffset now, Guid? blob = null) => new(
        Guid.CreateVersion7(now), template.ModelId, template.ModelVersion, MemoryMarshal.AsBytes(template.Vector).ToArray(), now, blob);

    /// <summary>The engine's template.</summary>
    public static FaceTemplate Unpack(BiometricTemplate template) =>
        new(template.ModelId, template.ModelVersion, MemoryMarshal.Cast<byte, float>(template.Data.Span));
}
