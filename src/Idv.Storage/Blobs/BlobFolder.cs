namespace Idv.Storage.Blobs;

/// <summary>The folder of encrypted blobs: one file each, in 256 sub-folders. Files are written once, durably, and never changed.</summary>
internal sealed class BlobFolder(string root, bool survivesPowerCut = true)
{
    public string PathOf(Guid id)
    {
        var name = id.ToString("N");
        // The last digits are the random ones of a version 7 UUID.
        return Path.Combine(root, name[^2..], name + ".blob");
    }

    public void Write(Guid id, Action<Stream> write)
    {
        var path = PathOf(id);
        var folder = Path.GetDirectoryName(path)!;
        var isNew = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        using (var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            write(stream);
            stream.Flush(flushToDisk: survivesPowerCut);
        }

        if (survivesPowerCut)
        {
            DurableFolder.Flush(folder);
            if (isNew)
            {
                DurableFolder.Flush(root);
            }
        }
    }

    /// <summary>The file's bytes, or null when there is no file.</summary>
    public async Task<byte[]?> ReadAsync(Guid id, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(id), cancellation);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Delete(IEnumerable<Guid> ids)
    {
        foreach (var id in ids)
        {
            try
            {
                File.Delete(PathOf(id));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // Its key is gone with its row: the file is noise by now, and the sweep of orphans takes it later.
            }
        }
    }

    /// <summary>Every blob in the folder with the time of its file.</summary>
    public IEnumerable<(Guid Id, DateTimeOffset WrittenAt)> All()
    {
        if (!Directory.Exists(root))
        {
            yield break;
        }

        foreach (var file in Directory.EnumerateFiles(root, "*.blob", SearchOption.AllDirectories))
        {
            if (Guid.TryParseExact(Path.GetFileNameWithoutExtension(file), "N", out var id))
            {
                yield return (id, new DateTimeOffset(File.GetLastWriteTimeUtc(file)));
            }
        }
    }
}
