using Idv.Imaging;

namespace Idv.Documents.Mrz.Reading;

/// <summary>A character that the check digits replaced.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Read">What the reader preferred.</param>
/// <param name="Repaired">What stands in the record.</param>
/// <param name="CostNats">How much less the reader believed in it.</param>
public readonly record struct MrzRepair(int Line, int Column, char Read, char Repaired, float CostNats);

/// <summary>A machine-readable zone that was read from an image.</summary>
public sealed record MrzReading
{
    /// <summary>What the zone says, with the verdict on every check digit.</summary>
    public required MrzRecord Record { get; init; }

    /// <summary>Where the zone is in the image, beginning with the corner where reading begins.</summary>
    public required Quad Zone { get; init; }

    /// <summary>Where each line is in the image.</summary>
    public required IReadOnlyList<Quad> LineQuads { get; init; }

    /// <summary>Mean log-probability per character in nats: 0 is certainty.</summary>
    public required float MeanLogProbability { get; init; }

    /// <summary>For each line, the probability of each character from 0 to 1.</summary>
    public required IReadOnlyList<IReadOnlyList<float>> CharacterProbabilities { get; init; }

    /// <summary>
    /// The lowest probability among the characters that check digits protect. Several that could not be read, because a finger covers
    /// them, can be filled in such that the check digits are right: below about 0.3 the verdict of the check digits means little.
    /// </summary>
    public required float LeastProtectedProbability { get; init; }

    /// <summary>Characters that the check digits replaced; empty where the reader was right by itself, or where nothing could be done.</summary>
    public required IReadOnlyList<MrzRepair> Repairs { get; init; }

    /// <summary>Whether several repairs were nearly as likely, so that none was made.</summary>
    public required bool IsRepairAmbiguous { get; init; }

    /// <summary>Where each line's characters stand, for those who look at them again.</summary>
    internal IReadOnlyList<MrzLinePlacement> Placements { get; init; } = [];
}

/// <summary>Where the characters of a line stand.</summary>
/// <param name="Line">The line in the picture.</param>
/// <param name="StripLength">The length of what was read, centred on the line, in pixels of the picture.</param>
/// <param name="Centres">Where each character's middle is along that, from 0 to 1; negative for characters that were not seen.</param>
internal sealed record MrzLinePlacement(TextLine Line, float StripLength, IReadOnlyList<float> Centres);
