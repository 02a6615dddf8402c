using Idv.Engine.Checks;

namespace Idv.Engine.DocumentStages;

/// <summary>
/// Weighs everything that speaks for and against the document being an original into one verdict. Every check has a weight in nats for
/// passing and one for failing; undecided checks weigh nothing. The sum, through the logistic function, is the score: a document of
/// which nothing is known scores below the threshold, and a valid machine-readable zone or barcode alone just passes it. docs/documents.md lists the weights.
/// </summary>
internal static class DocumentAuthenticity
{
    /// <summary>The score from which on a document counts as an original.</summary>
    public const double Threshold = 0.7;

    /// <summary>The score below which it does not; between the two it is undecided.</summary>
    public const double Rejection = 0.3;

    /// <summary>What is believed of a document before anything is known.</summary>
    private const double Prior = -0.5;

    private static readonly Dictionary<string, (double Pass, double Fail, bool IsDeciding)> Weights = new(StringComparer.Ordinal)
    {
        [CheckCodes.MrzPresent] = (0, 0, true),
        [CheckCodes.DocumentQuality] = (0, 0, false),
        [CheckCodes.DocumentSupported] = (0, 0, false),
        [CheckCodes.MrzValid] = (1.5, -4, true),
        [CheckCodes.BarcodeValid] = (1.5, -4, true),
        [CheckCodes.MrzAgainstBarcode] = (1.5, -4, true),
        [CheckCodes.MrzAgainstVisualZone] = (1.5, -4, true),
        [CheckCodes.BarcodeAgainstVisualZone] = (1.5, -4, true),
        [CheckCodes.DocumentDates] = (0, -4, true),
        [CheckCodes.DocumentNotPhotocopy] = (0.5, -4, true),
        [CheckCodes.DocumentNotOnScreen] = (0.2, -2, false),
        [CheckCodes.DocumentMrzFont] = (0.5, -3, false),
        [CheckCodes.DocumentPortraitOriginal] = (0, -3, false),
        [CheckCodes.DocumentImageUnaltered] = (0, 0, false),
        [CheckCodes.DocumentNotSpecimen] = (0, -4, true),
        [CheckCodes.DocumentNotDuplicate] = (0, -4, false),
    };

    /// <summary>Whether the check is evidence for the verdict, so that it need not pass itself.</summary>
    public static bool IsEvidence(string code) => Weights.ContainsKey(code);

    /// <summary>Whether the check's failure declines by itself. Advisory signals never do: they only count towards the verdict.</summary>
    public static bool IsDeciding(string code) => !Weights.TryGetValue(code, out var weight) || weight.IsDeciding;

    /// <summary>The verdict.</summary>
    public static Check Fuse(IReadOnlyList<Check> checks)
    {
        var sum = Prior;
        var reasons = new List<CheckReason>();
        foreach (var check in checks)
        {
            if (!Weights.TryGetValue(check.Code, out var weight) || check.Outcome == CheckOutcome.Unknown)
            {
                continue;
            }

            sum += check.Outcome == CheckOutcome.Pass ? weight.Pass : weight.Fail;
            if (check.Outcome == CheckOutcome.Fail)
            {
                reasons.Add(new CheckReason(ReasonCodes.EvidenceAgainst, $"The check '{check.Code}' speaks against the document.", check.Reasons.FirstOrDefault()?.Role, check.Reasons.FirstOrDefault()?.Region));
            }
        }

        var score = 1 / (1 + Math.Exp(-sum));
        if (score < Threshold && reasons.Count == 0)
        {
            reasons.Add(new CheckReason(ReasonCodes.TooLittleEvidence, "Too little was found on the document to tell whether it is an original."));
        }

        var outcome = score >= Threshold ? CheckOutcome.Pass : score < Rejection ? CheckOutcome.Fail : CheckOutcome.Unknown;
        return new Check(CheckCodes.DocumentAuthentic, outcome, score, Threshold, reasons);
    }
}
