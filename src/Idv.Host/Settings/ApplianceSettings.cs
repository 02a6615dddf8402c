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

    /// <summary>How long data are kept.</summary>
    public RetentionSettings Retention { get; init; } = new();

    /// <summary>Whom the appliance may tell.</summary>
    public WebhookSettings Webhooks { get; init; } = new();

    /// <summary>The lists that names are looked up in.</summary>
    public SanctionsSettings Sanctions { get; init; } = new();

    /// <summary>The vendors' APIs.</summary>
    public FacadesSettings Facades { get; init; } = new();

    /// <summary>Who may use the appliance.</summary>
    public IList<TenantSettings> Tenants { get; init; } = [];
}

/// <summary>The section <c>Storage</c>.</summary>
public sealed class StorageSettings
{
    /// <summary>The data folder.</summary>
    public string Path { get; init; } = "data";

    /// <summary><c>sqlite</c> or <c>postgres</c>.</summary>
    public string Provider { get; init; } = "sqlite";

    /// <summary>How to reach PostgreSQL; may be <c>file:/path</c>.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The file with the master keys; null is <c>master.key</c> in the data folder. Keep it on another disk where you can.</summary>
    public string? MasterKeyFile { get; init; }

    /// <summary>Whether a missing master key file is made; only ever for an empty database.</summary>
    public bool CreateMasterKey { get; init; } = true;

    /// <summary>Whether the schema is brought up to date at start; otherwise run <c>idv migrate</c>.</summary>
    public bool MigrateOnStart { get; init; } = true;
}

/// <summary>The section <c>Engine</c>.</summary>
public sealed class EngineSettings
{
    /// <summary>Further model manifests, or folders that hold one; a later card replaces an earlier one of the same id.</summary>
    public IList<string> ModelPaths { get; init; } = [];

    /// <summary>Which of the installed face models are used.</summary>
    public FaceModelSettings FaceModels { get; init; } = new();

    /// <summary>Who reads the lines of a machine-readable zone that stay in doubt: <c>pp-ocr</c>, <c>tesseract</c> or <c>none</c>.</summary>
    public string MrzSecondReader { get; init; } = "pp-ocr";

    /// <summary>Threads within one inference; 1 gives the best throughput.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How many engine operations run at once; 0 is the number of processors.</summary>
    public int Concurrency { get; init; }

    /// <summary>How many engine operations may wait for their turn before callers are answered 503.</summary>
    public int QueueLength { get; init; } = 64;

    /// <summary>How many of one tenant's may wait before it is answered 429; 0 is as many as may wait at all.</summary>
    public int QueueLengthPerTenant { get; init; }

    /// <summary>How long one operation may run.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public string ExecutionProvider { get; init; } = "cpu";

    /// <summary>Which GPU, from 0.</summary>
    public int DeviceIndex { get; init; }

    /// <summary>The CUDA provider library; null looks in the usual places.</summary>
    public string? CudaProviderLibrary { get; init; }

    /// <summary>Whether documents that say of themselves that they are specimens fail; otherwise they are reported as undecided, as demonstrations and tests need it.</summary>
    public bool RefuseSpecimens { get; init; }

    /// <summary>A folder with templates of further types of document, as JSON files; null knows those that are built in.</summary>
    public string? DocumentTemplates { get; init; }

    /// <summary>The false match rate at which faces must match.</summary>
    public double FalseMatchRate { get; init; } = 1e-4;
}

/// <summary>The section <c>Retention</c>: what happens by age to verifications of tenants that have no rules of their own.</summary>
public sealed class RetentionSettings
{
    /// <summary>The rules; a state without one is kept.</summary>
    public IList<RetentionRuleSettings> Rules { get; init; } = [];

    /// <summary>How often the rules are applied.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>A rule of retention.</summary>
public sealed class RetentionRuleSettings
{
    /// <summary><c>completed</c>, <c>aborted</c>, <c>expired</c> or <c>anonymized</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>The age from which it applies, as <c>days.hh:mm:ss</c>, counted from the last change of state.</summary>
    public TimeSpan Age { get; init; }

    /// <summary><c>anonymize</c> or <c>erase</c>.</summary>
    public string Action { get; init; } = "";
}

/// <summary>The section <c>Webhooks</c>.</summary>
public sealed class WebhookSettings
{
    /// <summary>Host names, host globs, addresses and networks (CIDR) that may be told; none by default.</summary>
    public IList<string> AllowedTargets { get; init; } = [];

    /// <summary>The delays between the tries.</summary>
    public IList<TimeSpan> RetryDelays { get; init; } = [];

    /// <summary>How long one try may take.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>The section <c>Sanctions</c>: files in the format of OFAC's SDN list, given by the operator.</summary>
public sealed class SanctionsSettings
{
    /// <summary>The list (<c>sdn.csv</c>); null looks nobody up.</summary>
    public string? ListFile { get; init; }

    /// <summary>The list's alternate names (<c>alt.csv</c>), or null.</summary>
    public string? AlternateNamesFile { get; init; }
}
