namespace Idv.Galleries.Writer;

/// <summary>A key ring of one fixed key.</summary>
internal sealed class WriterKeyRing : IGalleryKeyRing
{
    public string CurrentKeyId => "k";

    public bool TryGetKey(string keyId, Span<byte> key)
    {
        key.Fill(7);
        return keyId == "k";
    }
}
