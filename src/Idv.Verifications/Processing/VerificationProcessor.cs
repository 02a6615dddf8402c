using System.Collections.Concurrent;
using Idv.Verifications.People;
using Idv.Verifications.Policies;
using Idv.Verifications.Stores;

namespace Idv.Verifications.Processing;

/// <summary>How a node examines verifications.</summary>
public sealed record ProcessorOptions
{
    /// <summary>The name of this node; the same after a restart, different from every other node's.</summary>
    public string Node { get; init; } = Environment.MachineName;

    /// <summary>How long a verification belongs to a node that took it. Longer than the time limit of the queue.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often the store is asked for verifications that wait: those of other nodes, of before a restart, and those that found the queue full.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a verification is tried before it is completed undecided: one that kills the process must not do so for ever.</summary>
    public int MostTries { get; init; } = 3;

    /// <summary>How long a processor that is told to stop lets what is under way go on; afterwards it waits in the store for the next start.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>
/// Brings submitted verifications through the engine. What waits is written in the store, so nothing is lost when the process ends; the queue in
/// memory only decides whose turn it is.
/// </summary>
/// <param name="lifecycle">The verifications.</param>
/// <param name="stores">Where they are kept.</param>
/// <param name="engine">What examines them.</param>
/// <param name="queue">Whose turn it is.</param>
/// <param name="options">How.</param>
/// <param name="clock">The time.</param>
public sealed class VerificationProcessor(
    VerificationLifecycle lifecycle, VerificationStores stores, IVerificationEngine engine, WorkQueue queue, ProcessorOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, Task> _underWay = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Called with every fault that is nobody's answer: a store that is down while polling, a completion that could not be written.</summary>
    public Action<Guid?, Exception>? Faulted { get; init; }

    /// <summary>
    /// Submits a verification and examines it as soon as it is its turn. The answer comes when the submission is durable, not when the report is there.
    /// </summary>
    /// <exception cref="QueueFullException">There is no place; the verification stays as it was.</exception>
    public async Task<Verification> SubmitAsync(string tenantId, Guid id, ClientContext context, CancellationToken cancellation)
    {
        using var reservation = queue.Reserve(tenantId);
        var submitted = await lifecycle.SubmitAsync(tenantId, id, context, cancellation);
        Enqueue(new WaitingVerification(tenantId, id), reservation);
        return submitted;
    }

    /// <summary>Creates, submits and examines in one go: what a synchronous call needs together with <see cref="WaitAsync"/>.</summary>
    /// <exception cref="QueueFullException">There is no place; nothing was created.</exception>
    public async Task<Verification> SubmitNewAsync(
        NewVerification request, IReadOnlyList<NewEvidence> evidence, IdempotencyKey? key, CancellationToken cancellation)
    {
        using var reservation = queue.Reserve(request.TenantId);
        var submitted = await lifecycle.CreateSubmittedAsync(request, evidence, key, cancellation);
        if (submitted.State == VerificationState.Processing)
        {
            Enqueue(new WaitingVerification(request.TenantId, submitted.Id), reservation);
        }

        return submitted;
    }

    /// <summary>Waits until a verification is no longer processing, on whichever node, and returns it as it then is.</summary>
    public async Task<Verification> WaitAsync(string tenantId, Guid id, CancellationToken cancellation)
    {
        while (true)
        {
            if (_underWay.TryGetValue(id, out var task))
            {
                await task.WaitAsync(cancellation);
            }

            var verification = await lifecycle.GetAsync(tenantId, id, cancellation);
            if (verification.State != VerificationState.Processing)
            {
                return verification;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellation);
        }
    }

    /// <summary>
    /// Takes up what this node left behind when it ended, then looks for waiting verifications and overdue ones until cancelled; then lets what is
    /// under way finish, for as long as the options allow. Run it once per process.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var hasReleased = false;
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                if (!hasReleased)
                {
                    await stores.Verifications.ReleaseLeasesAsync(options.Node, cancellation);
                    hasReleased = true;
                }

                await TakeUpWaitingAsync(cancellation);
                await lifecycle.ExpireOverdueAsync(limit: 100, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // A store that is down now may be up at the next round; the loop must not die.
            catch (Exception fault)
            {
                Faulted?.Invoke(null, fault);
            }
#pragma warning restore CA1031

            await Task.Delay(options.PollInterval, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _ = Task.Delay(options.DrainTime, clock, CancellationToken.None).ContinueWith(
            _ => _stopping.Cancel(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await Task.WhenAll(_underWay.Values);
    }

    private async Task TakeUpWaitingAsync(CancellationToken cancellation)
    {
        var waiting = await stores.Verifications.FindWaitingAsync(clock.GetUtcNow(), limit: 64, cancellation);
        foreach (var item in waiting)
        {
            try
            {
                if (!_underWay.ContainsKey(item.VerificationId))
                {
                    using var reservation = queue.Reserve(item.TenantId);
                    Enqueue(item, reservation);
                }
            }
            catch (QueueFullException)
            {
                // It stays written in the store; a later round finds it again.
            }
        }
    }

    private void Enqueue(WaitingVerification waiting, WorkReservation reservation)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_underWay.TryAdd(waiting.VerificationId, turn.Task))
        {
            return;
        }

        var result = queue.RunAsync(reservation, cancellation => Examine(waiting, cancellation), _stopping.Token);
        _ = FinishAsync(waiting, result, turn);
    }

    /// <summary>Runs on a worker of the queue: loads, examines and forgets the pictures again before the next piece of work begins.</summary>
    private Examined? Examine(WaitingVerification waiting, CancellationToken cancellation)
    {
        using var activity = ProcessingInstruments.Source.StartActivity("verification.process");

        // The worker is a thread of its own that nothing else waits for, so blocking it on the store is what bounds memory.
        var prepared = PrepareAsync(waiting, cancellation).GetAwaiter().GetResult();
        return prepared switch
        {
            null => null,
            { Reason: { } reason } => new Examined(null, reason),
            { Request: { } request } => new Examined(ExamineTraced(request, cancellation), null),
            _ => null,
        };
    }

    private Examination ExamineTraced(ExaminationRequest request, CancellationToken cancellation)
    {
        using var activity = ProcessingInstruments.Source.StartActivity("verification.examine");
        activity?.SetTag("kind", request.Kind.ToString());
        return engine.Examine(request, cancellation);
    }

    private async Task<Prepared?> PrepareAsync(WaitingVerification waiting, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var tries = await stores.Verifications.LeaseAsync(waiting, options.Node, now, now + options.Lease, cancellation);
        if (tries == 0)
        {
            return null;
        }

        if (tries > options.MostTries)
        {
            return new Prepared(null, "tried_too_often");
        }

        var verification = await lifecycle.GetAsync(waiting.TenantId, waiting.VerificationId, cancellation);
        Policy policy = await lifecycle.PolicyAsync(verification, cancellation);
        Identity? subject = verification.SubjectIdentityId is { } id ? await stores.Identities.FindAsync(waiting.TenantId, id, cancellation)
            : verification is { Kind: VerificationKind.FaceOperation, ExternalUserId: { } name }
                ? await stores.Identities.FindByExternalIdAsync(waiting.TenantId, name, cancellation)
                : null;
        var evidence = new List<EvidenceContent>(verification.Evidence.Count);
        try
        {
            foreach (var item in verification.EvidenceToExamine())
            {
                evidence.Add(new EvidenceContent(item, await stores.Blobs.ReadAsync(waiting.TenantId, item.BlobId, cancellation)));
            }
        }
        catch (BlobDamagedException fault)
        {
            Faulted?.Invoke(waiting.VerificationId, fault);
            return new Prepared(null, "evidence_damaged");
        }

        return new Prepared(
            new ExaminationRequest
            {
                Kind = verification.Kind,
                Policy = policy,
                Evidence = evidence,
                ReferenceData = verification.ReferenceData,
                DeclaredDocumentType = verification.DeclaredDocumentType,
                Liveness = verification.Liveness ?? policy.Liveness,
                Subject = subject,
                Today = DateOnly.FromDateTime(now.UtcDateTime),
                PortraitsSeenWith = number => stores.Verifications.FindSeenPortraitsAsync(
                    waiting.TenantId, number, waiting.VerificationId, cancellation).GetAwaiter().GetResult(),
                Scenario = verification.Scenario,
            },
            null);
    }

    private async Task FinishAsync(WaitingVerification waiting, Task<Examined?> examination, TaskCompletionSource turn)
    {
        var (tenantId, id) = waiting;
        try
        {
            if (await examination is { } examined)
            {
                var completed = await (examined.Found is { } found
                    ? lifecycle.CompleteAsync(tenantId, id, found, CancellationToken.None)
                    : lifecycle.CompleteUndecidedAsync(tenantId, id, examined.Reason!, CancellationToken.None));
                ProcessingInstruments.RecordCompletion(completed.Kind, completed.Report!.Decision);
            }
        }
        catch (TimeoutException)
        {
            await CompleteUndecidedAsync(waiting, "time_limit_exceeded");
        }
        catch (OperationCanceledException)
        {
            // The process is ending; the verification waits in the store for the next one.
        }
        catch (RefusedException)
        {
            // It was aborted or erased while it was examined; that wins.
        }
        catch (StoreUnavailableException fault)
        {
            // Nothing was written: the lease runs out and somebody tries again.
            Faulted?.Invoke(id, fault);
        }
#pragma warning disable CA1031 // An engine must not throw; if one does, the verification must still end.
        catch (Exception fault)
        {
            Faulted?.Invoke(id, fault);
            await CompleteUndecidedAsync(waiting, "engine_fault");
        }
#pragma warning restore CA1031
        finally
        {
            _underWay.TryRemove(id, out _);
            turn.SetResult();
        }
    }

    private async Task CompleteUndecidedAsync(WaitingVerification waiting, string reason)
    {
        try
        {
            var completed = await lifecycle.CompleteUndecidedAsync(waiting.TenantId, waiting.VerificationId, reason, CancellationToken.None);
            ProcessingInstruments.RecordCompletion(completed.Kind, completed.Report!.Decision);
        }
        catch (Exception fault) when (fault is RefusedException or StoreUnavailableException)
        {
            Faulted?.Invoke(waiting.VerificationId, fault);
        }
    }

    private sealed record Prepared(ExaminationRequest? Request, string? Reason);

    private sealed record Examined(Examination? Found, string? Reason);
}
