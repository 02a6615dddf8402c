namespace Idv.Accuracy.Faces;

/// <summary>A picture whose central face is that of a known person.</summary>
/// <param name="Name">The path below the folder, with forward slashes.</param>
/// <param name="File">The full path.</param>
/// <param name="Person">The name of the folder that holds it.</param>
public sealed record FacePicture(string Name, string File, string Person)
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp", ".bmp"];

    /// <summary>
    /// Which half of the people a person belongs to: what is tuned is tuned on one half and reported on the other. The half
    /// follows from the name alone (FNV-1a, 32 bits, parity), so that it never changes.
    /// </summary>
    public PeopleHalf Half
    {
        get
        {
            var hash = 2166136261u;
            foreach (var letter in Person)
            {
                hash = (hash ^ letter) * 16777619u;
            }

            // The lowest bit of FNV is the parity of the letters alone; a higher one depends on their order too.
            return ((hash >> 15) & 1) == 0 ? PeopleHalf.Even : PeopleHalf.Odd;
        }
    }

    /// <summary>Lists a folder with one subfolder for each person, in a stable order.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static IReadOnlyList<FacePicture> List(string folder, PeopleHalf half = PeopleHalf.All) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(file => new FacePicture(
                Path.GetRelativePath(folder, file).Replace('\\', '/'), file, Path.GetFileName(Path.GetDirectoryName(file))!))
            .Where(picture => half == PeopleHalf.All || picture.Half == half),
    ];
}

/// <summary>A fixed half of the people of a data set.</summary>
public enum PeopleHalf
{
    /// <summary>Everybody.</summary>
    All,

    /// <summary>The half that is tuned on.</summary>
    Even,

    /// <summary>The half that is reported on.</summary>
    Odd,
}
