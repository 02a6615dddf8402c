using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Idv.Galleries.Storage;

/// <summary>
/// One file of a gallery's log: a header, then groups of changes. It grows at its end only; any vector in it can be read by its offset.
/// </summary>
/// <remarks>
/// Header, 72 bytes: "IDVGSEG1", format version (uint32), dimension (uint32), gallery id (16 bytes), salt of the segment's key (32 bytes),
/// CRC-32C of these (uint32), zero (uint32). A change is a word of kind, zero and number of templates (byte, byte, uint16), the length of
/// its subject record (uint32), the sealed subject record, then the sealed vectors, float32 each. All numbers are little-endian.
/// </remarks>
internal sealed class SegmentFile
{
    /// <summary>Bytes of the header.</summary>
    public const int HeaderLength = 72;

    /// <summary>Bytes of a change before its subject record.</summary>
    public const int ChangeHeaderLength = 8;

    private const uint FormatVersion = 1;
    private readonly SafeFileHandle _handle;
    private readonly int _dimension;

    private SegmentFile(string path, SafeFileHandle handle, SegmentCipher cipher, int dimension, long length)
    {
        FilePath = path;
        _handle = handle;
        Cipher = cipher;
        _dimension = dimension;
        Length = length;
    }

    /// <summary>Where the file is.</summary>
    public string FilePath { get; }

    /// <summary>Bytes that count: what lies beyond is the rest of a write that failed.</summary>
    public long Length { get; private set; }

    /// <summary>The segment's key.</summary>
    public SegmentCipher Cipher { get; }

    /// <summary>Bytes of a sealed vector.</summary>
    public int SealedVectorLength => (_dimension * sizeof(float)) + SegmentCipher.TagBytes;

    private static ReadOnlySpan<byte> Magic => "IDVGSEG1"u8;

