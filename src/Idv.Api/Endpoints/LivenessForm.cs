using System.Text.Json;
using Idv.Api.Contracts;
using Idv.Api.Http;
using Microsoft.AspNetCore.Http;

namespace Idv.Api.Endpoints;

/// <summary>The parts of a liveness request that are no files.</summary>
internal static class LivenessForm
{
    private const int MostChallenges = 5;
    private const int MostIntervals = 1000;

    private static readonly string[] Known = ["turn-left", "turn-right", "blink"];
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the options of a request.</summary>
    /// <exception cref="ProblemException">A field is not what it should be.</exception>
    public static LivenessOptions Options(EvidenceForm form, HttpRequest request)
    {
        var annotate = request.Query["annotate"].ToString();
        if (annotate is not ("" or "true" or "false"))
        {
            throw new ProblemException(Problem.InvalidField("annotate", "invalid-annotate", "The parameter 'annotate' must be true or false."));
        }

        return new LivenessOptions(Signals(form), Challenges(form), annotate == "true");
    }

    private static CaptureSignalsContract? Signals(EvidenceForm form)
    {
        if (form.Json("signals") is not { } signals)
        {
            return null;
        }

        try
        {
            var read = signals.Deserialize<CaptureSignalsContract>(Format);
            if (read?.FrameIntervals?.Count > MostIntervals)
            {
                throw new ProblemException(Problem.InvalidField("signals.frameIntervals", "invalid-signals", $"At most {MostIntervals} intervals are accepted."));
            }

            return read;
        }
        catch (JsonException)
        {
            throw new ProblemException(Problem.InvalidField(
                "signals", "invalid-signals", "The field 'signals' must be an object with expectedNonce, nonce, cameraLabel (strings) and frameIntervals (numbers)."));
        }
    }

    private static IReadOnlyList<string> Challenges(EvidenceForm form)
    {
        if (form.Json("challenges") is not { } challenges)
        {
            return [];
        }

        if (challenges.ValueKind == JsonValueKind.Array && challenges.GetArrayLength() <= MostChallenges)
        {
            var names = challenges.EnumerateArray().Select(challenge => challenge.ValueKind == JsonValueKind.String ? challenge.GetString()! : string.Empty).ToArray();
            if (names.All(Known.Contains))
            {
                return names;
            }
        }

        throw new ProblemException(Problem.InvalidField(
            "challenges", "invalid-challenges", $"The field 'challenges' must be an array of at most {MostChallenges} of {string.Join(", ", Known)}."));
    }
}
