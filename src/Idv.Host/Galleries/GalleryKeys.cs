using Idv.Galleries;
using Idv.Storage.Keys;

namespace Idv.Host.Galleries;

/// <summary>Gives galleries the keys that are derived from the appliance's master keys.</summary>
internal sealed class GalleryKeys(PurposeKeys keys) : IGalleryKeyRing
{
    /// <inheritdoc/>
    public string CurrentKeyId => keys.CurrentKeyId;

    /// <inheritdoc/>
    public bool TryGetKey(string keyId, Span<byte> key) => keys.TryDerive(keyId, key);
}
