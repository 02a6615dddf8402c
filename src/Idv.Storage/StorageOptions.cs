namespace Idv.Storage;

/// <summary>Which database keeps the records.</summary>
public enum StorageProvider
{
    /// <summary>One file on this machine; the default.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, 15 or later, which several nodes may share.</summary>
    Postgres,
}

/// <summary>Where everything is kept.</summary>
public sealed record StorageOptions
{
    /// <summary>The folder of the database file (SQLite), the blobs, and by default the master key.</summary>
    public required string Path { get; init; }

    /// <summary>Which database.</summary>
    public StorageProvider Provider { get; init; }

    /// <summary>The connection string of the PostgreSQL server.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The file with the master keys; by default <c>master.key</c> in the folder. Keep it on another disk than the data where you can.</summary>
    public string? MasterKeyFile { get; init; }

    /// <summary>Whether a missing master key file is created. Only ever the case for an empty database.</summary>
    public bool CreateMasterKey { get; init; } = true;

    /// <summary>Whether the schema is brought up to date at start; otherwise an old schema stops the start.</summary>
    public bool MigrateOnStart { get; init; } = true;

    /// <summary>Whether each SQLite transaction (synchronous FULL) and each blob is on the disk before it counts. Otherwise a power cut may lose the last few.</summary>
    public bool SurvivesPowerCut { get; init; } = true;

    /// <summary>Whether there is anything to open: a database file, or a server that may hold one.</summary>
    public bool HasDatabase => Provider != StorageProvider.Sqlite || File.Exists(DatabasePath);

    internal string MasterKeyPath => MasterKeyFile ?? System.IO.Path.Combine(Path, "master.key");

    internal string DatabasePath => System.IO.Path.Combine(Path, "idv.db");

    internal string BlobPath => System.IO.Path.Combine(Path, "blobs");
}
