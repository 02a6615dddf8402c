namespace Idv.Galleries.Storage;

/// <summary>The kinds of change that a log records; the numbers are part of the file format.</summary>
internal enum ChangeKind : byte
{
    /// <summary>A new subject.</summary>
    Enrol = 1,

    /// <summary>A subject in place of what was enrolled under its identifier, if anything was.</summary>
    Replace = 2,

    /// <summary>A subject is gone.</summary>
    Delete = 3,

    /// <summary>Further templates of an enrolled subject.</summary>
    AddTemplates = 4,
}

/// <summary>One change as it is logged.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Subject">The subject and what is known of it.</param>
/// <param name="Vectors">Unit vectors in the gallery's space; none for a deletion.</param>
internal sealed record Change(ChangeKind Kind, SubjectRecord Subject, float[][] Vectors);

/// <summary>A subject as it is logged.</summary>
/// <param name="Id">Identifier in UTF-8, 1 to 255 bytes.</param>
/// <param name="EnrolledAt">Milliseconds since 1970.</param>
/// <param name="Tags">Tags within the limits of <see cref="Enrolment.Tags"/>.</param>
internal sealed record SubjectRecord(byte[] Id, long EnrolledAt, IReadOnlyDictionary<string, string> Tags);
