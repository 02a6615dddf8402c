using System.Buffers.Binary;
using System.Numerics;

namespace Idv.Galleries.Storage;

/// <summary>CRC-32C (Castagnoli, as in RFC 3720): tells a torn write from a whole one without any key.</summary>
internal static class Crc32C
{
    /// <summary>The check value of some bytes; that of the ASCII digits 1 to 9 is E3069283.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = ~0u;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
