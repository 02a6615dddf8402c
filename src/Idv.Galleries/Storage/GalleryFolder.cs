using Idv.Galleries.Index;

namespace Idv.Galleries.Storage;

/// <summary>A gallery's folder: its lock, its manifest and its log.</summary>
internal sealed class GalleryFolder : IDisposable
{
    private readonly string _path;
    private readonly IGalleryKeyRing _keyRing;
    private readonly GalleryOptions _options;
    private readonly FolderLock _lock;

    /// <summary>A rewrite names its files while the gallery's own log may begin a segment.</summary>
    private readonly Lock _manifestLock = new();
    private Manifest _manifest;
    private bool _isInDoubt;

    private GalleryFolder(string path, GalleryOptions options, IGalleryKeyRing keyRing, FolderLock folderLock, Manifest manifest, GalleryKeys keys)
    {
        _path = path;
        _options = options;
        _keyRing = keyRing;
        _lock = folderLock;
        _manifest = manifest;
        Log = BeginRewrite(keys);
        Log.FlushEachAppend = FlushEachAppend;
    }

    /// <summary>The gallery's log.</summary>
    public SegmentLog Log { get; private set; }

    /// <summary>The gallery's keys.</summary>
    public GalleryKeys Keys => Log.Keys;

    /// <summary>How often the gallery was issued under new keys.</summary>
    public int Issue => _manifest.Issue;

    private bool FlushEachAppend => _options.Durability == Durability.Disk;

    /// <summary>Opens a gallery's folder, creating it if there is no gallery in it. <see cref="Load"/> comes next.</summary>
    /// <exception cref="GalleryException">The folder is locked, damaged, of another model, or the key is wrong.</exception>
    public static GalleryFolder Open(string path, GalleryOptions options)
    {
        var keyRing = options.KeyRing
            ?? throw new GalleryException(GalleryFault.InvalidArgument, "A gallery on disk needs a key ring.");
        path = Path.GetFullPath(path);
        return StorageFailure.Translate("opening the gallery", () =>
        {
            Directory.CreateDirectory(path);
            var folderLock = FolderLock.Take(path);
            try
            {
                if (Manifest.Load(path, keyRing) is var (manifest, keys))
                {
                    CheckSame(manifest, options);
                    return new GalleryFolder(path, options, keyRing, folderLock, manifest, keys);
                }

                return Create(path, options, keyRing, folderLock);
            }
            catch
            {
                folderLock.Dispose();
                throw;
            }
        });
    }

    /// <summary>Replays the log into an index, cuts a torn write, and removes files that belong to nothing.</summary>
    /// <exception cref="GalleryException">A segment is damaged or missing.</exception>
    public void Load(TemplateIndex index, IProgress<GalleryProgress>? progress) => StorageFailure.Translate("reading the gallery", () =>
    {
        RemoveStrayFiles();
        var total = _manifest.Segments.Sum(segment => segment.Length ?? LengthOnDisk(segment.File));
        var done = 0L;
        var sequence = 0L;
        foreach (var (file, sealedLength) in _manifest.Segments)
        {
            var segment = SegmentFile.Open(Path.Combine(_path, file), _manifest.Gallery, Keys.Data, _manifest.Dimension);
            var number = Log.Segments.Count;
            Log.AddSealed(segment);
            if (segment.Length < sealedLength)
            {
                throw segment.Damaged(segment.Length);
            }

            var end = sealedLength ?? segment.Length;
            var loader = new SegmentLoader(segment, number, index, _manifest.Dimension);
            var before = done;
            var valid = loader.Load(
                end,
                mayBeTorn: sealedLength is null,
                sequence,
                at => progress?.Report(new GalleryProgress(GalleryActivity.Opening, before + at, total)));
            if (sealedLength is null)
            {
                segment.Truncate(valid);
            }
            else
            {
                segment.Abandon(valid);
            }

            done += end;
            sequence = loader.LastSequence;
            Log.ContinueAfter(sequence);
        }

        if (_manifest.Segments.Any(segment => segment.Length is null))
        {
            SaveManifest(Log, _manifest.Issue);
        }
    });

    /// <summary>A log beside the gallery's own, whose files belong to nothing until <see cref="Adopt"/>.</summary>
    /// <param name="keys">Keys of the new log.</param>
    public SegmentLog BeginRewrite(GalleryKeys keys) => new(this, keys, _options.SegmentBytes);

    /// <summary>Makes another log the gallery's own, in one step.</summary>
    /// <returns>The log that was the gallery's before; its files belong to nothing now.</returns>
    public SegmentLog Adopt(SegmentLog rewritten, bool isNewIssue) => StorageFailure.Translate("finishing the rewritten gallery", () =>
    {
        rewritten.Seal();
        try
        {
            SaveManifest(rewritten, _manifest.Issue + (isNewIssue ? 1 : 0));
        }
        catch
        {
            // The new manifest may be in place already, and only its flush have failed. Until the old one is surely back, no file may go
            // and nothing may be acknowledged.
            _isInDoubt = true;
            SaveManifest(Log, _manifest.Issue);
            _isInDoubt = false;
            throw;
        }

        var old = Log;
        Log = rewritten;
        Log.FlushEachAppend = FlushEachAppend;
        return old;
    });