    /// <summary>Creates an empty segment and its name in the directory, both flushed to disk.</summary>
    public static SegmentFile Create(string path, Guid gallery, ReadOnlySpan<byte> dataKey, int dimension)
    {
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), FormatVersion);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), dimension);
        gallery.TryWriteBytes(header.AsSpan(16));
        var salt = header.AsSpan(32, 32);
        RandomNumberGenerator.Fill(salt);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(64), Crc32C.Of(header.AsSpan(0, 64)));

        var handle = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            RandomAccess.Write(handle, header, 0);
            RandomAccess.FlushToDisk(handle);
            DurableFiles.FlushDirectory(Path.GetDirectoryName(path)!);
            return new SegmentFile(path, handle, new SegmentCipher(dataKey, salt), dimension, HeaderLength);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Opens a segment for reading; its groups have still to be checked.</summary>
    /// <exception cref="GalleryException">The header is damaged, or of another gallery or a later format.</exception>
    public static SegmentFile Open(string path, Guid gallery, ReadOnlySpan<byte> dataKey, int dimension)
    {
        var name = Path.GetFileName(path);
        if (!File.Exists(path))
        {
            throw new GalleryException(GalleryFault.Corrupt, $"Segment {name} is missing.");
        }

        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            var header = new byte[HeaderLength];
            if (RandomAccess.Read(handle, header, 0) < HeaderLength
                || !header.AsSpan().StartsWith(Magic)
                || BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(64)) != Crc32C.Of(header.AsSpan(0, 64)))
            {
                throw new GalleryException(GalleryFault.Corrupt, $"The header of segment {name} is damaged.");
            }

            var version = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(8));
            if (version != FormatVersion)
            {
                throw new GalleryException(GalleryFault.UnsupportedFormat, $"Segment {name} has format {version}; this program reads {FormatVersion}.");
            }

            if (new Guid(header.AsSpan(16, 16)) != gallery || BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12)) != dimension)
            {
                throw new GalleryException(GalleryFault.Corrupt, $"Segment {name} belongs to another gallery.");
            }

            return new SegmentFile(
                path, handle, new SegmentCipher(dataKey, header.AsSpan(32, 32)), dimension, RandomAccess.GetLength(handle));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Bytes of a group of changes without its header.</summary>
    public static long BodyLength(IReadOnlyList<Change> changes, int dimension)
    {
        var length = 0L;
        foreach (var change in changes)
        {
            length += ChangeHeaderLength + SubjectRecordCodec.Length(change.Subject) + SegmentCipher.TagBytes
                + (change.Vectors.Length * (((long)dimension * sizeof(float)) + SegmentCipher.TagBytes));
        }

        return length;
    }

    /// <summary>Writes a group at the end. On failure the file counts only as far as before, and must not be written to again.</summary>
    /// <param name="sequence">The group's number.</param>
    /// <param name="changes">What happened, in order.</param>
    /// <param name="offsets">Receives the offset of each vector, in the order of the changes.</param>
    public void Append(long sequence, IReadOnlyList<Change> changes, ICollection<long> offsets)
    {
        var bodyLength = (int)BodyLength(changes, _dimension);
        var total = GroupHeader.Length + bodyLength;
        var buffer = ArrayPool<byte>.Shared.Rent(total);
        try
        {
            var at = GroupHeader.Length;
            foreach (var change in changes)
            {
                at += Encode(change, buffer.AsSpan(at), Length + at, offsets);
            }

            new GroupHeader(sequence, bodyLength, changes.Count, Crc32C.Of(buffer.AsSpan(GroupHeader.Length, bodyLength))).Write(buffer);
            RandomAccess.Write(_handle, buffer.AsSpan(0, total), Length);
            Length += total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Has the system put everything written so far on the disk.</summary>
    public void FlushToDisk() => RandomAccess.FlushToDisk(_handle);

    /// <summary>Cuts the file; used for the torn end of a crashed process's last write.</summary>
    public void Truncate(long length)
    {
        RandomAccess.SetLength(_handle, length);
        RandomAccess.FlushToDisk(_handle);
        Length = length;
    }

    /// <summary>
    /// Takes back what a failed write left: the file counts as far as before it. That the bytes are cut off too is a courtesy to the
    /// disk; a file system that refuses even this does no harm.
    /// </summary>
    public void Abandon(long length)
    {
        Length = length;
        try
        {
            RandomAccess.SetLength(_handle, length);
        }
        catch (IOException)
        {
            // The manifest will name the length that counts.
        }
    }

    /// <summary>Reads bytes; returns fewer only at the end of the file.</summary>
    public int Read(Span<byte> bytes, long offset)
    {
        var read = 0;
        while (read < bytes.Length)
        {
            var part = RandomAccess.Read(_handle, bytes[read..], offset + read);
            if (part == 0)
            {
                break;
            }

            read += part;
        }

        return read;
    }

    /// <summary>Reads a vector.</summary>
    /// <exception cref="GalleryException">The bytes are damaged or could not be read.</exception>
    public void ReadVector(long offset, Span<float> vector)
    {
        Span<byte> sealedVector = SealedVectorLength <= 4096 ? stackalloc byte[SealedVectorLength] : new byte[SealedVectorLength];
        int read;
        try
        {
            read = Read(sealedVector, offset);
        }
        catch (IOException failure)
        {
            throw new GalleryException(
                GalleryFault.StorageFailed, $"Segment {Path.GetFileName(FilePath)} could not be read: {failure.Message}", failure);
        }

        if (read < sealedVector.Length || !Cipher.TryDecrypt(offset, sealedVector, MemoryMarshal.AsBytes(vector), default))
        {
            throw Damaged(offset);
        }
    }

    /// <summary>Names a damaged place.</summary>
    public GalleryException Damaged(long offset) =>
        new(GalleryFault.Corrupt, $"Segment {Path.GetFileName(FilePath)} is damaged at byte {offset}.");

    /// <summary>Closes the file. Readers that still hold the segment must be gone.</summary>
    public void Close() => _handle.Dispose();

    private int Encode(Change change, Span<byte> bytes, long offset, ICollection<long> offsets)
    {
        var recordLength = SubjectRecordCodec.Length(change.Subject);
        bytes[0] = (byte)change.Kind;
        bytes[1] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], (ushort)change.Vectors.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], recordLength);
        var record = new byte[recordLength];
        SubjectRecordCodec.Write(change.Subject, record);
        var at = ChangeHeaderLength;
        Cipher.Encrypt(offset + at, record, bytes.Slice(at, recordLength + SegmentCipher.TagBytes), bytes[..ChangeHeaderLength]);
        at += recordLength + SegmentCipher.TagBytes;
        foreach (var vector in change.Vectors)
        {
            offsets.Add(offset + at);
            Cipher.Encrypt(offset + at, MemoryMarshal.AsBytes(vector.AsSpan()), bytes.Slice(at, SealedVectorLength), default);
            at += SealedVectorLength;
        }

        return at;
    }
}
