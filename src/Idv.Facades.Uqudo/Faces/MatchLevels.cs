using Idv.Verifications.Faces;

namespace Idv.Facades.Uqudo.Faces;

/// <summary>
/// The vendor's match levels as bands of the false match rate (ISO/IEC 19795-1): a comparison has the highest level whose rate its similarity keeps to. The
/// level of two images is theirs alone; it depends neither on the model nor on the level that the caller asks for.
/// </summary>
public static class MatchLevels
{
    /// <summary>The level that is asked for when a request names none.</summary>
    public const int Default = 3;

    /// <summary>The loosest level.</summary>
    public const int Loosest = 1;

    /// <summary>The strictest level.</summary>
    public const int Strictest = 5;

    /// <summary>Rates are interpolated: one that stands exactly on a band's edge must not fall off it by rounding.</summary>
    private const double Rounding = 1.000_001;

    /// <summary>The greatest false match rate of level 1, 2, 3, 4 and 5.</summary>
    public static IReadOnlyList<double> FalseMatchRates { get; } = [1e-2, 1e-3, 1e-4, 3e-5, 1e-5];

    /// <summary>The level of a comparison: 0, when not even level 1 is reached, to 5.</summary>
    public static int Of(FaceLikeness likeness) => FalseMatchRates.TakeWhile(rate => likeness.FalseMatchRate <= rate * Rounding).Count();
}
