using Idv.Verifications;
using Idv.Verifications.Processing;
using Idv.Verifications.Reports;
using static Idv.Storage.Tests.Harness;

namespace Idv.Storage.Tests;

public sealed class ProcessorTests : IAsyncLifetime
{
    private Harness? _harness;

    private Harness Harness => _harness!;

    public async ValueTask InitializeAsync() => _harness = await Harness.OpenAsync(null);

    public async ValueTask DisposeAsync() => await Harness.DisposeAsync();

    [Fact]
    public async Task A_submitted_verification_is_examined_with_its_evidence_and_completed()
    {
        ExaminationRequest? seen = null;
        using var node = new Node(Harness, new ScriptedEngine((request, _) =>
        {
            seen = request;
            return Approval(DateTimeOffset.UtcNow);
        }));

        var submitted = await node.Processor.SubmitNewAsync(New(), [Picture("bytes of a face")], null, Cancellation);
        var completed = await node.Processor.WaitAsync(Demo, submitted.Id, Cancellation);

        Assert.Equal((VerificationState.Completed, Decision.Approved), (completed.State, completed.Decision));
        Assert.Equal("bytes of a face"u8.ToArray(), Assert.Single(seen!.Evidence).Bytes.ToArray());
        Assert.Equal(VerificationKind.DocumentAndFace, seen.Kind);
    }

    [Fact]
    public async Task What_was_processing_when_the_process_ended_is_taken_up_by_the_next_one()
    {
        using var never = new ManualResetEventSlim();
        Guid id;
        using (var first = new Node(Harness, new ScriptedEngine((_, cancellation) =>
        {
            never.Wait(cancellation);
            return new Examination();
        })))
        {
            first.Run();
            id = (await first.Processor.SubmitNewAsync(New(), [Picture()], null, Cancellation)).Id;
            await Task.Delay(100, Cancellation);
        }

        await Harness.ReopenAsync();
        using var second = new Node(Harness, new ScriptedEngine((_, _) => Approval(DateTimeOffset.UtcNow)));
        second.Run();

        var completed = await second.Processor.WaitAsync(Demo, id, Cancellation);
        Assert.Equal(Decision.Approved, completed.Decision);
    }

    [Fact]
    public async Task A_processor_that_is_told_to_stop_finishes_what_is_under_way()
    {
        using var begun = new ManualResetEventSlim();
        using var node = new Node(Harness, new ScriptedEngine((_, _) =>
        {
            begun.Set();
            Thread.Sleep(100);
            return Approval(DateTimeOffset.UtcNow);
        }));
        node.Run();
        var id = (await node.Processor.SubmitNewAsync(New(), [Picture()], null, Cancellation)).Id;
        begun.Wait(Cancellation);

        await node.StopAsync();

        Assert.Equal(Decision.Approved, (await Harness.Lifecycle.GetAsync(Demo, id, Cancellation)).Decision);
    }

    [Fact]
    public async Task An_engine_that_takes_too_long_leaves_an_undecided_verification()
    {
        using var gate = new ManualResetEventSlim();
        using var node = new Node(
            Harness,
            new ScriptedEngine((_, _) =>
            {
                gate.Wait();
                return new Examination();
            }),
            new WorkQueueOptions { Workers = 1, TimeLimit = TimeSpan.FromMilliseconds(100) });

        var id = (await node.Processor.SubmitNewAsync(New(), [Picture()], null, Cancellation)).Id;
        var completed = await node.Processor.WaitAsync(Demo, id, Cancellation);
        gate.Set();

        AssertUndecided(completed, "time_limit_exceeded");
    }

    [Fact]
    public async Task An_engine_that_throws_leaves_an_undecided_verification_and_the_next_one_works()
    {
        var calls = 0;
        using var node = new Node(Harness, new ScriptedEngine((_, _) =>
            Interlocked.Increment(ref calls) == 1 ? throw new InvalidOperationException("bug") : Approval(DateTimeOffset.UtcNow)));

        var first = (await node.Processor.SubmitNewAsync(New(), [Picture()], null, Cancellation)).Id;
        AssertUndecided(await node.Processor.WaitAsync(Demo, first, Cancellation), "engine_fault");
        var second = (await node.Processor.SubmitNewAsync(New(), [Picture()], null, Cancellation)).Id;

        Assert.Equal(Decision.Approved, (await node.Processor.WaitAsync(Demo, second, Cancellation)).Decision);
    }

