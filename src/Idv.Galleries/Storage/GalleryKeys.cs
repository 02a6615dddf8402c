using System.Security.Cryptography;
using Idv.Galleries.Protection;

namespace Idv.Galleries.Storage;

/// <summary>A gallery's own random keys.</summary>
/// <param name="Data">Encrypts segments, by way of a key derived for each.</param>
/// <param name="Transform">Draws the rotation that templates are stored under.</param>
internal sealed record GalleryKeys(byte[] Data, byte[] Transform)
{
    /// <summary>Bytes of a data key.</summary>
    public const int DataKeyLength = 32;

    /// <summary>Bytes of both keys.</summary>
    public const int Length = DataKeyLength + OrthonormalTransform.KeyLength;

    /// <summary>Draws new keys.</summary>
    public static GalleryKeys Draw() =>
        new(RandomNumberGenerator.GetBytes(DataKeyLength), RandomNumberGenerator.GetBytes(OrthonormalTransform.KeyLength));
}
