namespace Syndication.Storage.Sqlite;

/// <summary>
/// What waits for the writer. Who takes from it sleeps at once where it is empty: a BlockingCollection spins first, which
/// on few processors takes time from those who would fill it.
/// </summary>
internal sealed class SqliteQueue
{
    private readonly Queue<ISqliteWrite> _waiting = [];
    private bool _isClosed;

    public bool IsEmpty { get { lock (_waiting) { return _waiting.Count == 0; } } }

    /// <summary>False once the queue is closed.</summary>
    public bool TryAdd(ISqliteWrite write)
    {
        lock (_waiting)
        {
            if (_isClosed)
            {
                return false;
            }

            _waiting.Enqueue(write);
            Monitor.Pulse(_waiting);
            return true;
        }
    }

    /// <summary>What has waited longest, if anything waits.</summary>
    public ISqliteWrite? TryTake()
    {
        lock (_waiting)
        {
            return _waiting.TryDequeue(out var write) ? write : null;
        }
    }

    /// <summary>Waits for a write; null once the queue is closed and empty.</summary>
    public ISqliteWrite? Take()
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0 && !_isClosed)
            {
                Monitor.Wait(_waiting);
            }

            return TryTake();
        }
    }

    public void Close()
    {
        lock (_waiting)
        {
            _isClosed = true;
            Monitor.PulseAll(_waiting);
        }
    }
}
