using System.Collections.Concurrent;
using Idv.Verifications.Processing;

namespace Idv.Verifications.Tests;

public sealed class WorkQueueTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tenants_take_turns()
    {
        using var queue = new WorkQueue(new WorkQueueOptions { Workers = 1 }, TimeProvider.System);
        using var gate = new ManualResetEventSlim();
        var order = new ConcurrentQueue<string>();
        var first = queue.RunAsync("blocker", _ => { gate.Wait(); return 0; }, Cancellation);
        var tasks = new List<Task<int>>();
        foreach (var name in new[] { "a1", "a2", "a3", "a4", "b1", "b2", "c1" })
        {
            tasks.Add(queue.RunAsync(name[..1], _ => { order.Enqueue(name); return 0; }, Cancellation));
        }

        gate.Set();
        await Task.WhenAll([first, .. tasks]);

        Assert.Equal(["a1", "b1", "c1", "a2", "b2", "a3", "a4"], order);
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_with_the_time_to_wait()
    {
        using var queue = new WorkQueue(new WorkQueueOptions { Workers = 1, Capacity = 3, CapacityPerTenant = 2 }, TimeProvider.System);
        using var gate = new ManualResetEventSlim();
        using var running = new ManualResetEventSlim();
        var tasks = new List<Task<int>> { queue.RunAsync("a", _ => { running.Set(); gate.Wait(); return 0; }, Cancellation) };
        running.Wait(Cancellation);
        tasks.Add(queue.RunAsync("a", _ => 1, Cancellation));
        tasks.Add(queue.RunAsync("a", _ => 2, Cancellation));

        var tenantFull = Assert.Throws<QueueFullException>(() => queue.Reserve("a"));
        using (queue.Reserve("b"))
        {
            var allFull = Assert.Throws<QueueFullException>(() => queue.Reserve("c"));
            Assert.False(allFull.TenantOnly);
            Assert.InRange(allFull.RetryAfter.TotalSeconds, 1, 60);
        }

        Assert.True(tenantFull.TenantOnly);
        gate.Set();
        var results = await Task.WhenAll(tasks);
        Assert.Equal([0, 1, 2], results);
        Assert.Equal(0, queue.Load.Waiting);
    }

    [Fact]
    public async Task Work_that_nobody_waits_for_any_more_is_never_begun()
    {
        using var queue = new WorkQueue(new WorkQueueOptions { Workers = 1 }, TimeProvider.System);
        using var gate = new ManualResetEventSlim();
        using var giveUp = new CancellationTokenSource();
        var first = queue.RunAsync("a", _ => { gate.Wait(); return 0; }, Cancellation);
        var begun = false;
        var second = queue.RunAsync("a", _ => begun = true, giveUp.Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.Set();
        await first;
        Assert.Equal(3, await queue.RunAsync("a", _ => 3, Cancellation));
        Assert.False(begun);
    }

    [Fact]
    public async Task The_caller_learns_of_the_time_limit_on_time_even_when_the_work_does_not_listen()
    {
        using var queue = new WorkQueue(new WorkQueueOptions { Workers = 1, TimeLimit = TimeSpan.FromMilliseconds(50) }, TimeProvider.System);
        using var gate = new ManualResetEventSlim();
        var deaf = queue.RunAsync("a", _ => { gate.Wait(); return 0; }, Cancellation);

        await Assert.ThrowsAsync<TimeoutException>(() => deaf);

        gate.Set();
        Assert.Equal(1, await queue.RunAsync("a", _ => 1, Cancellation));
    }

    [Fact]
    public async Task A_fault_reaches_the_caller_and_not_the_worker()
    {
        using var queue = new WorkQueue(new WorkQueueOptions { Workers = 1 }, TimeProvider.System);

        await Assert.ThrowsAsync<InvalidDataException>(() => queue.RunAsync<int>("a", _ => throw new InvalidDataException(), Cancellation));

        Assert.Equal(1, await queue.RunAsync("a", _ => 1, Cancellation));
    }

    [Fact]
    public async Task A_thousand_pieces_from_many_callers_all_run_and_leave_nothing_behind()
    {
        using var queue = new WorkQueue(new WorkQueueOptions { Workers = 4, Capacity = 1000, CapacityPerTenant = 1000 }, TimeProvider.System);

        var results = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => queue.RunAsync($"t{i % 7}", _ => i, Cancellation)));

        Assert.Equal(Enumerable.Range(0, 1000), results);
        Assert.Equal(0, queue.Load.Waiting);
    }
}
