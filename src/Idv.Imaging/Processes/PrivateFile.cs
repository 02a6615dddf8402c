namespace Idv.Imaging.Processes;

/// <summary>
/// Bytes in a file that only this user can read, in memory where the system has a folder for that, deleted on disposal.
/// </summary>
internal sealed class PrivateFile : IDisposable
{
    private const string MemoryFolder = "/dev/shm";

    private readonly string _folder;

    private PrivateFile(string folder)
    {
        _folder = folder;
        Path = System.IO.Path.Combine(folder, "content");
    }

    /// <summary>Where the bytes are.</summary>
    public string Path { get; }

    /// <summary>Writes the bytes.</summary>
    public static PrivateFile Holding(ReadOnlySpan<byte> bytes)
    {
        var file = new PrivateFile(CreateFolder());
        try
        {
            File.WriteAllBytes(file.Path, bytes);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string CreateFolder()
    {
        if (OperatingSystem.IsLinux() && Directory.Exists(MemoryFolder))
        {
            try
            {
                var folder = System.IO.Path.Combine(MemoryFolder, "idv-" + Guid.NewGuid().ToString("N"));
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                return folder;
            }
            catch (UnauthorizedAccessException)
            {
                // A container may have the folder without leave to write it.
            }
        }

        return Directory.CreateTempSubdirectory("idv-").FullName;
    }
}
