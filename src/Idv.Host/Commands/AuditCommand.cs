using System.CommandLine;
using Idv.Host.Serving;
using Idv.Storage;

namespace Idv.Host.Commands;

/// <summary><c>idv audit</c>.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var (config, data) = (CommonOptions.Config(), CommonOptions.Data());
        var head = new Option<string?>("--head") { Description = "A link that an earlier verification printed: it must still occur, or entries were cut off." };
        var verify = new Command(
            "verify",
            $"Recompute the chain of the audit log and print its last link; keep that elsewhere. Exit codes: {ExitCodes.Success} intact, {ExitCodes.Failure} broken, {ExitCodes.Usage} bad usage.")
        {
            head, config, data,
        };
        verify.SetAction(async (parsed, cancellation) =>
        {
            var settings = CommonOptions.Settings(parsed.GetValue(config), parsed.GetValue(data));
            await using var store = await DataStore.OpenAsync(StorageFactory.Options(settings.Storage) with { MigrateOnStart = false }, TimeProvider.System, cancellation);
            var verdict = await store.Audit.VerifyAsync(parsed.GetValue(head), cancellation);
            if (verdict.BrokenAt is { } broken)
            {
                throw new CommandFailedException($"The audit log is broken at entry {broken}: it, or one before it, was changed, removed or cut off.");
            }

            Console.WriteLine($"{verdict.Entries} entries, chain intact, head {verdict.Head}");
            return ExitCodes.Success;
        });
        return new Command("audit", "The log of who saw or changed what.") { verify };
    }
}
