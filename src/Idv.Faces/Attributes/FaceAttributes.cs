namespace Idv.Faces.Attributes;

/// <summary>
/// What else a face shows. Null stands for what no installed model can tell, or not in so little light. Age is not told at all: the installed model's estimates of
/// people of all ages lie between 30 and 43 (docs/accuracy.md).
/// </summary>
/// <param name="Mask">The probability that a mask covers mouth and nose, 0 to 1.</param>
/// <param name="Glasses">The probability that glasses of any kind are worn, 0 to 1.</param>
/// <param name="Sunglasses">The probability that glasses hide the eyes, 0 to 1.</param>
/// <param name="EyesClosed">The probability that both eyes are closed, 0 to 1.</param>
/// <param name="MouthOpen">Whether the lips are clearly apart, from the landmarks; null under a mask.</param>
/// <param name="Gender">What the face looks like; says nothing of who the person is.</param>
public sealed record FaceAttributes(
    double? Mask, double? Glasses, double? Sunglasses, double? EyesClosed, bool? MouthOpen, GenderEstimate? Gender);

/// <summary>The gender that a face is taken for.</summary>
/// <param name="Gender">The more probable one.</param>
/// <param name="Score">The model's score for it, 0.5 to 1; about 88% of estimates are right (docs/accuracy.md).</param>
public sealed record GenderEstimate(Gender Gender, double Score);

/// <summary>Genders that the model tells apart.</summary>
public enum Gender
{
    /// <summary>Female.</summary>
    Female,

    /// <summary>Male.</summary>
    Male,
}
