using System.Security.Cryptography;
using Idv.Galleries.Protection;
using Idv.Galleries.Storage;

namespace Idv.Galleries;

/// <content>Compaction and re-issue under new keys.</content>
public sealed partial class Gallery
{
    /// <summary>Rows that the last step may still have to copy while writers wait.</summary>
    private const int ShortPause = 4_096;

    /// <summary>Attempts to get that near while writers go on; a gallery that changes faster than it is copied pauses longer.</summary>
    private const int MostRounds = 8;

    private int _compactionIsDue;
    private string? _lastBackgroundFailure;

    /// <summary>
    /// Rewrites the gallery without deleted and replaced templates, in memory and on disk. Searches and changes go on. When it returns,
    /// no file of the gallery contains a byte of a subject deleted before the call. Needs memory and disk for a second copy meanwhile.
    /// </summary>
    /// <param name="progress">Receives templates passed and in all.</param>
    /// <exception cref="GalleryException">The disk is full or failed; the gallery is as it was.</exception>
    public void Compact(IProgress<GalleryProgress>? progress = null) => RunRewrite(newKeys: false, GalleryActivity.Compacting, progress);

    /// <summary>
    /// Issues the gallery again under new keys: every template is rotated by a new random transform and encrypted under a new data key, so
    /// that nothing learnt from the old files compares with the new ones. Searches and changes go on. Compacts at the same time.
    /// </summary>
    /// <param name="progress">Receives templates passed and in all.</param>
    /// <exception cref="GalleryException">The disk is full or failed; the gallery is as it was.</exception>
    public void Rekey(IProgress<GalleryProgress>? progress = null) => RunRewrite(newKeys: true, GalleryActivity.Rekeying, progress);

    private void RunRewrite(bool newKeys, GalleryActivity activity, IProgress<GalleryProgress>? progress)
    {
        lock (_rewriting)
        {
            ThrowIfDisposed();
            var start = Volatile.Read(ref _snapshot);
            var keys = newKeys ? GalleryKeys.Draw() : _folder?.Keys;
            var transform = newKeys
                ? new GalleryTransform(keys!.Transform, _options.Dimension, _options.KeepSketches)
                : start.Transform;
            if (newKeys && _folder is null)
            {
                CryptographicOperations.ZeroMemory(keys!.Data);
            }

            var log = _folder?.BeginRewrite(keys!);
            SegmentLog? old = null;
            try
            {
                var stored = _options.KeepFullPrecisionInMemory ? null : log;
                var target = new Index.TemplateIndex(start.Kernel, transform, _options.KeepSketches, stored, version: 0);
                var rewrite = new Rewrite(start.Transform, target, log);
                rewrite.CatchUp(
                    start, rows => progress?.Report(new GalleryProgress(activity, rows, start.RowCount)), _disposing.Token);
                CatchUpWithWriters(rewrite, start.RowCount);
                _commits.Exclusively(() =>
                {
                    rewrite.CatchUp(_snapshot, report: null, CancellationToken.None);
                    old = _folder?.Adopt(log!, isNewIssue: newKeys);
                    _index = target;
                    Volatile.Write(ref _snapshot, target.Publish());
                });
            }
            catch
            {
                if (log is not null)
                {
                    _folder!.DeleteFiles(log);
                }

                throw;
            }

            if (old is not null)
            {
                _folder!.DeleteFiles(old);
            }
        }
    }

    private void CatchUpWithWriters(Rewrite rewrite, int copied)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var state = Volatile.Read(ref _snapshot);
            if (state.RowCount - copied <= ShortPause)
            {
                return;
            }

            rewrite.CatchUp(state, report: null, _disposing.Token);
            copied = state.RowCount;
        }
    }

    private void StartCompactionIfDue()
    {
        var dead = _index.RowCount - _index.LiveCount;
        if (dead >= Math.Max(1, _options.CompactFromDeadTemplates)
            && dead >= _options.CompactAtDeadShare * _index.RowCount
            && _options.CompactAtDeadShare < 1
            && Interlocked.Exchange(ref _compactionIsDue, 1) == 0)
        {
            _ = Task.Run(() =>
            {
                try
                {
                    Compact();
                    _lastBackgroundFailure = null;
                }
                catch (Exception failure) when (failure is GalleryException or OperationCanceledException or ObjectDisposedException)
                {
                    // The gallery works on as it was, and a later change tries again.
                    _lastBackgroundFailure = failure.Message;
                }
                finally
                {
                    Volatile.Write(ref _compactionIsDue, 0);
                }
            });
        }
    }
}
