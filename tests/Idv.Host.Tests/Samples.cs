using Idv.Specimens;
using Idv.Tests;

namespace Idv.Host.Tests;

/// <summary>The sample pictures, rendered once for all tests.</summary>
public sealed class Samples : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("idv-samples-").FullName;

    public Samples() => SampleSet.Write(_folder, Path.Combine(SharedTestData.RepositoryRoot, "models", "node_modules"));

    public string Passport => Path.Combine(_folder, "passport.jpg");

    public string Selfie => Path.Combine(_folder, "selfie.jpg");

    public string Impostor => Path.Combine(_folder, "impostor.jpg");

    public string Folder => _folder;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

[CollectionDefinition(Name)]
public sealed class SampleCollection : ICollectionFixture<Samples>, ICollectionFixture<RunningAppliance>
{
    public const string Name = "samples";
}
