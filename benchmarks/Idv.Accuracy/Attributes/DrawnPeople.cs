using Idv.Accuracy.Faces;
using Idv.Accuracy.Labels;

namespace Idv.Accuracy.Attributes;

/// <summary>
/// People of LFW with masks and glasses drawn onto them, unless they wear glasses of their own: one half to choose settings on, the other to report on. No
/// weight is fitted to them.
/// </summary>
internal static class DrawnPeople
{
    private const int Seed = 20260702;
    private const int Step = 2;

    /// <summary>One example for every other picture of a half.</summary>
    public static List<AttributeExample> Make(AttributeTraining training, string folder, PeopleHalf half, bool describe)
    {
        var random = new Random(Seed);
        var examples = new List<AttributeExample>();
        foreach (var picture in FacePicture.List(folder, half).Where((_, index) => index % Step == 0))
        {
            if (LabelledFace.Find(picture.Name)?.Eyewear is not { } eyewear)
            {
                continue;
            }

            foreach (var face in training.Faces(picture.File, limit: 1, mirrored: false))
            {
                using (face)
                {
                    if (training.Make(face with { Eyewear = eyewear }, random, describe) is { } example)
                    {
                        examples.Add(example);
                    }
                }
            }
        }

        return examples;
    }

    /// <summary>The same people as their pictures show them.</summary>
    public static List<AttributeExample> Untouched(AttributeTraining training, string folder, PeopleHalf half) =>
    [
        .. FacePicture.List(folder, half)
            .Select(picture => LabelledFace.Find(picture.Name)?.Eyewear is { } eyewear ? training.Untouched(picture.File, eyewear) : null)
            .OfType<AttributeExample>(),
    ];
}
