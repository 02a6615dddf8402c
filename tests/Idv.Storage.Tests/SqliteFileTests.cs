using System.Text;
using Idv.Storage.Maintenance;
using Idv.Verifications;
using Idv.Verifications.Stores;
using Microsoft.Data.Sqlite;
using static Idv.Storage.Tests.Harness;

namespace Idv.Storage.Tests;

/// <summary>What only a database of files can do wrong, or be asked for.</summary>
public sealed class SqliteFileTests : IAsyncLifetime
{
    private static readonly string[] PersonalWords = ["Quixano", "QUIXANO", "Alonso", "ALONSO", "user-42", "X7Z55", "hooks.example"];
    private Harness? _harness;

    private Harness Harness => _harness!;

    public async ValueTask InitializeAsync() => _harness = await Harness.OpenAsync(null);

    public async ValueTask DisposeAsync() => await Harness.DisposeAsync();

    [Fact]
    public async Task Nothing_personal_ever_lies_on_the_disk_in_clear()
    {
        await Harness.CompletedAsync("user-42");

        AssertNowhere([.. PersonalWords.Select(word => Encoding.UTF8.GetBytes(word)), .. new[] { Picture().Bytes.ToArray(), "portrait cut out"u8.ToArray() }]);
    }

    [Theory]
    [InlineData("anonymize")]
    [InlineData("erase")]
    [InlineData("erase tenant")]
    public async Task What_was_forgotten_is_gone_from_the_database_its_log_and_the_blob_folder(string how)
    {
        var completed = await Harness.CompletedAsync("user-42");
        var secrets = await SealedBytesAsync(completed);
        Assert.All(secrets, secret => Assert.True(IsSomewhere(secret)));

        await (how switch
        {
            "anonymize" => Harness.Lifecycle.AnonymizeAsync(Demo, completed.Id, Cancellation),
            "erase" => Harness.Lifecycle.EraseAsync(Demo, completed.Id, Cancellation),
            _ => Harness.Store.Stores.Tenants.EraseAsync(Demo, Cancellation),
        });

        AssertNowhere(how == "anonymize" ? secrets[..^1] : secrets);
        Assert.Empty(Directory.GetFiles(Path.Combine(Harness.Options.Path, "blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task An_anonymized_verification_keeps_scores_labels_and_history_and_is_found_by_no_name()
    {
        var completed = await Harness.CompletedAsync("user-42");

        await Harness.Lifecycle.AnonymizeAsync(Demo, completed.Id, Cancellation);

        var read = await Harness.Lifecycle.GetAsync(Demo, completed.Id, Cancellation);
        var store = Harness.Store.Stores.Verifications;
        Assert.Equal((VerificationState.Anonymized, completed.Report!.Score, "7"), (read.State, read.Report!.Score, read.Metadata["order"]));
        Assert.Equal(6, (await store.EventsAsync(Demo, completed.Id, Cancellation)).Count);
        foreach (var term in new[] { "quixano", "user-42" })
        {
            Assert.Equal(0, (await store.ListAsync(new VerificationQuery { TenantId = Demo, SearchTerm = term }, Cancellation)).Total);
        }

        Assert.Equal(1, (await store.ListAsync(
            new VerificationQuery { TenantId = Demo, Metadata = new Dictionary<string, string> { ["order"] = "7" } }, Cancellation)).Total);
    }

    [Fact]
    public async Task Erasing_one_of_two_verifications_keeps_the_identity_and_erasing_both_does_not()
    {
        var first = await Harness.CompletedAsync("user-42");
        var second = await Harness.CompletedAsync("user-42");

        await Harness.Lifecycle.EraseAsync(Demo, first.Id, Cancellation);
        Assert.NotNull(await Harness.Store.Stores.Identities.FindByExternalIdAsync(Demo, "user-42", Cancellation));

        await Harness.Lifecycle.EraseAsync(Demo, second.Id, Cancellation);
        Assert.Null(await Harness.Store.Stores.Identities.FindByExternalIdAsync(Demo, "user-42", Cancellation));
        await Assert.ThrowsAsync<NotFoundException>(() => Harness.Lifecycle.EraseAsync(Demo, second.Id, Cancellation));
    }

    [Fact]
    public async Task A_database_that_another_program_has_locked_is_reported_and_nothing_is_kept()
    {
        await using var other = new SqliteConnection($"Data Source={Harness.Options.DatabasePath};Pooling=False");
        await other.OpenAsync(Cancellation);
        await using (var transaction = other.BeginTransaction(deferred: false))
        {
            var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => Harness.CreateAsync());
            Assert.Contains("locked", fault.Message, StringComparison.Ordinal);
            // Reading goes on meanwhile.
            Assert.NotNull(await Harness.Store.Stores.Tenants.FindAsync(Demo, Cancellation));
            await transaction.RollbackAsync(Cancellation);
        }

        await Harness.CreateAsync();
        Assert.Equal(1, (await Harness.Store.Stores.Verifications.ListAsync(new VerificationQuery { TenantId = Demo }, Cancellation)).Total);
    }

    [Fact]
    public async Task A_read_only_database_is_reported_and_still_read()
    {
        var created = await Harness.CreateAsync();
        // A write on a connection that may only read fails as it does on a read-only mount.
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Harness.Store.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("PRAGMA query_only = ON");
                try
                {
                    await session.ExecuteAsync("DELETE FROM verifications");
                }
                finally
                {
                    await session.ExecuteAsync("PRAGMA query_only = OFF");
                }
            },
            Cancellation));

        Assert.NotNull(await Harness.Lifecycle.GetAsync(Demo, created.Id, Cancellation));
    }

