using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Idv.Galleries.Index;

/// <summary>
/// Memory outside the garbage collector's heap for blocks of codes: aligned for whole cache lines, taken from the system page by page as
/// it is first written, and returned when nothing refers to it any more.
/// </summary>
/// <remarks>
/// Searches hold references to what they scan, so that a handle's finalization is exactly the epoch-based reclamation that is wanted
/// here: the last reader of an old state keeps its memory, and no reader ever waits.
/// </remarks>
internal sealed unsafe partial class AlignedMemory : SafeHandle
{
    private const int HugePage = 2 << 20;
    private const int AdviseHugePages = 14;

    /// <summary>Allocates memory; its content is undefined.</summary>
    /// <param name="length">Bytes.</param>
    /// <param name="hugePages">Asks for 2 MiB pages, which spare a scan most of its address translation. A wish, not a demand.</param>
    public AlignedMemory(int length, bool hugePages)
        : base(0, ownsHandle: true)
    {
        Length = length;
        handle = (nint)NativeMemory.AlignedAlloc((nuint)length, hugePages ? HugePage : 64u);
        GC.AddMemoryPressure(length);
        if (hugePages && OperatingSystem.IsLinux())
        {
            _ = Advise((void*)handle, (nuint)length, AdviseHugePages);
        }
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>Bytes.</summary>
    public int Length { get; }

    /// <summary>A reference to a byte. The caller keeps this object alive while it uses the reference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte At(int offset) => ref ((byte*)handle)[offset];

    /// <summary>A part of the memory. The caller keeps this object alive while it uses the span.</summary>
    public Span<byte> Slice(int offset, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - offset);
        return new Span<byte>((byte*)handle + offset, length);
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        GC.RemoveMemoryPressure(Length);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
