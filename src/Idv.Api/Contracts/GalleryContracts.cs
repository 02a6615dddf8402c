namespace Idv.Api.Contracts;

/// <summary>An enrolled subject.</summary>
/// <param name="Subject">The subject's id.</param>
/// <param name="TemplateId">The id of the template that stands for the subject; a replacement has another.</param>
/// <param name="EnrolledAt">When, UTC.</param>
public sealed record SubjectContract(string Subject, string TemplateId, DateTimeOffset EnrolledAt);

/// <summary>The outcome of an enrolment.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Replaced">Whether an enrolment of the same subject was replaced.</param>
public sealed record EnrolmentContract(SubjectContract Subject, bool Replaced);

/// <summary>The outcome of a 1:N search.</summary>
/// <param name="Candidates">The most similar subjects, best first.</param>
/// <param name="Threshold">The similarity from which on a candidate counts as the same person.</param>
/// <param name="Fmr">The false match rate per comparison that the threshold stands for.</param>
/// <param name="Searched">How many templates were compared.</param>
public sealed record SearchContract(IReadOnlyList<CandidateContract> Candidates, double Threshold, double Fmr, int Searched);

/// <summary>A candidate of a search (ISO/IEC 2382-37).</summary>
/// <param name="Subject">The subject's id.</param>
/// <param name="Similarity">Cosine of the templates, -1 to 1.</param>
/// <param name="TemplateId">The id of the template that was most similar.</param>
public sealed record CandidateContract(string Subject, double Similarity, string TemplateId);
