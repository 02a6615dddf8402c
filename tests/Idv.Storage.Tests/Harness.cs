using Idv.Verifications;
using Idv.Verifications.Notifications;
using Idv.Verifications.People;
using Idv.Verifications.Policies;
using Idv.Verifications.Reports;
using Idv.Verifications.Tenants;

namespace Idv.Storage.Tests;

/// <summary>An opened store in a temporary folder with one tenant and one policy, and what tests do with it all the time.</summary>
internal sealed class Harness : IAsyncDisposable
{
    public const string Demo = "demo";
    private readonly string _folder;

    private Harness(string folder, StorageOptions options, DataStore store, AdjustableClock clock)
    {
        _folder = folder;
        Options = options;
        Store = store;
        Clock = clock;
        Lifecycle = NewLifecycle();
    }

    public StorageOptions Options { get; }

    public DataStore Store { get; private set; }

    public AdjustableClock Clock { get; }

    public VerificationLifecycle Lifecycle { get; private set; }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Harness> OpenAsync(string? connectionString)
    {
        var folder = Directory.CreateTempSubdirectory("idv-store-").FullName;
        var options = new StorageOptions
        {
            Path = Path.Combine(folder, "data"),
            Provider = connectionString is null ? StorageProvider.Sqlite : StorageProvider.Postgres,
            ConnectionString = connectionString,
            SurvivesPowerCut = false,
        };
        var clock = new AdjustableClock();
        var store = await DataStore.OpenAsync(options, clock, Cancellation);
        await store.Stores.Tenants.SaveAsync(new Tenant { Id = Demo }, Cancellation);
        await store.Stores.Policies.SaveAsync(new Policy { Id = Guid.NewGuid(), TenantId = Demo }, Cancellation);
        return new Harness(folder, options, store, clock);
    }

    /// <summary>Closes the store and opens it again, as a restart does.</summary>
    public async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = await DataStore.OpenAsync(Options, Clock, Cancellation);
        Lifecycle = NewLifecycle();
    }

    public VerificationLifecycle NewLifecycle(Func<string, Guid, CancellationToken, Task>? identityChanged = null) =>
        new(Store.Stores, [new EveryTransition()], null, Clock) { IdentityChanged = identityChanged };

    public Task<Verification> CreateAsync(Func<NewVerification, NewVerification>? with = null) =>
        Lifecycle.CreateAsync((with ?? (same => same))(New()), null, Cancellation);

    public static NewVerification New() => new() { TenantId = Demo, Facade = "engine", Kind = VerificationKind.DocumentAndFace, WebhookUrl = "https://hooks.example/a" };

    /// <summary>A verification of Alonso Quixano with a document, a face, and one picture, completed and approved.</summary>
    public async Task<Verification> CompletedAsync(string? externalUserId = null)
    {
        var created = await CreateAsync(request => request with
        {
            ExternalUserId = externalUserId,
            ReferenceData = new PersonalData { Surname = "Quixano", GivenNames = "Alonso" },
            Metadata = new Dictionary<string, string> { ["order"] = "7" },
        });
        await Lifecycle.AddEvidenceAsync(Demo, created.Id, Picture(), Cancellation);
        await Lifecycle.SubmitAsync(Demo, created.Id, ClientContext.Unknown, Cancellation);
        return await Lifecycle.CompleteAsync(Demo, created.Id, Approval(Clock.GetUtcNow()), Cancellation);
    }

    public static NewEvidence Picture(string content = "a picture of a face") =>
        new(EvidenceRole.Face, "image/jpeg", System.Text.Encoding.ASCII.GetBytes(content));

    public static Examination Approval(DateTimeOffset now) => new()
    {
        Documents =
        [
            new DocumentReading
            {
                Id = Guid.NewGuid(),
                Type = DocumentType.Passport,
                Fields =
                [
                    new FieldReading(DocumentField.Surname, "QUIXANO", DocumentZone.VisualZone, 1),
                    new FieldReading(DocumentField.GivenNames, "ALONSO", DocumentZone.VisualZone, 1),
                    new FieldReading(DocumentField.DocumentNumber, "X7Z55", DocumentZone.Mrz, 1),
                ],
            },
        ],
        Faces =
        [
            new FaceReading
            {
                Id = Guid.NewGuid(),
                Checks = [Check.OfScore(CheckCodes.FaceLiveness, 0.9, 0.5, "spoof")],
                Template = new BiometricTemplate(Guid.NewGuid(), "model", "1", new byte[] { 1, 2, 3, 4 }, now),
            },
        ],
        FaceComparisons = [new FaceComparison(Check.OfScore(CheckCodes.DocumentFaceMatch, 0.8, 0.4, "differs"), 0.8, 1e-4, null, null)],
        DerivedEvidence = [new DerivedEvidence(Guid.NewGuid(), EvidenceRole.Portrait, "image/png", "portrait cut out"u8.ToArray())],
        Models = ["model@1"],
    };

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class EveryTransition : INotificationFormat
    {
        public string Facade => "test";

        public IEnumerable<NotificationDraft> Compose(Verification verification, VerificationEvent happened, Tenant tenant)
        {
            if (happened.From != happened.To && verification.WebhookUrl is { } url)
            {
                yield return new NotificationDraft(happened.Type, url, System.Text.Encoding.UTF8.GetBytes($"{verification.Id} {happened.To}"));
            }
        }
    }
}

/// <summary>The system's clock, moved by tests.</summary>
internal sealed class AdjustableClock : TimeProvider
{
    private long _offset;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));
}
