namespace Idv.Galleries.Storage;

/// <summary>Turns what the file system throws into the gallery's exception.</summary>
internal static class StorageFailure
{
    private const int NoSpace = 28;
    private const int FileTooBig = 27;
    private const int QuotaExceeded = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Runs file operations and translates their failures.</summary>
    public static T Translate<T>(string what, Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (IOException failure) when (failure.HResult is NoSpace or FileTooBig or QuotaExceeded or WindowsDiskFull)
        {
            throw new GalleryException(GalleryFault.DiskFull, $"There is no room left while {what}.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GalleryException(GalleryFault.StorageFailed, $"The file system failed while {what}: {failure.Message}", failure);
        }
    }

    /// <summary>Runs file operations and translates their failures.</summary>
    public static void Translate(string what, Action operation) => Translate(what, () =>
    {
        operation();
        return true;
    });
}
