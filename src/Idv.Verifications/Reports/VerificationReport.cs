namespace Idv.Verifications.Reports;

/// <summary>What follows from the checks.</summary>
public enum Decision
{
    /// <summary>A person should look at it.</summary>
    Review,

    /// <summary>The person is who they say.</summary>
    Approved,

    /// <summary>Something is wrong.</summary>
    Declined,
}

/// <summary>Everything that was found, and what follows from it under one version of one policy.</summary>
public sealed record VerificationReport
{
    /// <summary>What follows.</summary>
    public required Decision Decision { get; init; }

    /// <summary>The weighted share of what was asked that holds, in [0, 1]; null when nothing could be decided.</summary>
    public double? Score { get; init; }

    /// <summary>The policy that judged it.</summary>
    public required Guid PolicyId { get; init; }

    /// <summary>The version of that policy.</summary>
    public required int PolicyVersion { get; init; }

    /// <summary>When the report was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The documents, in the order of evidence.</summary>
    public IReadOnlyList<DocumentReading> Documents { get; init; } = [];

    /// <summary>The faces.</summary>
    public IReadOnlyList<FaceReading> Faces { get; init; } = [];

    /// <summary>The comparisons of faces.</summary>
    public IReadOnlyList<FaceComparison> FaceComparisons { get; init; } = [];

    /// <summary>The checks that belong to no single document or face: data comparisons, age, sanctions.</summary>
    public IReadOnlyList<Check> DataChecks { get; init; } = [];

    /// <summary>The models that took part, as id@version.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Everything else that the engine said, in its own words (JSON text); null when it said no more, and after anonymization.</summary>
    public string? EngineReport { get; init; }

    /// <summary>Every check of the report.</summary>
    public IEnumerable<Check> AllChecks() =>
        Documents.SelectMany(document => document.Checks)
            .Concat(Faces.SelectMany(face => face.Checks))
            .Concat(FaceComparisons.Select(comparison => comparison.Check))
            .Concat(DataChecks);
}
