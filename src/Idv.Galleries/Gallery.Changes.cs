using Idv.Galleries.Index;
using Idv.Galleries.Storage;

namespace Idv.Galleries;

/// <content>How changes become part of the gallery.</content>
public sealed partial class Gallery
{
    /// <summary>Bytes of changes that one write to disk carries at most, single large requests aside.</summary>
    private const long LargestWrite = 32 << 20;

    /// <summary>Carries out the changes of several callers: judged one by one, written together, then made visible together.</summary>
    private void Commit(List<MutationRequest> group)
    {
        var accepted = new List<MutationRequest>();
        var changes = new List<Change>();
        var bytes = 0L;
        var enrolled = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var request in group)
        {
            var wanted = request.ChangesUnder(_index.Transform);
            var length = SegmentFile.BodyLength(wanted, _options.Dimension);
            if (bytes + length > LargestWrite && accepted.Count > 0)
            {
                Write(accepted, changes);
                (accepted, changes, bytes) = ([], [], 0);
                enrolled.Clear();
            }

            request.Failure = Judge(request, wanted, length, enrolled);
            if (request.Failure is null && wanted.Any(change => change.Kind != ChangeKind.Delete || request.Existed))
            {
                accepted.Add(request);
                changes.AddRange(wanted);
                bytes += length;
            }
        }

        if (accepted.Count > 0)
        {
            Write(accepted, changes);
        }
    }

    /// <summary>Whether a request can be carried out after those accepted before it.</summary>
    /// <param name="request">The request; whether its subject was enrolled is noted in it.</param>
    /// <param name="wanted">Its changes.</param>
    /// <param name="length">Their bytes on disk.</param>
    /// <param name="enrolled">Subjects that accepted requests enrol (true) or delete (false); updated if this one is accepted.</param>
    private GalleryException? Judge(MutationRequest request, Change[] wanted, long length, Dictionary<string, bool> enrolled)
    {
        if (length > GroupHeader.MaximumBodyLength)
        {
            return new GalleryException(
                GalleryFault.InvalidArgument, $"One change has at most {GroupHeader.MaximumBodyLength} bytes; this has {length}. Split it.");
        }

        if (_index.RowCount + wanted.Sum(change => (long)change.Vectors.Length) > TemplateIndex.MaximumRows - LargestCommit)
        {
            return new GalleryException(GalleryFault.CapacityReached, "The gallery is full; compact it or begin another.");
        }

        var outcome = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var change in wanted)
        {
            var key = Convert.ToHexString(change.Subject.Id);
            if (!outcome.TryGetValue(key, out var exists) && !enrolled.TryGetValue(key, out exists))
            {
                var ordinal = _index.Subjects.Find(change.Subject.Id);
                exists = ordinal >= 0 && _index.Subjects.FirstRow(ordinal) >= 0;
            }

            if (change.Kind == ChangeKind.Enrol && exists)
            {
                return new GalleryException(GalleryFault.DuplicateSubject, "The subject is enrolled already.");
            }

            if (change.Kind == ChangeKind.AddTemplates && !exists)
            {
                return new GalleryException(GalleryFault.UnknownSubject, "The subject is not enrolled.");
            }

            request.Existed = exists;
            outcome[key] = change.Kind != ChangeKind.Delete;
        }

        foreach (var (key, exists) in outcome)
        {
            enrolled[key] = exists;
        }

        return null;
    }

    /// <summary>Puts accepted changes on the disk, then makes them visible. If the disk refuses, nothing has happened.</summary>
    private void Write(List<MutationRequest> requests, List<Change> changes)
    {
        long[]? locations;
        try
        {
            locations = _folder?.Log.Append(changes);
        }
        catch (GalleryException failure)
        {
            foreach (var request in requests)
            {
                request.Failure = failure;
            }

            return;
        }

        _index.Apply(changes, locations);
        Volatile.Write(ref _snapshot, _index.Publish());
        _commitCount += requests.Count;
        _writeCount++;
        StartCompactionIfDue();
    }
}
