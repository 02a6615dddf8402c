namespace Idv.Host.Galleries;

/// <summary>A folder of pictures of one face each, whose paths below the folder, without their endings, are the subjects' ids.</summary>
internal static class SubjectPictures
{
    private static readonly HashSet<string> Endings = new(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp" };

    /// <summary>The pictures in a stable order.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static IReadOnlyList<(string Subject, FileInfo File)> List(DirectoryInfo folder) =>
    [
        .. folder.EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => Endings.Contains(file.Extension))
            .OrderBy(file => file.FullName, StringComparer.Ordinal)
            .Select(file => (Path.ChangeExtension(Path.GetRelativePath(folder.FullName, file.FullName), null), file)),
    ];
}
