using Idv.Verifications.Reports;
using EngineCodes = Idv.Engine.Checks.CheckCodes;
using EngineOutcome = Idv.Engine.Checks.CheckOutcome;

namespace Idv.Host.Translation;

/// <summary>The engine's checks in the domain's words.</summary>
internal static class CheckTranslation
{
    /// <summary>Checks that the domain and the engine name differently; all others differ only in how words are joined.</summary>
    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        [EngineCodes.DocumentImageUnaltered] = CheckCodes.DocumentNotManipulated,
        [EngineCodes.SelfieFace] = CheckCodes.FaceQuality,
        [EngineCodes.SelfieLiveness] = CheckCodes.FaceLiveness,
        [EngineCodes.FaceMatch] = CheckCodes.DocumentFaceMatch,
        [EngineCodes.MinimumAge] = CheckCodes.AgeLimits,
    };

    /// <summary>A check, with its regions on the evidence.</summary>
    public static Check Translate(Engine.Checks.Check check, ExaminedPictures pictures) => new(
        CodeOf(check.Code),
        check.Outcome switch
        {
            EngineOutcome.Pass => CheckOutcome.Pass,
            EngineOutcome.Fail => CheckOutcome.Fail,
            _ => CheckOutcome.Unknown,
        },
        check.Score ?? (check.Outcome switch { EngineOutcome.Pass => 1, EngineOutcome.Fail => 0, _ => null }),
        check.Threshold,
        [.. check.Reasons.Select(reason => new CheckReason(
            reason.Code.Replace('-', '_'),
            reason.Region is { } box && pictures.IdOf(reason.Role) is { } id ? new EvidenceRegion(id, box.X, box.Y, box.Width, box.Height) : null))]);

    /// <summary>The domain's name of an engine's check.</summary>
    public static string CodeOf(string engineCode) => Codes.TryGetValue(engineCode, out var code) ? code : engineCode.Replace('-', '_');
}
