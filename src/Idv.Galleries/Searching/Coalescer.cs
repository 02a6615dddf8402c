namespace Idv.Galleries.Searching;

/// <summary>A request that may be carried out together with others.</summary>
internal abstract class CoalescedRequest
{
    /// <summary>Whether the request was carried out, well or not.</summary>
    public bool IsDone { get; set; }

    /// <summary>Why it failed, if it did.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Throws the failure, as an exception of the calling thread's own: one failure may be reported to many.</summary>
    public void ThrowIfFailed()
    {
        if (Failure is GalleryException known)
        {
            throw new GalleryException(known.Fault, known.Message, known);
        }

        if (Failure is not null)
        {
            throw new GalleryException(GalleryFault.StorageFailed, "The operation failed.", Failure);
        }
    }
}

/// <summary>
/// Carries out concurrent requests in groups without a timer. A request that finds nobody at work starts at once; those that arrive
/// meanwhile wait for the work in hand, and the first of them then carries out all of them together. So a request waits for at most one
/// group besides its own per <paramref name="groupSize"/> requests before it, and an idle gallery adds nothing but a lock.
/// </summary>
/// <param name="groupSize">Most requests of one group.</param>
/// <param name="carryOut">Carries out a group, one group at a time. An exception it throws fails the whole group.</param>
internal sealed class Coalescer<T>(int groupSize, Action<List<T>> carryOut)
    where T : CoalescedRequest
{
    private readonly Lock _working = new();
    private readonly Queue<T> _waiting = new();

    /// <summary>Carries out a request, alone or with others, and returns when it is done.</summary>
    public void CarryOut(T request)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(request);
        }

        CarryOutUntilDone(request);
        request.ThrowIfFailed();
    }

    /// <summary>Carries out requests that came together; returns when all are done.</summary>
    public void CarryOut(IReadOnlyList<T> requests)
    {
        lock (_waiting)
        {
            foreach (var request in requests)
            {
                _waiting.Enqueue(request);
            }
        }

        foreach (var request in requests)
        {
            CarryOutUntilDone(request);
        }

        foreach (var request in requests)
        {
            request.ThrowIfFailed();
        }
    }

    /// <summary>Keeps every group out while an action runs.</summary>
    public void Exclusively(Action action)
    {
        lock (_working)
        {
            action();
        }
    }

    private void CarryOutUntilDone(T request)
    {
        lock (_working)
        {
            // Whoever held the lock before may have taken this request along.
            while (!request.IsDone)
            {
                CarryOutGroup();
            }
        }
    }

    private void CarryOutGroup()
    {
        var group = new List<T>();
        lock (_waiting)
        {
            while (group.Count < groupSize && _waiting.TryDequeue(out var next))
            {
                group.Add(next);
            }
        }

        try
        {
            carryOut(group);
        }
        catch (Exception failure)
        {
            foreach (var request in group)
            {
                request.Failure ??= failure;
            }
        }
        finally
        {
            foreach (var request in group)
            {
                request.IsDone = true;
            }
        }
    }
}
