using Idv.Host.Settings;
using Idv.Storage;

namespace Idv.Host.Serving;

/// <summary>The storage that the settings describe.</summary>
internal static class StorageFactory
{
    /// <summary>The options.</summary>
    /// <exception cref="SettingsException">The file with the connection string cannot be read.</exception>
    public static StorageOptions Options(StorageSettings settings) => new()
    {
        Path = settings.Path,
        Provider = settings.Provider == "postgres" ? StorageProvider.Postgres : StorageProvider.Sqlite,
        ConnectionString = settings.ConnectionString is { } connection ? Secret.Resolve(connection, "Storage:ConnectionString") : null,
        MasterKeyFile = settings.MasterKeyFile,
        CreateMasterKey = settings.CreateMasterKey,
        MigrateOnStart = settings.MigrateOnStart,
    };
}
