using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Idv.Galleries.Storage;

namespace Idv.Galleries.Interchange;

/// <summary>
/// The file that templates travel in between galleries, described byte by byte in docs/galleries.md. It is not encrypted, and its vectors
/// are those of the model.
/// </summary>
/// <remarks>
/// Header: "IDVGEXP1", dimension (uint32), length of the model's name (uint32), the name in UTF-8, CRC-32C of all before. A subject: length
/// of its payload (uint32), the payload - number of templates (uint16), subject record, vectors (float32) -, CRC-32C of the payload. End:
/// uint32 zero, number of subjects (int64), CRC-32C of that number. All numbers are little-endian.
/// </remarks>
internal static class ExportFormat
{
    private const int MaximumModelBytes = 800;

    private static ReadOnlySpan<byte> Magic => "IDVGEXP1"u8;

    /// <summary>Writes the header.</summary>
    public static void WriteHeader(Stream stream, string model, int dimension)
    {
        var name = Encoding.UTF8.GetBytes(model);
        var header = new byte[Magic.Length + 8 + name.Length];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), dimension);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), name.Length);
        name.CopyTo(header.AsSpan(16));
        stream.Write(header);
        WriteUInt32(stream, Crc32C.Of(header));
    }

    /// <summary>Writes a subject.</summary>
    public static void WriteSubject(Stream stream, SubjectRecord subject, IReadOnlyList<float[]> vectors)
    {
        var recordLength = SubjectRecordCodec.Length(subject);
        var payload = new byte[recordLength + sizeof(ushort) + vectors.Sum(vector => vector.Length * sizeof(float))];
        BinaryPrimitives.WriteUInt16LittleEndian(payload, (ushort)vectors.Count);
        SubjectRecordCodec.Write(subject, payload.AsSpan(sizeof(ushort)));
        var at = recordLength + sizeof(ushort);
        foreach (var vector in vectors)
        {
            MemoryMarshal.AsBytes(vector.AsSpan()).CopyTo(payload.AsSpan(at));
            at += vector.Length * sizeof(float);
        }

        WriteUInt32(stream, (uint)payload.Length);
        stream.Write(payload);
        WriteUInt32(stream, Crc32C.Of(payload));
    }

    /// <summary>Writes the end.</summary>
    public static void WriteEnd(Stream stream, long subjects)
    {
        WriteUInt32(stream, 0);
        Span<byte> count = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(count, subjects);
        stream.Write(count);
        WriteUInt32(stream, Crc32C.Of(count));
    }

    /// <summary>Reads the header.</summary>
    /// <exception cref="GalleryException">The file is not an export.</exception>
    public static (string Model, int Dimension) ReadHeader(Stream stream)
    {
        var start = Read(stream, 16);
        var nameLength = BinaryPrimitives.ReadInt32LittleEndian(start.AsSpan(12));
        if (!start.AsSpan().StartsWith(Magic) || nameLength is < 1 or > MaximumModelBytes)
        {
            throw Damaged("The file is not an export of a gallery.");
        }

        var name = Read(stream, nameLength);
        if (ReadUInt32(stream) != Crc32C.Of([.. start, .. name]))
        {
            throw Damaged("The header of the export is damaged.");
        }

        return (Encoding.UTF8.GetString(name), BinaryPrimitives.ReadInt32LittleEndian(start.AsSpan(8)));
    }

    /// <summary>Reads the next subject; null at the end, after checking that none is missing.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="model">The export's model.</param>
    /// <param name="dimension">The export's dimension.</param>
    /// <param name="before">Subjects read before.</param>
    /// <exception cref="GalleryException">The file is damaged or cut short.</exception>
    public static Enrolment? ReadSubject(Stream stream, string model, int dimension, long before)
    {
        var length = ReadUInt32(stream);
        if (length == 0)
        {
            var count = Read(stream, sizeof(long));
            if (ReadUInt32(stream) != Crc32C.Of(count) || BinaryPrimitives.ReadInt64LittleEndian(count) != before)
            {
                throw Damaged($"The end of the export is damaged, or some of the subjects before it are missing; it has {before}.");
            }

            return null;
        }

        var most = SubjectRecordCodec.MaximumBytes + sizeof(ushort) + (1_000L * dimension * sizeof(float));
        var payload = length <= most ? Read(stream, (int)length) : throw Damaged($"Subject {before + 1} of the export is damaged.");
        if (ReadUInt32(stream) != Crc32C.Of(payload) || !TryParse(payload, model, dimension, out var enrolment))
        {
            throw Damaged($"Subject {before + 1} of the export is damaged.");
        }

        return enrolment;
    }

    private static bool TryParse(ReadOnlySpan<byte> payload, string model, int dimension, out Enrolment? enrolment)
    {
        enrolment = null;
        var vectorBytes = dimension * sizeof(float);
        var count = payload.Length >= sizeof(ushort) ? BinaryPrimitives.ReadUInt16LittleEndian(payload) : 0;
        var recordLength = payload.Length - sizeof(ushort) - ((long)count * vectorBytes);
        if (count == 0
            || recordLength <= 0
            || !SubjectRecordCodec.TryRead(payload.Slice(sizeof(ushort), (int)recordLength), out var subject))
        {
            return false;
        }

        var vectors = payload[(sizeof(ushort) + (int)recordLength)..];
        var templates = new Template[count];
        for (var i = 0; i < count; i++)
        {
            templates[i] = new Template(model, MemoryMarshal.Cast<byte, float>(vectors.Slice(i * vectorBytes, vectorBytes)).ToArray());
        }

        enrolment = new Enrolment
        {
            SubjectId = Encoding.UTF8.GetString(subject.Id),
            Templates = templates,
            Tags = subject.Tags,
            EnrolledAt = DateTimeOffset.FromUnixTimeMilliseconds(subject.EnrolledAt),
        };
        return true;
    }

    private static byte[] Read(Stream stream, int length)
    {
        var bytes = new byte[length];
        if (stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false) < length)
        {
            throw Damaged("The export is cut short.");
        }

        return bytes;
    }

    private static uint ReadUInt32(Stream stream) => BinaryPrimitives.ReadUInt32LittleEndian(Read(stream, sizeof(uint)));

    private static void WriteUInt32(Stream stream, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        stream.Write(bytes);
    }

    private static GalleryException Damaged(string message) => new(GalleryFault.Corrupt, message);
}
