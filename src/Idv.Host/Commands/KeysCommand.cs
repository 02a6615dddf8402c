using System.CommandLine;
using Idv.Host.Serving;
using Idv.Storage;
using Spectre.Console;

namespace Idv.Host.Commands;

/// <summary><c>idv keys</c>.</summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        var (config, data) = (CommonOptions.Config(), CommonOptions.Data());
        var tenant = new Option<string?>("--tenant") { Description = "Rotate this tenant's key in place of the master key." };
        var rotate = new Command(
            "rotate",
            "Make a new master key and wrap every tenant's key by it; or, with --tenant, give one tenant a new key. Pictures are not encrypted again. Stop the appliance first when rotating the master key: a node that serves keeps the old one in memory.")
        {
            config, data, tenant,
        };
        rotate.SetAction(async (parsed, cancellation) =>
        {
            var settings = CommonOptions.Settings(parsed.GetValue(config), parsed.GetValue(data));
            await using var store = await DataStore.OpenAsync(StorageFactory.Options(settings.Storage), TimeProvider.System, cancellation);
            if (parsed.GetValue(tenant) is { } id)
            {
                if (await store.Stores.Tenants.FindAsync(id, cancellation) is null)
                {
                    throw new CommandFailedException($"There is no tenant '{id}'.");
                }

                var count = await store.Maintenance.RotateTenantKeyAsync(id, cancellation);
                AnsiConsole.MarkupLine($"[green]rotated[/] the key of tenant {Markup.Escape(id)}; {count} records and pictures are wrapped by it.");
            }
            else
            {
                // Galleries are sealed under keys that are derived from the master keys: the old one stays until they are re-issued.
                var count = await store.Maintenance.RotateMasterKeyAsync(cancellation);
                AnsiConsole.MarkupLine($"[green]rotated[/] the master key; {count} keys are wrapped by it. Copy the new master key file to its backup.");
            }

            return ExitCodes.Success;
        });
        return new Command("keys", "The keys that data at rest are encrypted by.") { rotate };
    }
}
