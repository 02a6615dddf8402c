namespace Idv.Galleries;

/// <summary>One subject to enrol.</summary>
public sealed record Enrolment
{
    /// <summary>The subject's identifier: 1 to 255 bytes of UTF-8, unique in the gallery.</summary>
    public required string SubjectId { get; init; }

    /// <summary>One to 1,000 templates. In a search the best of them counts.</summary>
    public required IReadOnlyList<Template> Templates { get; init; }

    /// <summary>
    /// What a search may filter by: tenant, list, label and so on. At most 32 tags; names up to 64 and values up to 255 bytes of UTF-8.
    /// Subjects with equal tags share one copy.
    /// </summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>When the subject was enrolled, to the millisecond. A search may filter by it.</summary>
    public DateTimeOffset EnrolledAt { get; init; } = DateTimeOffset.UnixEpoch;
}

/// <summary>What a gallery knows about a subject, without templates.</summary>
/// <param name="SubjectId">The subject's identifier.</param>
/// <param name="TemplateCount">Number of templates.</param>
/// <param name="Tags">The subject's tags.</param>
/// <param name="EnrolledAt">When the subject was enrolled, in UTC.</param>
public sealed record EnrolledSubject(
    string SubjectId, int TemplateCount, IReadOnlyDictionary<string, string> Tags, DateTimeOffset EnrolledAt);
