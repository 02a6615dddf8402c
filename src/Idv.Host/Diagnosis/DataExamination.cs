using Idv.Host.Serving;
using Idv.Host.Settings;
using Idv.Storage;
using Idv.Storage.Keys;
using Idv.Verifications;

namespace Idv.Host.Diagnosis;

/// <summary>Opens everything that is kept.</summary>
internal static class DataExamination
{
    private const int MostFaultsNamed = 20;

    /// <summary>Examines database, pictures and audit log; takes as long as reading them does.</summary>
    public static async Task<IReadOnlyList<Finding>> ExamineAsync(ApplianceSettings settings, CancellationToken cancellation)
    {
        try
        {
            var options = StorageFactory.Options(settings.Storage) with { MigrateOnStart = false, CreateMasterKey = false };
            if (!options.HasDatabase)
            {
                return [new Finding("data", FindingStatus.Ok, "no data yet; the first start makes the database")];
            }
            await using var store = await DataStore.OpenAsync(options, TimeProvider.System, cancellation);
            var report = await store.Maintenance.CheckAsync(cancellation);
            var audit = await store.Audit.VerifyAsync(expectedHead: null, cancellation);
            return
            [
                .. report.Faults.Take(MostFaultsNamed).Select(fault => new Finding("data", FindingStatus.Problem, fault, "Restore it from a backup, or erase the verification that it belongs to.")),
                report.Faults.Count == 0
                    ? new Finding("data", FindingStatus.Ok, $"{report.Records} records and {report.Blobs} pictures open; {report.Orphans} files of uploads that never ended, which the next sweep removes")
                    : new Finding("data", FindingStatus.Problem, $"{report.Faults.Count} of {report.Records + report.Blobs + report.Faults.Count} records and pictures do not open", "See the lines above."),
                audit.BrokenAt is { } broken
                    ? new Finding("audit log", FindingStatus.Problem, $"the chain is broken at entry {broken}", "Somebody changed or removed entries: keep the database as evidence.")
                    : new Finding("audit log", FindingStatus.Ok, $"{audit.Entries} entries, chain intact"),
            ];
        }
        catch (MasterKeyException exception)
        {
            return [new Finding("data", FindingStatus.Problem, exception.Message, "Put the master key file back, or set Storage:MasterKeyFile.")];
        }
        catch (Exception exception) when (exception is StoreUnavailableException or SchemaMismatchException or InvalidDataException)
        {
            return [new Finding("data", FindingStatus.Problem, exception.Message, "Start the appliance once, or run 'idv migrate'.")];
        }
    }
}
