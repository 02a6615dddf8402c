namespace Idv.Specimens.Photographs;

/// <summary>What lies under the document in a photograph: a colour for every pixel, from the seed.</summary>
internal sealed class Texture(SpecimenBackground background, ulong seed)
{
    private readonly uint _salt = (uint)(seed ^ (seed >> 32));

    /// <summary>The colour at a pixel; the channels are 0 to 255.</summary>
    /// <param name="x">Pixels from the left, at a photograph of 1,600 pixels.</param>
    /// <param name="y">Pixels from the top.</param>
    public (float Blue, float Green, float Red) At(float x, float y) => background switch
    {
        SpecimenBackground.Table => Wood(x, y),
        SpecimenBackground.Cloth => Cloth(x, y),
        _ => Desk(x, y),
    };

    private (float Blue, float Green, float Red) Wood(float x, float y)
    {
        const float Plank = 420;
        var plank = MathF.Floor(y / Plank);
        var inPlank = (y / Plank) - plank;
        var shift = plank * 37.7f;
        var warp = Noise((x / 420) + shift, y / 60, 4);
        var ring = MathF.Sin(((inPlank * 5) + (warp * 3.2f) + shift) * 2 * MathF.PI * 1.5f);
        var fibre = Noise(x / 90, y / 2.6f, 3);
        var tone = 0.52f + (0.16f * ring) + (0.42f * (fibre - 0.5f)) + (0.16f * (Noise(shift, plank, 1) - 0.5f));
        var seam = Math.Min(inPlank, 1 - inPlank) * Plank;
        tone *= seam < 3 ? 0.45f + (seam * 0.18f) : 1;
        return (52 + (62 * tone), 78 + (92 * tone), 108 + (112 * tone));
    }

    private (float Blue, float Green, float Red) Cloth(float x, float y)
    {
        var weave = (MathF.Sin(x * 0.9f) * 0.5f) + (MathF.Sin(y * 0.9f) * 0.5f);
        var tone = 1 + (0.07f * weave) + (0.3f * (Noise(x / 200, y / 200, 4) - 0.5f));
        return (112 * tone, 84 * tone, 66 * tone);
    }

    private (float Blue, float Green, float Red) Desk(float x, float y)
    {
        var tone = 1 + (0.10f * (Noise(x / 300, y / 300, 4) - 0.5f)) + (0.05f * (Noise(x / 3, y / 3, 2) - 0.5f));
        return (196 * tone, 200 * tone, 203 * tone);
    }

    /// <summary>Value noise in [0, 1], summed over octaves.</summary>
    private float Noise(float x, float y, int octaves)
    {
        var sum = 0f;
        var weight = 0.5f;
        var total = 0f;
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += weight * Lattice(x, y, octave);
            total += weight;
            weight *= 0.5f;
            x *= 2;
            y *= 2;
        }

        return sum / total;
    }

    private float Lattice(float x, float y, int octave)
    {
        var left = MathF.Floor(x);
        var top = MathF.Floor(y);
        var fx = x - left;
        var fy = y - top;
        fx = fx * fx * (3 - (2 * fx));
        fy = fy * fy * (3 - (2 * fy));
        var (ix, iy) = ((int)left, (int)top);
        var upper = Hash(ix, iy, octave) + (fx * (Hash(ix + 1, iy, octave) - Hash(ix, iy, octave)));
        var lower = Hash(ix, iy + 1, octave) + (fx * (Hash(ix + 1, iy + 1, octave) - Hash(ix, iy + 1, octave)));
        return upper + (fy * (lower - upper));
    }

    private float Hash(int x, int y, int octave)
    {
        var bits = ((uint)x * 0x8DA6B343u) ^ ((uint)y * 0xD8163841u) ^ ((uint)octave * 0xCB1AB31Fu) ^ _salt;
        bits = (bits ^ (bits >> 16)) * 0x7FEB352Du;
        bits = (bits ^ (bits >> 15)) * 0x846CA68Bu;
        return (bits ^ (bits >> 16)) * (1f / 4294967296f);
    }
}
