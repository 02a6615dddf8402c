using System.Buffers.Binary;

namespace Idv.Galleries.Storage;

/// <summary>The 32 bytes before each group of changes that was written at once.</summary>
/// <param name="Sequence">One more than the group before it in the gallery's history.</param>
/// <param name="BodyLength">Bytes of the group after the header.</param>
/// <param name="ChangeCount">Changes in the group.</param>
/// <param name="BodyCrc">CRC-32C of the body.</param>
internal readonly record struct GroupHeader(long Sequence, int BodyLength, int ChangeCount, uint BodyCrc)
{
    /// <summary>Bytes of a header.</summary>
    public const int Length = 32;

    /// <summary>Longest body: a reader allocates no more than this for what a header claims.</summary>
    public const int MaximumBodyLength = 128 << 20;

    /// <summary>How a header begins.</summary>
    public static ReadOnlySpan<byte> Magic => "IDVG"u8;

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> bytes)
    {
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], BodyLength);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], Sequence);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], ChangeCount);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[20..], BodyCrc);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[24..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[28..], Crc32C.Of(bytes[..28]));
    }

    /// <summary>Reads a header; false if the bytes are not one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out GroupHeader header)
    {
        header = default;
        if (bytes.Length < Length
            || !bytes.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[28..]) != Crc32C.Of(bytes[..28]))
        {
            return false;
        }

        header = new GroupHeader(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]));
        return header.BodyLength is >= 0 and <= MaximumBodyLength && header.ChangeCount >= 0;
    }
}
