namespace Idv.Galleries.Searching;

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
    private bool _hasLeader;

    /// <summary>Carries out a request, alone or with others, and returns when it is done.</summary>
    /// <exception cref="GalleryException">The request failed.</exception>
    public void CarryOut(T request) => CarryOut([request]);

    /// <summary>Carries out requests that came together; returns when all are done.</summary>
    /// <exception cref="GalleryException">A request failed.</exception>
    public void CarryOut(IReadOnlyList<T> requests)
    {
        if (requests.Count == 0)
        {
            return;
        }

        lock (_waiting)
        {
            foreach (var request in requests)
            {
                _waiting.Enqueue(request);
            }

            if (!_hasLeader)
            {
                _hasLeader = true;
                requests[0].Lead();
            }
        }

        foreach (var request in requests)
        {
            request.WaitUntilDoneOrLeading();
            if (!request.IsDone)
            {
                while (!request.IsDone)
                {
                    CarryOutGroup();
                }

                AppointLeader();
            }
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

    /// <summary>The longest-waiting caller leads next; those whose requests are done go their way without any lock.</summary>
    private void AppointLeader()
    {
        lock (_waiting)
        {
            _hasLeader = _waiting.TryPeek(out var next);
            next?.Lead();
        }
    }

    private void CarryOutGroup()
    {
        lock (_working)
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
                    request.Finish();
                }
            }
        }
    }
}
