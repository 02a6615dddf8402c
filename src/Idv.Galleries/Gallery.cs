using System.Security.Cryptography;
using Idv.Galleries.Index;
using Idv.Galleries.Protection;
using Idv.Galleries.Scanning;
using Idv.Galleries.Searching;
using Idv.Galleries.Storage;

namespace Idv.Galleries;

/// <summary>
/// A set of enrolled subjects that can be searched: exactly at the speed of memory, while subjects come and go, and without losing an
/// acknowledged change to a crash.
/// </summary>
/// <remarks>
/// All members are safe for concurrent use. A search sees one state of the gallery, the one after the last change that was
/// acknowledged before it began or a later one. The design is described in docs/galleries.md.
/// </remarks>
public sealed partial class Gallery : ICandidateSearch, IDisposable
{
    private const int LargestBatch = 64;
    private const int LargestCommit = 512;

    private readonly GalleryOptions _options;
    private readonly GalleryFolder? _folder;
    private readonly Coalescer<MutationRequest> _commits;
    private readonly Coalescer<SearchWork> _scans;
    private readonly Lock _rewriting = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly int _threads;
    private readonly AcceleratedScan? _accelerated;
    private TemplateIndex _index;
    private Snapshot _snapshot;
    private long _commitCount;
    private long _writeCount;
    private long _searchCount;
    private long _scanCount;

    private Gallery(GalleryOptions options, GalleryFolder? folder, TemplateIndex index)
    {
        _options = options;
        _folder = folder;
        _index = index;
        _snapshot = index.Publish();
        _accelerated = options.Accelerator is { } make ? new AcceleratedScan(make(options.Dimension), options.Dimension) : null;
        _threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
        _commits = new Coalescer<MutationRequest>(LargestCommit, Commit);
        _scans = new Coalescer<SearchWork>(LargestBatch, Scan);
    }

    /// <summary>The model whose templates the gallery holds.</summary>
    public string Model => _options.Model;

    /// <summary>Coordinates of a template.</summary>
    public int Dimension => _options.Dimension;

    /// <summary>Templates that a search can find.</summary>
    public int TemplateCount => Volatile.Read(ref _snapshot).LiveCount;

    /// <summary>Opens the gallery of a folder, or creates one there. Memory and time are those of reading every template once.</summary>
    /// <param name="folder">The gallery's folder; nothing else belongs in it.</param>
    /// <param name="options">Model, dimension, keys and how the gallery is run.</param>
    /// <param name="progress">Receives bytes read and to read.</param>
    /// <exception cref="GalleryException">
    /// The folder is open elsewhere, of another model, damaged, or the key is wrong; <see cref="GalleryException.Fault"/> tells which.
    /// </exception>
    public static Gallery Open(string folder, GalleryOptions options, IProgress<GalleryProgress>? progress = null)
    {
        EnrolmentCheck.Options(options);
        var storage = GalleryFolder.Open(folder, options);
        try
        {
            var index = NewIndex(options, storage.Keys.Transform, options.KeepFullPrecisionInMemory ? null : storage.Log);
            storage.Load(index, progress);
            return new Gallery(options, storage, index);
        }
        catch
        {
            storage.Dispose();
            throw;
        }
    }

    /// <summary>Creates an empty gallery that lives in memory only.</summary>
    /// <exception cref="GalleryException"><see cref="GalleryFault.InvalidArgument"/>: an option has no meaning.</exception>
    public static Gallery InMemory(GalleryOptions options)
    {
        EnrolmentCheck.Options(options);
        return new Gallery(options, null, NewIndex(options, RandomNumberGenerator.GetBytes(OrthonormalTransform.KeyLength), null));
    }

    /// <summary>Enrols a new subject.</summary>
    /// <exception cref="GalleryException">The subject is enrolled already, a template does not fit, or the disk is full.</exception>
    public void Enrol(Enrolment enrolment) => _commits.CarryOut(NewRequest(ChangeKind.Enrol, enrolment));

    /// <summary>Enrols new subjects, all of them or none.</summary>
    /// <exception cref="GalleryException">A subject is enrolled already or twice in the list, a template does not fit, or the disk is full.</exception>
    public void EnrolMany(IReadOnlyList<Enrolment> enrolments)
    {
        ThrowIfDisposed();
        if (enrolments.Count > 0)
        {
            _commits.CarryOut(new MutationRequest([.. enrolments.Select(enrolment => Intent(ChangeKind.Enrol, enrolment))]));
        }
    }