    [Fact]
    public async Task Evidence_that_was_tampered_with_is_never_examined()
    {
        var submitted = await Harness.Lifecycle.CreateSubmittedAsync(New(), [Picture()], null, Cancellation);
        var file = new Blobs.BlobFolder(Path.Combine(Harness.Options.Path, "blobs")).PathOf(submitted.Evidence[0].BlobId);
        await File.WriteAllBytesAsync(file, new byte[100], Cancellation);
        using var node = new Node(Harness, new ScriptedEngine((_, _) => Approval(DateTimeOffset.UtcNow)));
        node.Run();

        AssertUndecided(await node.Processor.WaitAsync(Demo, submitted.Id, Cancellation), "evidence_damaged");
    }

    [Fact]
    public async Task A_verification_that_ends_the_process_each_time_is_given_up_after_three_times()
    {
        var submitted = await Harness.Lifecycle.CreateSubmittedAsync(New(), [Picture()], null, Cancellation);
        var waiting = new Idv.Verifications.Stores.WaitingVerification(Demo, submitted.Id);
        for (var crash = 0; crash < 3; crash++)
        {
            var now = Harness.Clock.GetUtcNow();
            await Harness.Store.Stores.Verifications.LeaseAsync(waiting, "test", now, now.AddHours(1), Cancellation);
            await Harness.Store.Stores.Verifications.ReleaseLeasesAsync("test", Cancellation);
        }

        using var node = new Node(Harness, new ScriptedEngine((_, _) => Approval(DateTimeOffset.UtcNow)));
        node.Run();

        AssertUndecided(await node.Processor.WaitAsync(Demo, submitted.Id, Cancellation), "tried_too_often");
    }

    [Fact]
    public async Task A_full_queue_refuses_before_anything_is_kept()
    {
        using var gate = new ManualResetEventSlim();
        using var node = new Node(
            Harness,
            new ScriptedEngine((_, _) =>
            {
                gate.Wait();
                return Approval(DateTimeOffset.UtcNow);
            }),
            new WorkQueueOptions { Workers = 1, Capacity = 2, CapacityPerTenant = 2 });
        var accepted = 0;
        await Assert.ThrowsAsync<QueueFullException>(async () =>
        {
            while (true)
            {
                await node.Processor.SubmitNewAsync(New(), [Picture()], null, Cancellation);
                accepted++;
            }
        });

        var list = await Harness.Store.Stores.Verifications.ListAsync(new() { TenantId = Demo }, Cancellation);
        gate.Set();
        Assert.Equal(accepted, list.Total);
        foreach (var verification in list.Items)
        {
            Assert.Equal(Decision.Approved, (await node.Processor.WaitAsync(Demo, verification.Id, Cancellation)).Decision);
        }
    }

    [Fact]
    public async Task An_abort_during_the_examination_wins()
    {
        using var gate = new ManualResetEventSlim();
        using var node = new Node(Harness, new ScriptedEngine((_, _) =>
        {
            gate.Wait();
            return Approval(DateTimeOffset.UtcNow);
        }));
        var id = (await node.Processor.SubmitNewAsync(New(), [Picture()], null, Cancellation)).Id;

        await Harness.Lifecycle.AbortAsync(Demo, id, new AbortReason(AbortReasons.Cancelled), ClientContext.Unknown, Cancellation);
        gate.Set();

        Assert.Equal(VerificationState.Aborted, (await node.Processor.WaitAsync(Demo, id, Cancellation)).State);
    }

    private static void AssertUndecided(Verification verification, string reason)
    {
        Assert.Equal((VerificationState.Completed, Decision.Review), (verification.State, verification.Decision));
        var check = Assert.Single(verification.Report!.AllChecks());
        Assert.Equal((CheckOutcome.Unknown, reason), (check.Outcome, Assert.Single(check.Reasons).Code));
    }

    private sealed class ScriptedEngine(Func<ExaminationRequest, CancellationToken, Examination> examine) : IVerificationEngine
    {
        public Examination Examine(ExaminationRequest request, CancellationToken cancellation) => examine(request, cancellation);
    }

    private sealed class Node : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly WorkQueue _queue;
        private Task _running = Task.CompletedTask;

        public Node(Harness harness, IVerificationEngine engine, WorkQueueOptions? options = null)
        {
            _queue = new WorkQueue(options ?? new WorkQueueOptions { Workers = 2 }, TimeProvider.System);
            Processor = new VerificationProcessor(
                harness.Lifecycle, harness.Store.Stores, engine, _queue,
                new ProcessorOptions { Node = "test", PollInterval = TimeSpan.FromMilliseconds(20), DrainTime = TimeSpan.FromMilliseconds(500) }, harness.Clock);
        }

        public VerificationProcessor Processor { get; }

        public void Run() => _running = Processor.RunAsync(_stop.Token);

        public async Task StopAsync()
        {
            await _stop.CancelAsync();
            await _running;
        }

        public void Dispose()
        {
            _stop.Cancel();
            _running.GetAwaiter().GetResult();
            _queue.Dispose();
            _stop.Dispose();
        }
    }
}
