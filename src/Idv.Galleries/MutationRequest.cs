using Idv.Galleries.Protection;
using Idv.Galleries.Searching;
using Idv.Galleries.Storage;

namespace Idv.Galleries;

/// <summary>One caller's changes, which happen together or not at all.</summary>
internal sealed class MutationRequest : CoalescedRequest
{
    private readonly (ChangeKind Kind, SubjectRecord Subject, float[][] Units)[] _intents;
    private GalleryTransform? _transform;
    private Change[] _changes = [];

    /// <summary>Creates a request.</summary>
    /// <param name="intents">Kinds of change, subjects, and unit vectors in the model's space.</param>
    public MutationRequest(params (ChangeKind Kind, SubjectRecord Subject, float[][] Units)[] intents) => _intents = intents;

    /// <summary>Whether the subject of a replacement or deletion was enrolled before.</summary>
    public bool Existed { get; set; }

    /// <summary>The changes in the space of a transform; computed once unless the transform has changed in between.</summary>
    public Change[] ChangesUnder(GalleryTransform transform)
    {
        if (!ReferenceEquals(transform, _transform))
        {
            var changes = new Change[_intents.Length];
            void Protect(int i) => changes[i] = new Change(
                _intents[i].Kind, _intents[i].Subject, Array.ConvertAll(_intents[i].Units, unit => transform.Protect(unit)));
            if (changes.Length < 16)
            {
                for (var i = 0; i < changes.Length; i++)
                {
                    Protect(i);
                }
            }
            else
            {
                Parallel.For(0, changes.Length, Protect);
            }

            _changes = changes;
            _transform = transform;
        }

        return _changes;
    }
}
