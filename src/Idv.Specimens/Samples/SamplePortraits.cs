using Idv.Imaging;

namespace Idv.Specimens;

/// <summary>
/// The faces that the samples use. Who is who was judged by eye and checked with the project's default embedder: the two pictures of person 1
/// have a cosine of 0.70 and those of person 2 (one with closed eyes and stage make-up) 0.44; no other two faces here exceed 0.38.
/// </summary>
public static class SamplePortraits
{
    /// <summary>Person 1 in an evening's light: the portrait of the sample passport.</summary>
    public static SamplePortrait First { get; } = new("sample3.jpg", new Box(979, 96, 413, 531), 12, 1);

    /// <summary>Person 1 on another day, head tilted and laughing: the selfie that goes with the passport.</summary>
    public static SamplePortrait FirstAgain { get; } = new("sample1.jpg", new Box(1420, 125, 335, 431), 43, 1);

    /// <summary>Person 2.</summary>
    public static SamplePortrait Second { get; } = new("sample4.jpg", new Box(219, 110, 312, 401), -27, 2);

    /// <summary>Person 2 on another day, eyes closed and in make-up: a hard pair.</summary>
    public static SamplePortrait SecondAgain { get; } = new("sample1.jpg", new Box(746, 347, 319, 410), -28, 2);

    /// <summary>Every face, persons 1 and 2 twice and twelve others once.</summary>
    public static IReadOnlyList<SamplePortrait> All { get; } =
    [
        First,
        FirstAgain,
        Second,
        SecondAgain,
        new("sample1.jpg", new Box(331, 265, 332, 427), 2, 3),
        new("sample3.jpg", new Box(475, 201, 396, 509), 1, 4),
        new("sample3.jpg", new Box(1428, 173, 396, 509), -4, 5),
        new("sample4.jpg", new Box(590, 20, 317, 408), 14, 6),
        new("sample5.jpg", new Box(550, 308, 355, 456), 1, 7),
        new("sample5.jpg", new Box(717, 11, 321, 413), 5, 8),
        new("sample5.jpg", new Box(1060, 119, 302, 388), -1, 9),
        new("sample5.jpg", new Box(1326, 258, 407, 523), -10, 10),
        new("sample6.jpg", new Box(181, 373, 391, 503), -7, 11),
        new("sample6.jpg", new Box(573, 213, 407, 523), -4, 12),
        new("sample6.jpg", new Box(1076, 196, 401, 516), 0, 13),
        new("sample6.jpg", new Box(1404, 150, 419, 539), 14, 14),
    ];

    /// <summary>The first picture of a person.</summary>
    /// <exception cref="InvalidOperationException">There is no such person.</exception>
    public static SamplePortrait Of(int personId) => All.First(portrait => portrait.PersonId == personId);
}