    [Fact]
    public async Task A_full_disk_is_reported_and_the_change_is_not_half_kept()
    {
        // The database's own limit of pages behaves like a full disk.
        await Harness.Store.Database.WriteAsync(
            async session => await session.ExecuteAsync($"PRAGMA max_page_count = {await session.FirstOrDefaultAsync<long>("PRAGMA page_count") + 2}"), Cancellation);
        var kept = 0;
        StoreUnavailableException? fault = null;
        for (var i = 0; i < 1000 && fault is null; i++)
        {
            try
            {
                await Harness.CreateAsync();
                kept++;
            }
            catch (StoreUnavailableException full)
            {
                fault = full;
            }
        }

        Assert.Contains("full", fault!.Message, StringComparison.Ordinal);
        var list = await Harness.Store.Stores.Verifications.ListAsync(new VerificationQuery { TenantId = Demo, Take = 1000 }, Cancellation);
        Assert.Equal(kept, list.Total);
        foreach (var verification in list.Items)
        {
            Assert.Single(await Harness.Store.Outbox.ListAsync(Demo, verification.Id, Cancellation));
        }
    }

    [Fact]
    public async Task A_file_that_is_no_database_stops_the_start_with_its_name()
    {
        await Harness.Store.DisposeAsync();
        await File.WriteAllTextAsync(Harness.Options.DatabasePath, new string('x', 10_000), Cancellation);

        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => Harness.ReopenAsync());

        Assert.Contains(Harness.Options.DatabasePath, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_taken_while_serving_restores_to_one_moment()
    {
        using var stop = new CancellationTokenSource();
        var completed = await Harness.CompletedAsync("user-42");
        var writer = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await Harness.CompletedAsync();
                }
            },
            Cancellation);
        var backup = Path.Combine(Harness.Options.Path, "backup");
        var restored = Path.Combine(Harness.Options.Path, "restored");

        await Harness.Store.Maintenance.BackUpAsync(backup, Cancellation);
        await stop.CancelAsync();
        await writer;
        DataMaintenance.Restore(backup, restored);

        await using var store = await DataStore.OpenAsync(
            Harness.Options with { Path = restored, MasterKeyFile = Path.Combine(Harness.Options.Path, "master.key") }, Harness.Clock, Cancellation);
        var report = await store.Maintenance.CheckAsync(Cancellation);
        Assert.Empty(report.Faults);
        Assert.True(report.Blobs >= 2);
        Assert.Equal(completed.Revision, (await store.Stores.Verifications.FindAsync(Demo, completed.Id, Cancellation))!.Revision);
        Assert.Equal(Picture().Bytes.ToArray(), await store.Stores.Blobs.ReadAsync(Demo, completed.Evidence[0].BlobId, Cancellation));
        Assert.Throws<InvalidOperationException>(() => DataMaintenance.Restore(backup, restored));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Harness.Store.Maintenance.BackUpAsync(backup, Cancellation));
    }

    [Fact]
    public async Task The_master_key_file_is_readable_by_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such mode.");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Harness.Options.Path, "master.key")));
        }

        await Task.CompletedTask;
    }

    /// <summary>A piece of every sealed thing of a verification, as it lies on the disk; the last is its row in the history, which survives anonymization.</summary>
    private async Task<byte[][]> SealedBytesAsync(Verification verification)
    {
        var pieces = new List<byte[]>();
        async Task AddAsync(string sql) => pieces.AddRange(
            (await Harness.Store.Database.ReadAsync(session => session.QueryAsync<byte[]>(sql), Cancellation)).Select(Middle));
        await AddAsync($"SELECT content FROM verifications WHERE id = '{verification.Id}'");
        await AddAsync($"SELECT content FROM outbox WHERE verification_id = '{verification.Id}'");
        await AddAsync($"SELECT sealed_key FROM blobs WHERE verification_id = '{verification.Id}'");
        pieces.AddRange(Directory.GetFiles(Path.Combine(Harness.Options.Path, "blobs"), "*", SearchOption.AllDirectories).Select(file => Middle(File.ReadAllBytes(file))));
        pieces.Add(Encoding.UTF8.GetBytes(verification.Id.ToString()));
        return [.. pieces];
    }

    private static byte[] Middle(byte[] bytes) => bytes.Length <= 24 ? bytes : bytes.AsSpan((bytes.Length / 2) - 12, 24).ToArray();

    private void AssertNowhere(byte[][] secrets)
    {
        foreach (var secret in secrets)
        {
            Assert.False(IsSomewhere(secret), $"{Convert.ToHexString(secret)} ({Encoding.ASCII.GetString(secret)}) is still on the disk.");
        }
    }

    private bool IsSomewhere(byte[] secret) => Directory.GetFiles(Harness.Options.Path, "*", SearchOption.AllDirectories).Any(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(secret) >= 0;
    });
}
