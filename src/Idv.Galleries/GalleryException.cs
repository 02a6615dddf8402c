namespace Idv.Galleries;

/// <summary>Why a gallery refused or failed.</summary>
public enum GalleryFault
{
    /// <summary>An argument or option has no meaning: an empty subject id, a top of zero.</summary>
    InvalidArgument,

    /// <summary>A vector has another number of coordinates than the gallery's.</summary>
    DimensionMismatch,

    /// <summary>A template comes from another model than the gallery's.</summary>
    ModelMismatch,

    /// <summary>A vector contains NaN or infinity.</summary>
    NotFinite,

    /// <summary>A vector has no direction, so no cosine.</summary>
    ZeroVector,

    /// <summary>The subject is enrolled already.</summary>
    DuplicateSubject,

    /// <summary>The subject is not enrolled.</summary>
    UnknownSubject,

    /// <summary>Another process, or another <see cref="Gallery"/> of this one, has the folder open.</summary>
    LockedByAnotherProcess,

    /// <summary>The key ring has no key of the name that the gallery was sealed with, or another key under that name.</summary>
    WrongKey,

    /// <summary>Stored bytes are damaged: truncated, changed, or from another gallery.</summary>
    Corrupt,

    /// <summary>The files were written by a later version of this program.</summary>
    UnsupportedFormat,

    /// <summary>There is no room left to write. What was acknowledged before is safe, and searches go on.</summary>
    DiskFull,

    /// <summary>Reading or writing failed for another reason of the file system's.</summary>
    StorageFailed,

    /// <summary>The gallery has reached the number of templates that one index can hold.</summary>
    CapacityReached,
}

/// <summary>The one exception of this library. Messages name files, counts and limits, never a template or a subject.</summary>
public sealed class GalleryException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="fault">The reason, stable for programs.</param>
    /// <param name="message">The reason, for people.</param>
    /// <param name="innerException">What the file system or the cipher said.</param>
    public GalleryException(GalleryFault fault, string message, Exception? innerException = null)
        : base(message, innerException) => Fault = fault;

    /// <summary>The reason, stable for programs.</summary>
    public GalleryFault Fault { get; }
}
