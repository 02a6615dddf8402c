using Idv.Imaging;
using Idv.Inference.Preprocessing;

namespace Idv.Faces.Detection;

/// <summary>
/// The second look at a finding that is in doubt: a network of another family, and the detector itself at other sizes, look at the place. Two networks seldom
/// take the same rock for a face (docs/accuracy.md has the figures).
/// </summary>
/// <param name="other">The network of another family.</param>
/// <param name="detector">The detector whose finding is in doubt.</param>
internal sealed class FaceWitness(DetectorNetwork other, DetectorNetwork detector)
{
    /// <summary>The other network's score from which it needs no support: most faces lie above it and next to no false finding does.</summary>
    private const float Sure = 0.8f;

    /// <summary>How much the detector's own second look counts beside the other network's.</summary>
    private const float OwnWeight = 0.25f;

    /// <summary>
    /// The evidence, in nats, that an upright finding takes. Masked faces have the least of all faces: at −1.5 three more of 120 would be found, and a
    /// dozen drawings of heads without faces too.
    /// </summary>
    private const float EvidenceWhenUpright = 0;

    /// <summary>
    /// The evidence that a finding in a turned picture takes: three of four turns show no upright face, so that most of what is found there is none. Faces that are
    /// turned indeed reach 3.4 and mostly 5 (docs/accuracy.md).
    /// </summary>
    private const float EvidenceWhenTurned = 3;

    private const float SamePlace = 0.25f;
    private const float LeastScore = 0.02f;

    /// <summary>The sides of the squares looked at, in sides of the box. The other network misses faces that fill its frame.</summary>
    private static readonly (float Near, float Far) Surroundings = (2, 3);

    [ThreadStatic]
    private static List<FaceBox>? s_found;

    /// <summary>Whether there is a face in the box.</summary>
    /// <param name="pyramid">The picture.</param>
    /// <param name="box">The finding.</param>
    /// <param name="clockwiseQuarters">The quarter turns at which it was found.</param>
    public bool Confirms(ImagePyramid pyramid, Box box, int clockwiseQuarters)
    {
        var near = Score(other, Surroundings.Near);
        var upright = clockwiseQuarters == 0;
        if (upright && near >= Sure)
        {
            return true;
        }

        var evidence = LogOdds(near) + LogOdds(Score(other, Surroundings.Far));
        evidence += OwnWeight * (LogOdds(Score(detector, Surroundings.Near)) + LogOdds(Score(detector, Surroundings.Far)));
        return evidence > (upright ? EvidenceWhenUpright : EvidenceWhenTurned);

        float Score(DetectorNetwork network, float sides)
        {
            var found = s_found ??= [];
            found.Clear();
            network.Detect(pyramid, box.Square(sides), clockwiseQuarters, LeastScore, found);
            var best = 0f;
            foreach (var (place, score) in found)
            {
                if (score > best && Box.IntersectionOverUnion(place, box) > SamePlace)
                {
                    best = score;
                }
            }

            return best;
        }
    }

    private static float LogOdds(float score)
    {
        var bounded = Math.Clamp(score, 0.001f, 0.999f);
        return MathF.Log(bounded / (1 - bounded));
    }
}
