namespace Idv.Host.Settings;

/// <summary>All settings of the appliance, by section.</summary>
public sealed class ApplianceSettings
{
    /// <summary>How the program is reached.</summary>
    public ServerSettings Server { get; init; } = new();

    /// <summary>Where data live.</summary>
    public StorageSettings Storage { get; init; } = new();

    /// <summary>How pictures are judged.</summary>
    public EngineSettings Engine { get; init; } = new();

    /// <summary>Who may use the appliance.</summary>
    public IList<TenantSettings> Tenants { get; init; } = [];
}

/// <summary>The section <c>Server</c>.</summary>
public sealed class ServerSettings
{
    /// <summary>The address under which callers reach the appliance; null is the first bound one.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>How long accepted requests may take to finish after SIGTERM, in seconds.</summary>
    public int DrainSeconds { get; init; } = 30;
}

/// <summary>The section <c>Storage</c>.</summary>
public sealed class StorageSettings
{
    /// <summary>The data folder.</summary>
    public string Path { get; init; } = "data";

    /// <summary>The file with the master keys; null is <c>master.key</c> in the data folder. Keep it on another disk where you can.</summary>
    public string? MasterKeyFile { get; init; }
}

/// <summary>The section <c>Engine</c>.</summary>
public sealed class EngineSettings
{
    /// <summary>Further model manifests, or folders that hold one; a later card replaces an earlier one of the same id.</summary>
    public IList<string> ModelPaths { get; init; } = [];

    /// <summary>Which of the installed face models are used.</summary>
    public FaceModelSettings FaceModels { get; init; } = new();

    /// <summary>Threads within one inference; 1 gives the best throughput.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How many engine operations run at once; 0 is the number of processors.</summary>
    public int Concurrency { get; init; }

    /// <summary>How many engine operations may wait for their turn before callers are answered 503.</summary>
    public int QueueLength { get; init; } = 64;

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public string ExecutionProvider { get; init; } = "cpu";

    /// <summary>Which GPU, from 0.</summary>
    public int DeviceIndex { get; init; }

    /// <summary>The CUDA provider library; null looks in the usual places.</summary>
    public string? CudaProviderLibrary { get; init; }

    /// <summary>The false match rate at which faces must match.</summary>
    public double FalseMatchRate { get; init; } = 1e-4;
}

/// <summary>One entry of the section <c>Tenants</c>.</summary>
public sealed class TenantSettings
{
    /// <summary>The tenant's id.</summary>
    public string Id { get; init; } = "";

    /// <summary>Keys for <c>/v1</c>; an entry may be <c>file:/path</c>.</summary>
    public IList<string> ApiKeys { get; init; } = [];
}
