namespace Idv.Verifications.Processing;

/// <summary>How much a work queue takes and how long work may last.</summary>
public sealed record WorkQueueOptions
{
    /// <summary>How many pieces of work run at once; by default the number of processors.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>How many pieces may wait in all.</summary>
    public int Capacity { get; init; } = 256;

    /// <summary>How many pieces of one tenant may wait.</summary>
    public int CapacityPerTenant { get; init; } = 64;

    /// <summary>How long one piece may run.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with these numbers; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate() =>
    [
        .. Workers < 1 ? ["Workers must be at least 1."] : Array.Empty<string>(),
        .. Capacity < 1 ? ["Capacity must be at least 1."] : Array.Empty<string>(),
        .. CapacityPerTenant < 1 || CapacityPerTenant > Capacity ? ["CapacityPerTenant must lie between 1 and Capacity."] : Array.Empty<string>(),
        .. TimeLimit <= TimeSpan.Zero ? ["TimeLimit must be positive."] : Array.Empty<string>(),
    ];
}

/// <summary>What a queue is doing, for metrics.</summary>
/// <param name="Waiting">Pieces that wait, reservations included.</param>
/// <param name="Running">Pieces that run.</param>
/// <param name="Workers">How many could run.</param>
public readonly record struct WorkQueueLoad(int Waiting, int Running, int Workers);

