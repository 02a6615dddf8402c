using Idv.Accuracy.Faces;

namespace Idv.Accuracy.Attributes;

/// <summary>People of LFW with masks and glasses drawn onto them: one half to choose settings on, the other to report on. No weight is fitted to them.</summary>
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
            foreach (var face in training.Faces(picture.File, limit: 1, mirrored: false))
            {
                using (face)
                {
                    if (training.Make(face, random, describe) is { } example)
                    {
                        examples.Add(example);
                    }
                }
            }
        }

        return examples;
    }
}