    /// <summary>
    /// Enrols a subject in place of what is enrolled under its identifier. A concurrent search sees the old templates or the new, never
    /// none and never both.
    /// </summary>
    /// <returns>Whether the subject was enrolled before.</returns>
    /// <exception cref="GalleryException">A template does not fit, or the disk is full.</exception>
    public bool Replace(Enrolment enrolment)
    {
        var request = NewRequest(ChangeKind.Replace, enrolment);
        _commits.CarryOut(request);
        return request.Existed;
    }

    /// <summary>Adds templates to an enrolled subject. Tags and date of the enrolment are those of the added templates only.</summary>
    /// <exception cref="GalleryException">The subject is not enrolled, a template does not fit, or the disk is full.</exception>
    public void AddTemplates(Enrolment enrolment) => _commits.CarryOut(NewRequest(ChangeKind.AddTemplates, enrolment));

    /// <summary>Deletes a subject. No search that begins after the return finds it; <see cref="Compact"/> removes its bytes.</summary>
    /// <returns>Whether the subject was enrolled.</returns>
    /// <exception cref="GalleryException">The identifier has no meaning, or the disk is full.</exception>
    public bool Delete(string subjectId)
    {
        ThrowIfDisposed();
        var subject = new SubjectRecord(EnrolmentCheck.SubjectId(subjectId), 0, new Dictionary<string, string>());
        var request = new MutationRequest((ChangeKind.Delete, subject, []));
        _commits.CarryOut(request);
        return request.Existed;
    }

    /// <summary>What is known of a subject, or null when it is not enrolled.</summary>
    /// <exception cref="GalleryException">The identifier has no meaning.</exception>
    public EnrolledSubject? Find(string subjectId)
    {
        var id = EnrolmentCheck.SubjectId(subjectId);
        EnrolledSubject? found = null;
        _commits.Exclusively(() =>
        {
            var ordinal = _index.Subjects.Find(id);
            if (ordinal >= 0 && _index.Subjects.FirstRow(ordinal) >= 0)
            {
                found = _index.Describe(ordinal);
            }
        });
        return found;
    }

    /// <inheritdoc/>
    public SearchResult Search(Template probe, SearchOptions? options = null)
    {
        options ??= SearchOptions.Default;
        var work = NewWork(probe, options);
        Interlocked.Increment(ref _searchCount);
        var snapshot = Volatile.Read(ref _snapshot);
        if (IsApproximate(options, snapshot))
        {
            return SearchSketches(work, snapshot);
        }

        _scans.CarryOut(work);
        return Complete(work, _threads);
    }

    /// <inheritdoc/>
    public IReadOnlyList<SearchResult> SearchBatch(IReadOnlyList<Template> probes, SearchOptions? options = null)
    {
        options ??= SearchOptions.Default;
        var works = new SearchWork[probes.Count];
        ParallelLoop.Run(works.Length, _threads, i => works[i] = NewWork(probes[i], options));
        Interlocked.Add(ref _searchCount, works.Length);
        var results = new SearchResult[works.Length];
        var snapshot = Volatile.Read(ref _snapshot);
        if (IsApproximate(options, snapshot))
        {
            for (var i = 0; i < works.Length; i++)
            {
                results[i] = SearchSketches(works[i], snapshot);
            }

            return results;
        }

        _scans.CarryOut(works);
        ParallelLoop.Run(works.Length, _threads, i => results[i] = Complete(works[i], threads: 1));
        return results;
    }

    /// <summary>Size and state.</summary>
    public GalleryStatistics Statistics()
    {
        GalleryStatistics? statistics = null;
        _commits.Exclusively(() =>
        {
            var snapshot = _snapshot;
            var vectors = 0L;
            for (var i = 0; i < snapshot.Slabs.Length; i++)
            {
                vectors += snapshot.Slabs[i].VectorBytes(Math.Min(Slab.Rows, snapshot.RowCount - (i * Slab.Rows)));
            }

            statistics = new GalleryStatistics
            {
                Model = _options.Model,
                Dimension = _options.Dimension,
                Subjects = _index.Subjects.LiveCount,
                Templates = snapshot.LiveCount,
                DeadTemplates = snapshot.RowCount - snapshot.LiveCount,
                TagSets = _index.Tags.Count,
                VectorBytes = vectors,
                DirectoryBytes = (snapshot.Slabs.Length * Slab.DirectoryBytes) + _index.Subjects.Bytes,
                Segments = _folder?.Log.Segments.Count ?? 0,
                SegmentBytes = _folder?.Log.Bytes ?? 0,
                Issue = _folder?.Issue ?? 0,
                Kernel = snapshot.Kernel.Name,
                Commits = _commitCount,
                Writes = _writeCount,
                Searches = Interlocked.Read(ref _searchCount),
                Scans = Interlocked.Read(ref _scanCount),
                LastBackgroundFailure = _lastBackgroundFailure,
            };
        });
        return statistics!;
    }

