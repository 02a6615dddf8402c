using System.Runtime.InteropServices;

namespace Idv.Storage.Blobs;

/// <summary>Makes the names in a folder durable: a flushed file may still be lost in a power cut when its name was not.</summary>
internal static partial class DurableFolder
{
    private const int ReadOnlyFolder = 0x10000;

    /// <summary>Flushes a folder's entries to the disk. Elsewhere than on Linux it does nothing.</summary>
    public static void Flush(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var descriptor = Open(path, ReadOnlyFolder);
        if (descriptor < 0)
        {
            throw new IOException($"The folder {path} cannot be flushed (error {Marshal.GetLastPInvokeError()}).");
        }

        var result = Synchronize(descriptor);
        Close(descriptor);
        if (result != 0)
        {
            throw new IOException($"The folder {path} cannot be flushed.");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
