using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Idv.Galleries.Protection;

/// <summary>Standard normal numbers from a key: AES-256 in counter mode, turned by Box-Muller.</summary>
internal sealed class KeyedGaussian : IDisposable
{
    private const int BlocksAtOnce = 256;
    private readonly Aes _aes = Aes.Create();
    private readonly byte[] _counters = new byte[BlocksAtOnce * 16];
    private readonly byte[] _stream = new byte[BlocksAtOnce * 16];
    private ulong _counter;
    private int _position;

    public KeyedGaussian(ReadOnlySpan<byte> key)
    {
        _aes.SetKey(key);
        _position = _stream.Length;
    }

    /// <summary>Fills a span with independent numbers.</summary>
    public void Fill(Span<double> values)
    {
        for (var i = 0; i < values.Length; i += 2)
        {
            // 1 − u lies in (0, 1], so that the logarithm is finite.
            var radius = Math.Sqrt(-2 * Math.Log(1 - NextUniform()));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * NextUniform());
            values[i] = radius * cosine;
            if (i + 1 < values.Length)
            {
                values[i + 1] = radius * sine;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _aes.Dispose();

    private double NextUniform()
    {
        if (_position == _stream.Length)
        {
            for (var i = 0; i < BlocksAtOnce; i++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(_counters.AsSpan(i * 16), _counter++);
            }

            _aes.EncryptEcb(_counters, _stream, PaddingMode.None);
            _position = 0;
        }

        var bits = BinaryPrimitives.ReadUInt64LittleEndian(_stream.AsSpan(_position));
        _position += sizeof(ulong);
        return (bits >> 11) * (1.0 / (1UL << 53));
    }
}
