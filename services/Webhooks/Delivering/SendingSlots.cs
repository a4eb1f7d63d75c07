using Microsoft.Extensions.Options;

namespace Syndication.Webhooks.Delivering;

/// <summary>
/// Bounds what is under way in this process. A post has one of few places; where it takes longer than a second it moves
/// aside into one of many, so that endpoints which hang take no place from those that answer. One that was answered keeps
/// its place until that is on the disk: no more than these few, and those that hang, are sent again after a crash.
/// </summary>
internal sealed class SendingSlots : IDisposable
{
    private readonly HashSet<Slot> _quick = [];
    private readonly SemaphoreSlim _free;
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private readonly int _most;
    private int _taken;
    private int _waiting;

    public SendingSlots(IOptions<WebhooksOptions> options, TimeProvider time)
    {
        _time = time;
        _most = options.Value.MostInFlight;
        _free = new SemaphoreSlim(options.Value.Concurrency);
        _sweep = time.CreateTimer(_ => MoveAside(), null, Lane.Slow / 4, Lane.Slow / 4);
    }

    /// <summary>Whether more can be begun: those that were wait for a place.</summary>
    public bool HasRoom => Volatile.Read(ref _waiting) == 0 && Volatile.Read(ref _taken) < _most && _free.CurrentCount > 0;

    /// <summary>Posts under way, or about to be.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Takes a place among all; false where there is none.</summary>
    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= _most)
        {
            return true;
        }

        Interlocked.Decrement(ref _taken);
        return false;
    }

    /// <summary>Gives back a place that was taken and not used.</summary>
    public void Return() => Interlocked.Decrement(ref _taken);

    /// <summary>Waits, where a place was taken, for one among the quick.</summary>
    /// <param name="isSlow">Known to take long: it begins aside.</param>
    public async ValueTask<Slot> BeginAsync(bool isSlow)
    {
        if (isSlow)
        {
            return new Slot(this, isQuick: false, _time.GetTimestamp());
        }

        Interlocked.Increment(ref _waiting);
        await _free.WaitAsync();
        Interlocked.Decrement(ref _waiting);
        var slot = new Slot(this, isQuick: true, _time.GetTimestamp());
        lock (_gate)
        {
            _quick.Add(slot);
        }

        return slot;
    }

    public void Dispose()
    {
        _sweep.Dispose();
        _free.Dispose();
    }

    private void MoveAside()
    {
        lock (_gate)
        {
            foreach (var slot in _quick.Where(slot => !slot.IsAnswered && _time.GetElapsedTime(slot.Since) > Lane.Slow).ToList())
            {
                Free(slot);
            }
        }
    }

    private void End(Slot slot)
    {
        lock (_gate)
        {
            Free(slot);
        }

        Return();
    }

    private void Free(Slot slot)
    {
        if (slot.IsQuick && _quick.Remove(slot))
        {
            _free.Release();
        }
    }

    /// <summary>A place that is taken until it is disposed of.</summary>
    internal sealed class Slot(SendingSlots slots, bool isQuick, long since) : IDisposable
    {
        public bool IsQuick { get; } = isQuick;

        /// <summary>A timestamp of the clock.</summary>
        public long Since { get; } = since;

        /// <summary>The post is over, and what came of it not yet on the disk: it does not move aside any more.</summary>
        public bool IsAnswered { get; set; }

        public void Dispose() => slots.End(this);
    }
}
