using System.Reflection;

namespace Idv.Host.Tests;

/// <summary>The arrows of the architecture page, read from what the compiled assemblies really reference.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Idv.Imaging"] = [],
        ["Idv.Inference"] = ["Idv.Imaging"],
        ["Idv.Faces"] = ["Idv.Imaging", "Idv.Inference"],
        ["Idv.Documents"] = ["Idv.Imaging", "Idv.Inference"],
        ["Idv.Engine"] = ["Idv.Imaging", "Idv.Inference", "Idv.Faces", "Idv.Documents"],
        ["Idv.Accuracy"] = ["Idv.Imaging", "Idv.Inference", "Idv.Faces", "Idv.Documents", "Idv.Engine", "Idv.Specimens"],
        ["Idv.Galleries"] = [],
        ["Idv.Galleries.Onnx"] = ["Idv.Galleries", "Idv.Inference"],
        ["Idv.Specimens"] = ["Idv.Imaging", "Idv.Documents"],
        ["Idv.Verifications"] = [],
        ["Idv.Storage"] = ["Idv.Verifications"],
        ["Idv.Facades"] = ["Idv.Verifications"],
        ["Idv.Api"] = ["Idv.Verifications", "Idv.Facades"],
        ["Idv.Facades.Uqudo"] = ["Idv.Verifications", "Idv.Facades"],
        ["Idv.Facades.IncodeId"] = ["Idv.Verifications", "Idv.Facades"],
    };

    public static TheoryData<string> Projects => [.. Loaded().Select(assembly => assembly.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_depends_only_on_those_that_the_architecture_allows(string project)
    {
        if (project == "idv")
        {
            return;
        }

        Assert.True(Allowed.TryGetValue(project, out var allowed), $"{project} has no place in the architecture yet: add its arrows here.");
        var referenced = Loaded().Single(assembly => assembly.GetName().Name == project).GetReferencedAssemblies()
            .Select(name => name.Name!).Where(name => name.StartsWith("Idv.", StringComparison.Ordinal));
        Assert.Empty(referenced.Except(allowed, StringComparer.Ordinal));
    }

    [Fact]
    public void The_heart_of_the_engine_knows_nothing_of_HTTP() => Assert.All(
        Loaded().Where(assembly => assembly.GetName().Name is "Idv.Imaging" or "Idv.Inference" or "Idv.Faces" or "Idv.Documents" or "Idv.Engine" or "Idv.Galleries"),
        assembly => Assert.DoesNotContain(
            assembly.GetReferencedAssemblies(),
            name => name.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.Name == "System.Net.Http"));

    [Theory]
    [InlineData("Common")]
    [InlineData("Core")]
    [InlineData("Shared")]
    [InlineData("Utils")]
    public void No_project_is_a_drawer_for_everything(string name) =>
        Assert.DoesNotContain(Loaded(), assembly => assembly.GetName().Name!.Split('.').Contains(name, StringComparer.OrdinalIgnoreCase));

    private static List<Assembly> Loaded() =>
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll")
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Where(name => (name.StartsWith("Idv.", StringComparison.Ordinal) || name == "idv") && !name.EndsWith(".Tests", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(Assembly.Load),
    ];
}
