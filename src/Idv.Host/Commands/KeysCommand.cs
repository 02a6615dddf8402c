using System.CommandLine;
using Idv.Host.Galleries;
using Idv.Host.Serving;
using Idv.Host.Settings;
using Idv.Host.Translation;
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
                var galleries = 0;
                var count = await store.Maintenance.RotateMasterKeyAsync(cancellation, () => galleries = Reseal(settings));
                AnsiConsole.MarkupLine($"[green]rotated[/] the master key; {count} keys and {galleries} galleries are sealed by it. Copy the new master key file to its backup.");
            }

            return ExitCodes.Success;
        });
        return new Command("keys", "The keys that data at rest are encrypted by.") { rotate };
    }

    /// <summary>Galleries are sealed under keys that are derived from the master keys, outside the database.</summary>
    private static int Reseal(ApplianceSettings settings)
    {
        using var catalogue = EngineFactory.OpenCatalogue(settings);
        using var shelf = GalleryFactory.Create(settings, catalogue);
        var count = 0;
        foreach (var (tenant, name) in shelf.All().ToList())
        {
            shelf.Open(tenant, name).Reseal();
            count++;
        }

        return count;
    }
}
