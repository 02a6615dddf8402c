namespace Idv.Galleries.Storage;

/// <summary>Keeps a second process, or a second gallery of this one, out of a folder. The system releases it when the process dies.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of a folder.</summary>
    /// <exception cref="GalleryException"><see cref="GalleryFault.LockedByAnotherProcess"/>.</exception>
    public static FolderLock Take(string folder)
    {
        var path = Path.Combine(folder, "lock");
        try
        {
            // On Unix, FileShare.None is an advisory flock on the open file: it vanishes with the process.
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException failure) when (File.Exists(path))
        {
            throw new GalleryException(
                GalleryFault.LockedByAnotherProcess, $"The gallery in '{folder}' is open in another process.", failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
