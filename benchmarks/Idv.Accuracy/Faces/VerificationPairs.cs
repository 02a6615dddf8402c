using System.Globalization;

namespace Idv.Accuracy.Faces;

/// <summary>One comparison of a verification protocol.</summary>
/// <param name="Fold">Which fold it belongs to.</param>
/// <param name="First">A picture's path below the folder.</param>
/// <param name="Second">The other picture's path.</param>
/// <param name="IsGenuine">Whether both show the same person.</param>
public sealed record VerificationPair(int Fold, string First, string Second, bool IsGenuine);

/// <summary>Reads pairs files: tab-separated fold, picture, picture, 1 or 0, below a heading line.</summary>
public static class VerificationPairs
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">A line is not valid; the message gives its number.</exception>
    public static IReadOnlyList<VerificationPair> Read(string path)
    {
        var pairs = new List<VerificationPair>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var fields = line.Split('\t');
            if (number == 1 && fields[0] == "fold")
            {
                continue;
            }

            if (fields.Length != 4
                || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var fold)
                || fields[3] is not ("0" or "1"))
            {
                throw new FormatException($"{path}, line {number}: expected a fold, two pictures and 1 or 0, separated by tabs.");
            }

            pairs.Add(new VerificationPair(fold, fields[1], fields[2], fields[3] == "1"));
        }

        return pairs;
    }
}
