using System.CommandLine;
using Idv.Host.Serving;
using Idv.Storage;
using Idv.Storage.Maintenance;

namespace Idv.Host.Commands;

/// <summary><c>idv backup</c>: works while the appliance serves.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var (config, data) = (CommonOptions.Config(), CommonOptions.Data());
        var target = new Argument<DirectoryInfo>("folder") { Description = "An empty folder, or one that is to be made." };
        var command = new Command("backup", "Copy database and pictures, encrypted as they are, while the appliance serves. The master key is not copied: keep it apart.")
        {
            target, config, data,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var settings = CommonOptions.Settings(parsed.GetValue(config), parsed.GetValue(data));
            await using var store = await DataStore.OpenAsync(StorageFactory.Options(settings.Storage) with { MigrateOnStart = false }, TimeProvider.System, cancellation);
            var folder = parsed.GetRequiredValue(target).FullName;
            try
            {
                await store.Maintenance.BackUpAsync(folder, cancellation);
            }
            catch (Exception exception) when (exception is InvalidOperationException or IOException or UnauthorizedAccessException)
            {
                throw new CommandFailedException(exception.Message);
            }

            Console.WriteLine($"Backed up to {folder}. Galleries are kept by 'idv gallery export'; the master key belongs elsewhere.");
            return ExitCodes.Success;
        });
        return command;
    }
}

/// <summary><c>idv restore</c>.</summary>
internal static class RestoreCommand
{
    public static Command Create()
    {
        var (config, data) = (CommonOptions.Config(), CommonOptions.Data());
        var source = new Argument<DirectoryInfo>("folder") { Description = "A folder that 'idv backup' wrote." };
        var command = new Command("restore", "Put a backup into an empty data folder, before the appliance is started there with the master key of the backup's time.")
        {
            source, config, data,
        };
        command.SetAction(parsed =>
        {
            var settings = CommonOptions.Settings(parsed.GetValue(config), parsed.GetValue(data));
            try
            {
                DataMaintenance.Restore(parsed.GetRequiredValue(source).FullName, settings.Storage.Path);
            }
            catch (Exception exception) when (exception is InvalidOperationException or IOException or UnauthorizedAccessException)
            {
                throw new CommandFailedException(exception.Message);
            }

            Console.WriteLine($"Restored to {Path.GetFullPath(settings.Storage.Path)}. Put the master key there (or set Storage:MasterKeyFile), then run 'idv doctor --data' and start.");
            return ExitCodes.Success;
        });
        return command;
    }
}
