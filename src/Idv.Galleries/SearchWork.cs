using Idv.Galleries.Index;
using Idv.Galleries.Protection;
using Idv.Galleries.Searching;

namespace Idv.Galleries;

/// <summary>One probe on its way through a scan that it may share with others.</summary>
/// <param name="unit">The probe as a unit vector in the model's space.</param>
/// <param name="options">What the caller asked for.</param>
internal sealed class SearchWork(float[] unit, SearchOptions options) : CoalescedRequest
{
    private GalleryTransform? _transform;
    private float[] _protectedProbe = [];

    /// <summary>What the caller asked for.</summary>
    public SearchOptions Options => options;

    /// <summary>The state that was scanned.</summary>
    public Snapshot? Snapshot { get; set; }

    /// <summary>The scan that was made.</summary>
    public ScanRequest? Request { get; set; }

    /// <summary>What the scan found.</summary>
    public ScanOutcome Outcome { get; set; }

    /// <summary>The probe in the space of a transform; computed once unless the transform has changed in between.</summary>
    public float[] ProbeUnder(GalleryTransform transform)
    {
        if (!ReferenceEquals(transform, _transform))
        {
            _protectedProbe = transform.Protect(unit);
            _transform = transform;
        }

        return _protectedProbe;
    }
}