    /// <summary>Seals the gallery's keys under the key ring's current key, after a rotation of the ring's keys.</summary>
    /// <exception cref="GalleryException">The key ring lacks its current key, or the disk is full.</exception>
    public void Reseal() => _commits.Exclusively(() => _folder?.Reseal());

    /// <summary>Waits for background work, seals the last segment and releases the folder. Nothing may be in use any more.</summary>
    public void Dispose()
    {
        if (_disposing.IsCancellationRequested)
        {
            return;
        }

        _disposing.Cancel();
        lock (_rewriting)
        {
            _commits.Exclusively(() => _folder?.Dispose());
        }

        _accelerated?.Dispose();
        _disposing.Dispose();
    }

    private static TemplateIndex NewIndex(GalleryOptions options, byte[] transformKey, ITemplateReader? stored) => new(
        KernelSelection.Best(options.Precision, options.Dimension),
        new GalleryTransform(transformKey, options.Dimension, options.KeepSketches),
        options.KeepSketches,
        stored,
        version: 0);

    private (ChangeKind Kind, SubjectRecord Subject, float[][] Units) Intent(ChangeKind kind, Enrolment enrolment) =>
        (kind, EnrolmentCheck.Subject(enrolment), EnrolmentCheck.Templates(enrolment, _options.Model, _options.Dimension));

    private MutationRequest NewRequest(ChangeKind kind, Enrolment enrolment)
    {
        ThrowIfDisposed();
        var request = new MutationRequest(Intent(kind, enrolment));
        _ = request.ChangesUnder(Volatile.Read(ref _snapshot).Transform);
        return request;
    }

    private SearchWork NewWork(Template probe, SearchOptions options)
    {
        ThrowIfDisposed();
        EnrolmentCheck.Search(options);
        var work = new SearchWork(UnitVector.From(probe, _options.Model, _options.Dimension), options);
        _ = work.ProbeUnder(Volatile.Read(ref _snapshot).Transform);
        return work;
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposing.IsCancellationRequested, this);

    private bool IsApproximate(SearchOptions options, Snapshot snapshot) => _options.KeepSketches
        && (options.Mode == SearchMode.Approximate
            || (options.Mode == SearchMode.Automatic && snapshot.LiveCount >= _options.ApproximateFrom));

    private SearchResult SearchSketches(SearchWork work, Snapshot snapshot)
    {
        Interlocked.Increment(ref _scanCount);
        var shortList = work.Options.SketchShortList
            ?? (_options.SketchShortList > 0 ? _options.SketchShortList : SketchSearch.DefaultShortList(snapshot.RowCount));
        var filter = work.Options.Filter is { } wanted ? CompiledFilter.For(wanted, snapshot) : null;
        return SketchSearch.Search(snapshot, work.ProbeUnder(snapshot.Transform), filter, work.Options, shortList, _threads);
    }

    /// <summary>Scans the current state once for a group of probes.</summary>
    private void Scan(List<SearchWork> group)
    {
        var snapshot = Volatile.Read(ref _snapshot);
        var requests = new ScanRequest[group.Count];
        GalleryFilter? lastFilter = null;
        CompiledFilter? compiled = null;
        for (var i = 0; i < requests.Length; i++)
        {
            var (work, wanted) = (group[i], group[i].Options.Filter);
            if (!ReferenceEquals(wanted, lastFilter))
            {
                compiled = wanted is null ? null : CompiledFilter.For(wanted, snapshot);
                lastFilter = wanted;
            }

            requests[i] = new ScanRequest(
                work.ProbeUnder(snapshot.Transform), compiled, ExactSearch.FirstCapacity(work.Options.Top), float.NegativeInfinity);
        }

        var outcomes = _accelerated?.Run(snapshot, requests) ?? ExhaustiveScan.Run(snapshot, requests, _threads);
        Interlocked.Increment(ref _scanCount);
        for (var i = 0; i < requests.Length; i++)
        {
            (group[i].Snapshot, group[i].Request, group[i].Outcome) = (snapshot, requests[i], outcomes[i]);
        }
    }

    private SearchResult Complete(SearchWork work, int threads) =>
        ExactSearch.Complete(work.Snapshot!, work.Request!, work.Outcome, work.Options, _options.ExactShortListLimit, threads);
}
