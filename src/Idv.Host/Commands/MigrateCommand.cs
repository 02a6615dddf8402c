using System.CommandLine;
using Idv.Host.Serving;
using Idv.Storage;

namespace Idv.Host.Commands;

/// <summary><c>idv migrate</c>.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var (config, data) = (CommonOptions.Config(), CommonOptions.Data());
        var command = new Command("migrate", "Bring the database's schema up to date. Safe to run again, and before nodes that serve are replaced.") { config, data };
        command.SetAction(async (parsed, cancellation) =>
        {
            var settings = CommonOptions.Settings(parsed.GetValue(config), parsed.GetValue(data));
            var applied = await DataStore.MigrateAsync(StorageFactory.Options(settings.Storage), TimeProvider.System, cancellation);
            Console.WriteLine(applied.Count == 0 ? "The schema is up to date." : $"Applied: {string.Join(", ", applied)}.");
            return ExitCodes.Success;
        });
        return command;
    }
}
