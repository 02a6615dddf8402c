using System.CommandLine;
using Idv.Accuracy;
using Idv.Galleries;
using Idv.Host.Settings;
using Idv.Inference;
using Idv.Storage;
using Idv.Storage.Keys;
using Idv.Verifications;

namespace Idv.Host.Commands;

/// <summary>The <c>idv</c> program.</summary>
public static class IdvCommand
{
    /// <summary>Runs the program.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Identity verification on site: faces, documents, liveness. Nothing leaves this machine.")
        {
            ServeCommand.Create(),
            VerifyCommand.Create(),
            CompareCommand.Create(),
            DocumentCommand.Create(),
            MrzCommand.Create(),
            EnrollCommand.Create(),
            SearchCommand.Create(),
            GalleryCommand.Create(),
            ModelsCommand.Create(),
            DoctorCommand.Create(),
            MigrateCommand.Create(),
            KeysCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            AuditCommand.Create(),
            SpecimensCommand.Create(),
            BenchCommand.Create(),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"error: {error.Message}");
            }

            await Console.Error.WriteLineAsync("Run 'idv --help' or 'idv COMMAND --help' for usage.");
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,

                // The host drains on SIGTERM by itself and takes as long as Server:DrainSeconds allows.
                ProcessTerminationTimeout = null,
            });
        }
        catch (SettingsException exception)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Message}");
            return ExitCodes.Usage;
        }
        catch (ModelException exception)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Message}");
            return ExitCodes.Failure;
        }
        catch (Exception exception) when (exception is CommandFailedException or GalleryException or MasterKeyException or StoreUnavailableException or SchemaMismatchException)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Message}");
            return ExitCodes.Failure;
        }
    }
}
