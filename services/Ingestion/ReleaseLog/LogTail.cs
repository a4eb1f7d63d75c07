using System.Threading.Channels;

namespace Syndication.Ingestion.ReleaseLog;

/// <summary>The newest entries that this process committed, so that neither dispatcher nor list need read them back; and the bell that wakes the one.</summary>
internal sealed class LogTail : IDisposable
{
    private const int MaxEntries = 4_096;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, LogEntry> _entries = [];
    private readonly SemaphoreSlim _bell = new(0);
    private readonly Channel<LogEntry> _added = Channel.CreateBounded<LogEntry>(
        new BoundedChannelOptions(MaxEntries) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Each entry once, as it is added; none while as many wait as are kept.</summary>
    public ChannelReader<LogEntry> Added => _added.Reader;

    /// <summary>Committed entries, in order.</summary>
    public void Add(IEnumerable<LogEntry> entries)
    {
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                _entries[entry.Sequence] = entry;
                _added.Writer.TryWrite(entry);
            }

            while (_entries.Count > MaxEntries)
            {
                _entries.Remove(_entries.Keys.First());
            }
        }

        if (_bell.CurrentCount == 0)
        {
            _bell.Release();
        }
    }

    /// <summary>The entries that follow a sequence without a gap, and forgets those up to it; none where they are not here.</summary>
    public IReadOnlyList<LogEntry> After(long sequence, int limit)
    {
        lock (_lock)
        {
            while (_entries.Count > 0 && _entries.Keys.First() <= sequence)
            {
                _entries.Remove(_entries.Keys.First());
            }

            var next = new List<LogEntry>();
            while (next.Count < limit && _entries.TryGetValue(sequence + 1 + next.Count, out var entry))
            {
                next.Add(entry);
            }

            return next;
        }
    }

    /// <summary>Until something was added, at most as long as given.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _bell.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _bell.Dispose();
}