/// <summary>
/// A bounded queue for work that keeps a processor busy. It has threads of its own, so that requests which do not need inference (health checks) never
/// wait behind it; tenants take turns, so that one with a thousand pieces delays another's single piece by one turn only; and what does
/// not fit is refused at once instead of being kept in memory. Thread-safe.
/// </summary>
public sealed class WorkQueue : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly Dictionary<string, TenantQueue> _tenants = [];
    private readonly LinkedList<TenantQueue> _turns = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Thread[] _threads;
    private readonly WorkQueueOptions _options;
    private readonly TimeProvider _clock;
    private int _waiting;
    private int _running;
    private double _meanSeconds = 0.5;

    /// <summary>Starts the workers.</summary>
    /// <exception cref="ArgumentException">The options are impossible; the message names which.</exception>
    public WorkQueue(WorkQueueOptions options, TimeProvider clock)
    {
        if (options.Validate() is [var fault, ..])
        {
            throw new ArgumentException(fault, nameof(options));
        }

        _options = options;
        _clock = clock;
        _threads = new Thread[options.Workers];
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"idv work {i}" };
            _threads[i].Start();
        }
    }

    /// <summary>What the queue is doing.</summary>
    public WorkQueueLoad Load
    {
        get
        {
            lock (_lock)
            {
                return new WorkQueueLoad(_waiting, _running, _threads.Length);
            }
        }
    }

    /// <summary>Keeps a place for work that is about to come; dispose it unless <see cref="RunAsync{T}(WorkReservation, Func{CancellationToken, T}, CancellationToken)"/> takes it.</summary>
    /// <exception cref="QueueFullException">There is no place.</exception>
    public WorkReservation Reserve(string tenantId)
    {
        lock (_lock)
        {
            var tenant = TenantOf(tenantId);
            var isTenantFull = tenant.Waiting >= _options.CapacityPerTenant;
            if (isTenantFull || _waiting >= _options.Capacity)
            {
                Forget(tenant);
                ProcessingInstruments.RecordRefusal(isTenantFull);
                throw new QueueFullException(EstimateWait(), isTenantFull);
            }

            tenant.Waiting++;
            _waiting++;
            return new WorkReservation(this, tenantId);
        }
    }

    /// <summary>Runs work when its turn comes.</summary>
    /// <exception cref="QueueFullException">There is no place.</exception>
    /// <exception cref="TimeoutException">The work ran longer than the time limit. The caller is told on time; the worker is free only once the work returns.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up. Work that still waits is then never begun.</exception>
    public Task<T> RunAsync<T>(string tenantId, Func<CancellationToken, T> work, CancellationToken cancellation) =>
        RunAsync(Reserve(tenantId), work, cancellation);

    /// <summary>Runs work in a place that was kept for it; see <see cref="RunAsync{T}(string, Func{CancellationToken, T}, CancellationToken)"/>.</summary>
    public Task<T> RunAsync<T>(WorkReservation reservation, Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        var item = new Item<T>(this, reservation, work, cancellation);
        if (cancellation.IsCancellationRequested)
        {
            reservation.Dispose();
            return Task.FromCanceled<T>(cancellation);
        }

        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, this);
            var tenant = TenantOf(reservation.TenantId);
            item.Node = tenant.Items.AddLast(item);
            if (tenant.Turn.List is null)
            {
                _turns.AddLast(tenant.Turn);
            }
        }

        item.WatchCancellation();
        _available.Release();
        return item.Task;
    }

    /// <summary>Takes no more work, cancels what runs, and waits a moment for the workers to end.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _available.Release(_threads.Length);
        foreach (var thread in _threads)
        {
            thread.Join(TimeSpan.FromSeconds(2));
        }
    }

    internal void Release(string tenantId)
    {
        lock (_lock)
        {
            var tenant = TenantOf(tenantId);
            tenant.Waiting--;
            _waiting--;
            Forget(tenant);
        }
    }

    /// <summary>How long a newcomer would wait: what waits, at the recent mean duration, on all workers; 1 to 60 seconds.</summary>
    private TimeSpan EstimateWait() => TimeSpan.FromSeconds(Math.Clamp(_waiting * _meanSeconds / _threads.Length, 1, 60));

    private TenantQueue TenantOf(string tenantId)
    {
        if (!_tenants.TryGetValue(tenantId, out var tenant))
        {
            _tenants[tenantId] = tenant = new TenantQueue(tenantId);
        }

        return tenant;
    }

    private void Forget(TenantQueue tenant)
    {
        if (tenant is { Waiting: 0, Items.Count: 0 })
        {
            _tenants.Remove(tenant.TenantId);
        }
    }

    private void Work()
    {
        while (true)
        {
            _available.Wait();
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            if (TakeNext() is { } item)
            {
                var started = _clock.GetTimestamp();
                item.Run(_options.TimeLimit, _clock, _stopping.Token);
                var time = _clock.GetElapsedTime(started);
                ProcessingInstruments.RecordWait(_clock.GetElapsedTime(item.QueuedAt, started));
                ProcessingInstruments.RecordRun(time);
                lock (_lock)
                {
                    _running--;
                    _meanSeconds = (0.9 * _meanSeconds) + (0.1 * time.TotalSeconds);
                }
            }
        }
    }

    private Item? TakeNext()
    {
        lock (_lock)
        {
            // A cancelled item has left its list already, and its permit finds nothing.
            if (_turns.First is not { } turn)
            {
                return null;
            }

            var tenant = turn.Value;
            var item = tenant.Items.First!.Value;
            Detach(tenant, item);
            if (turn.List is not null)
            {
                _turns.Remove(turn);
                _turns.AddLast(turn);
            }

            _running++;
            return item;
        }
    }

    private void Detach(TenantQueue tenant, Item item)
    {
        tenant.Items.Remove(item.Node!);
        item.Node = null;
        tenant.Waiting--;
        _waiting--;
        if (tenant.Items.Count == 0)
        {
            _turns.Remove(tenant.Turn);
            Forget(tenant);
        }
    }

    private bool TryWithdraw(Item item)
    {
        lock (_lock)
        {
            if (item.Node is null)
            {
                return false;
            }

            Detach(_tenants[item.Reservation.TenantId], item);
            return true;
        }
    }

    private sealed class TenantQueue
    {
        public TenantQueue(string tenantId)
        {
            TenantId = tenantId;
            Turn = new LinkedListNode<TenantQueue>(this);
        }

        public string TenantId { get; }

        public LinkedList<Item> Items { get; } = new();

        public LinkedListNode<TenantQueue> Turn { get; }

        public int Waiting { get; set; }
    }

    private abstract class Item(WorkReservation reservation, long queuedAt)
    {
        public long QueuedAt { get; } = queuedAt;

        public WorkReservation Reservation { get; } = reservation;

        public LinkedListNode<Item>? Node { get; set; }

        public abstract void Run(TimeSpan limit, TimeProvider clock, CancellationToken stopping);
    }

    private sealed class Item<T> : Item
    {
        private readonly WorkQueue _queue;
        private readonly Func<CancellationToken, T> _work;
        private readonly CancellationToken _cancellation;
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private CancellationTokenRegistration _registration;

        public Item(WorkQueue queue, WorkReservation reservation, Func<CancellationToken, T> work, CancellationToken cancellation)
            : base(reservation, queue._clock.GetTimestamp())
        {
            _queue = queue;
            _work = work;
            _cancellation = cancellation;
            reservation.Spend();
        }

        public Task<T> Task => _result.Task;

        public void WatchCancellation() => _registration = _cancellation.Register(() =>
        {
            if (_queue.TryWithdraw(this))
            {
                _result.TrySetCanceled(_cancellation);
            }
        });

        public override void Run(TimeSpan limit, TimeProvider clock, CancellationToken stopping)
        {
            using var time = new CancellationTokenSource(limit, clock);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(time.Token, _cancellation, stopping);
            using var tellOnTime = linked.Token.Register(() => Conclude(time.IsCancellationRequested, limit, linked.Token));
            try
            {
                _result.TrySetResult(_work(linked.Token));
            }
            catch (OperationCanceledException) when (linked.IsCancellationRequested)
            {
                Conclude(time.IsCancellationRequested, limit, linked.Token);
            }
#pragma warning disable CA1031 // The fault belongs to whoever waits for the result, whatever its type.
            catch (Exception fault)
            {
                _result.TrySetException(fault);
            }
#pragma warning restore CA1031
            finally
            {
                _registration.Dispose();
            }
        }

        private void Conclude(bool isTimeout, TimeSpan limit, CancellationToken token)
        {
            if (isTimeout)
            {
                _result.TrySetException(new TimeoutException($"The work took longer than {limit.TotalSeconds:0.###} s."));
            }
            else
            {
                _result.TrySetCanceled(_cancellation.IsCancellationRequested ? _cancellation : token);
            }
        }
    }
}

/// <summary>A place in a work queue.</summary>
public sealed class WorkReservation : IDisposable
{
    private readonly WorkQueue _queue;
    private int _isOver;

    internal WorkReservation(WorkQueue queue, string tenantId)
    {
        _queue = queue;
        TenantId = tenantId;
    }

    /// <summary>Whose place it is.</summary>
    public string TenantId { get; }

    /// <summary>Gives the place back unless work has taken it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            _queue.Release(TenantId);
        }
    }

    /// <summary>From now on the place belongs to the work.</summary>
    internal void Spend()
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0)
        {
            throw new InvalidOperationException("The place was used or given back already.");
        }
    }
}
