namespace Idv.Galleries.Searching;

/// <summary>A request that may be carried out together with others.</summary>
internal abstract class CoalescedRequest
{
    private readonly object _changed = new();
    private bool _leads;

    /// <summary>Whether the request was carried out, well or not.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Why it failed, if it did.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Tells the waiting caller that its request was carried out.</summary>
    public void Finish()
    {
        lock (_changed)
        {
            IsDone = true;
            Monitor.Pulse(_changed);
        }
    }

    /// <summary>Tells the waiting caller to carry out the next group itself.</summary>
    public void Lead()
    {
        lock (_changed)
        {
            _leads = true;
            Monitor.Pulse(_changed);
        }
    }

    /// <summary>Waits until the request is done, or its caller has to lead.</summary>
    public void WaitUntilDoneOrLeading()
    {
        lock (_changed)
        {
            while (!IsDone && !_leads)
            {
                Monitor.Wait(_changed);
            }
        }
    }

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
