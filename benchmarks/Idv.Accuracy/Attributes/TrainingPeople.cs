using System.Globalization;

namespace Idv.Accuracy.Attributes;

/// <summary>What a person in a training picture wears over the eyes, told by eye.</summary>
internal enum Eyewear
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Glasses that the eyes are seen through.</summary>
    Glasses,

    /// <summary>Glasses that hide the eyes.</summary>
    Sunglasses,
}

/// <summary>One person of <c>training/attributes/people.tsv</c>.</summary>
/// <param name="Picture">The file below the pictures' folder.</param>
/// <param name="X">The face's centre as a share of the picture's width.</param>
/// <param name="Y">The same of its height.</param>
/// <param name="Eyewear">What the person wears.</param>
internal sealed record TrainingPerson(string Picture, float X, float Y, Eyewear Eyewear)
{
    /// <summary>Reads the list.</summary>
    /// <exception cref="FormatException">A line has not four columns of the right kinds; the message names it.</exception>
    public static IReadOnlyList<TrainingPerson> Read(string file) => [.. File.ReadLines(file).Skip(1).Select((line, index) => Parse(line, index + 2))];

    private static TrainingPerson Parse(string line, int number)
    {
        var columns = line.Split('\t');
        return columns.Length == 4
            && float.TryParse(columns[1], CultureInfo.InvariantCulture, out var x)
            && float.TryParse(columns[2], CultureInfo.InvariantCulture, out var y)
            && Enum.TryParse<Eyewear>(columns[3], ignoreCase: true, out var eyewear)
                ? new TrainingPerson(columns[0], x, y, eyewear)
                : throw new FormatException($"Line {number} of the people is not 'picture, x, y, eyewear' in tabs.");
    }
}
