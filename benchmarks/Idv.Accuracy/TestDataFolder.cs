using System.CommandLine;

namespace Idv.Accuracy;

/// <summary>Where pictures with ground truth are found.</summary>
internal static class TestDataFolder
{
    /// <summary>An option whose default is the shared test data beside the checkout.</summary>
    public static Option<DirectoryInfo> Option() => new("--data")
    {
        Description = "The folder of test data; by default ../shared/testdata beside the checkout.",
        DefaultValueFactory = _ => new DirectoryInfo(Path.Combine(FindCheckout(), "..", "shared", "testdata")),
    };

    private static string FindCheckout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "IdvEngine.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? Directory.GetCurrentDirectory();
    }
}
