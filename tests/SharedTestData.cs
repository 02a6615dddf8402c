namespace Idv.Tests;

/// <summary>
/// Finds real pictures with ground truth in <c>../shared/testdata</c> beside the checkout. Tests that need them skip with a
/// message where they are absent; every behaviour also has a test that runs without them.
/// </summary>
internal static class SharedTestData
{
    /// <summary>The root of the repository that this test was built in.</summary>
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>The folder of the shared test data; it may not exist.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "testdata"));

    /// <summary>Gives a path below the shared test data and skips the calling test when that path is absent.</summary>
    public static string Require(params string[] segments)
    {
        var path = Path.Combine([Root, .. segments]);
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"The shared test data is absent: {path}");
        return path;
    }

    private static string FindRepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "IdvEngine.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside a checkout of the repository.");
    }
}
