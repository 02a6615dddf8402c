using System.Text;

namespace Idv.Verifications.Comparisons;

/// <summary>Reads comma separated values as RFC 4180 describes them, line by line; a quoted field may not span lines.</summary>
internal static class Csv
{
    private const int LongestLine = 65_536;

    /// <summary>The fields of each line, without their quotes.</summary>
    public static IEnumerable<List<string>> Read(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > LongestLine)
            {
                throw new InvalidDataException($"A line of the list is longer than {LongestLine} characters.");
            }

            yield return Split(line);
        }
    }

    private static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var character = line[i];
            if (character == '"')
            {
                var isDoubled = isQuoted && i + 1 < line.Length && line[i + 1] == '"';
                if (isDoubled)
                {
                    field.Append('"');
                    i++;
                }
                else
                {
                    isQuoted = !isQuoted;
                }
            }
            else if (character == ',' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(character);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