    /// <summary>Deletes the files of a log that is not the gallery's. What can't be deleted is deleted at the next opening.</summary>
    public void DeleteFiles(SegmentLog log) => StorageFailure.Translate("deleting old segments", () =>
    {
        if (_isInDoubt)
        {
            return;
        }

        // Searches that began earlier may still read the files; they have them open, and names can go before.
        foreach (var segment in log.Segments)
        {
            File.Delete(segment.FilePath);
        }

        DurableFiles.FlushDirectory(_path);
    });

    /// <summary>Refuses changes when it is unknown which log the manifest on the disk names.</summary>
    public void ThrowIfInDoubt()
    {
        if (_isInDoubt)
        {
            throw new GalleryException(
                GalleryFault.StorageFailed, "The disk failed while a rewritten gallery was adopted. Close the gallery and open it again.");
        }
    }

    /// <summary>Seals the manifest with the key ring's current key.</summary>
    public void Reseal() => StorageFailure.Translate("writing the manifest", () => SaveManifest(Log, _manifest.Issue));

    /// <summary>Creates the next segment file.</summary>
    public SegmentFile CreateSegment(GalleryKeys keys)
    {
        int number;
        lock (_manifestLock)
        {
            number = _manifest.LastFile + 1;
            _manifest = _manifest with { LastFile = number };
        }

        return SegmentFile.Create(
            Path.Combine(_path, $"{number:D8}.segment"), _manifest.Gallery, keys.Data, _manifest.Dimension);
    }

    /// <summary>Names a new segment in the manifest, if it is the gallery's own log that began one.</summary>
    public void SegmentBegun(SegmentLog log)
    {
        if (ReferenceEquals(log, Log))
        {
            SaveManifest(log, _manifest.Issue);
        }
    }

    /// <summary>Ends the growing segment, names all lengths, and releases the folder.</summary>
    public void Dispose()
    {
        try
        {
            if (Log.Active is not null)
            {
                Log.Seal();
                SaveManifest(Log, _manifest.Issue);
            }
        }
        catch (IOException)
        {
            // Every acknowledged change is on the disk already; the next opening reads the segment as after a crash.
        }
        finally
        {
            Log.Close();
            _lock.Dispose();
        }
    }

    private static GalleryFolder Create(string path, GalleryOptions options, IGalleryKeyRing keyRing, FolderLock folderLock)
    {
        var manifest = new Manifest
        {
            Gallery = Guid.NewGuid(),
            Model = options.Model,
            Dimension = options.Dimension,
            Issue = 1,
            LastFile = 0,
            KeyId = keyRing.CurrentKeyId,
            Segments = [],
        };
        var keys = GalleryKeys.Draw();
        manifest.Save(path, keys, keyRing);
        return new GalleryFolder(path, options, keyRing, folderLock, manifest, keys);
    }

    private static void CheckSame(Manifest manifest, GalleryOptions options)
    {
        if (!string.Equals(manifest.Model, options.Model, StringComparison.Ordinal))
        {
            throw new GalleryException(
                GalleryFault.ModelMismatch, $"The gallery holds templates of model '{manifest.Model}', not '{options.Model}'.");
        }

        if (manifest.Dimension != options.Dimension)
        {
            throw new GalleryException(
                GalleryFault.DimensionMismatch, $"The gallery's templates have {manifest.Dimension} coordinates, not {options.Dimension}.");
        }
    }

    private void SaveManifest(SegmentLog log, int issue)
    {
        lock (_manifestLock)
        {
            var manifest = _manifest with
            {
                Issue = issue,
                KeyId = _keyRing.CurrentKeyId,
                Segments = [.. log.Segments.Select(segment => new ManifestSegment(
                    Path.GetFileName(segment.FilePath), ReferenceEquals(segment, log.Active) ? null : segment.Length))],
            };
            manifest.Save(_path, log.Keys, _keyRing);
            _manifest = manifest;
        }
    }

    /// <summary>A segment's length, or 0 if it is missing, which opening it will report.</summary>
    private long LengthOnDisk(string file)
    {
        var info = new FileInfo(Path.Combine(_path, file));
        return info.Exists ? info.Length : 0;
    }

    /// <summary>What a process that died during a rewrite left behind.</summary>
    private void RemoveStrayFiles()
    {
        var known = _manifest.Segments.Select(segment => segment.File).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_path, "*.segment"))
        {
            if (!known.Contains(Path.GetFileName(file)))
            {
                File.Delete(file);
            }
        }

        File.Delete(Path.Combine(_path, Manifest.FileName + ".new"));
    }
}
