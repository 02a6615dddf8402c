using Idv.Galleries.Searching;

namespace Idv.Galleries.Tests;

public class CoalescerTests
{
    [Fact]
    public void A_request_on_an_idle_coalescer_is_carried_out_alone_and_at_once_on_the_callers_thread()
    {
        var thread = 0;
        var coalescer = new Coalescer<Request>(8, group => thread = group.Count == 1 ? Environment.CurrentManagedThreadId : -1);
        coalescer.CarryOut(new Request());
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
    }

    [Fact]
    public void Requests_that_arrive_during_work_are_carried_out_together()
    {
        using var started = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var groups = new List<int>();
        var coalescer = new Coalescer<Request>(8, group =>
        {
            groups.Add(group.Count);
            started.Set();
            release.Wait();
        });
        var threads = Enumerable.Range(0, 7).Select(_ => new Thread(() => coalescer.CarryOut(new Request()))).ToArray();
        threads[0].Start();
        started.Wait(TestContext.Current.CancellationToken);
        Array.ForEach(threads[1..], thread => thread.Start());
        SpinWait.SpinUntil(() => threads[1..].All(thread => thread.ThreadState == ThreadState.WaitSleepJoin), TimeSpan.FromSeconds(20));

        release.Set();
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal([1, 6], groups);
    }

    [Fact]
    public void Groups_are_no_larger_than_they_may_be_and_nobody_is_forgotten()
    {
        var largest = 0;
        var done = 0;
        var coalescer = new Coalescer<Request>(4, group =>
        {
            largest = Math.Max(largest, group.Count);
            done += group.Count;
            Thread.Sleep(1);
        });
        var threads = Enumerable.Range(0, 16).Select(caller => new Thread(() =>
        {
            for (var i = 0; i < 20; i++)
            {
                if (caller % 2 == 0)
                {
                    coalescer.CarryOut(new Request());
                }
                else
                {
                    coalescer.CarryOut([new Request(), new Request(), new Request()]);
                }
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());

        Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromSeconds(30))));
        Assert.Equal((8 * 20) + (8 * 20 * 3), done);
        Assert.InRange(largest, 2, 4);
    }

    [Fact]
    public void A_failure_reaches_the_caller_and_the_next_request_is_carried_out()
    {
        var fail = true;
        var coalescer = new Coalescer<Request>(4, _ =>
        {
            if (fail)
            {
                throw new GalleryException(GalleryFault.DiskFull, "full");
            }
        });
        ChangeTests.AssertFault(GalleryFault.DiskFull, () => coalescer.CarryOut(new Request()));
        fail = false;
        coalescer.CarryOut(new Request());
    }

    private sealed class Request : CoalescedRequest;
}
