using Syndication.Storage;

namespace Syndication.Hosting.Log;

/// <summary>
/// How far one consumer is: in memory at once, in the store a little later. Late costs a repeat after a crash, early
/// would lose an entry, so a sequence is marked only once its own commit is through.
/// </summary>
public sealed class ConsumerProgress(LogConsumer consumer, IDocumentStore store, TimeProvider time) : IDisposable
{
    /// <summary>Marks that make a flush worth its write before the interval is over.</summary>
    public const int FlushAfter = 256;

    private readonly IDocumentCollection<Checkpoint> _checkpoints = store.Collection(Checkpoint.Collection);
    private readonly Lock _lock = new();
    private readonly HashSet<long> _marked = [];
    private readonly SortedDictionary<long, int> _suspects = [];
    private readonly SemaphoreSlim _full = new(0, 1);
    private readonly SemaphoreSlim _flushing = new(1, 1);
    private SequenceSet _stored = SequenceSet.Empty;
    private long _generation;
    private long _raise;
    private long _advancedAt = time.GetTimestamp();
    private long _arrivedAt = time.GetTimestamp();

    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LogConsumer Consumer { get; } = consumer;

    /// <summary>Completes once everything that was logged before the start is applied or parked.</summary>
    public Task CaughtUp => _caughtUp.Task;

    /// <summary>Whether the stored checkpoint has been read.</summary>
    public bool IsLoaded { get; private set; }

    /// <summary>Applied or parked, and stored as such.</summary>
    public SequenceSet Stored { get { lock (_lock) { return _stored; } } }

    public long Generation { get { lock (_lock) { return _generation; } } }

    /// <summary>Applied or parked, whether stored or not yet.</summary>
    public SequenceSet Applied { get { lock (_lock) { return _marked.Count == 0 ? _stored : _stored.With(_marked); } } }

    /// <summary>Since <c>through</c> last moved.</summary>
    public TimeSpan SinceAdvance { get { lock (_lock) { return time.GetElapsedTime(_advancedAt); } } }

    /// <summary>Since the bus last brought anything.</summary>
    public TimeSpan SinceArrival { get { lock (_lock) { return time.GetElapsedTime(_arrivedAt); } } }

    public bool IsApplied(long sequence)
    {
        lock (_lock)
        {
            return _marked.Contains(sequence) || _stored.Contains(sequence);
        }
    }

    /// <summary>Entries that may have killed the process, with the deaths that count against each, in order.</summary>
    internal IReadOnlyList<(long Sequence, int Deaths)> Suspects
    {
        get
        {
            lock (_lock)
            {
                return [.. _suspects.Select(suspect => (suspect.Key, suspect.Value))];
            }
        }
    }

    internal bool IsSuspect(long sequence)
    {
        lock (_lock)
        {
            return _suspects.ContainsKey(sequence);
        }
    }

    /// <summary>Keeps entries from being handled until they run alone.</summary>
    internal void Suspect(IEnumerable<(long Sequence, int Deaths)> entries)
    {
        lock (_lock)
        {
            foreach (var (sequence, deaths) in entries)
            {
                _suspects[sequence] = deaths;
            }
        }
    }

    internal void Acquit(long sequence)
    {
        lock (_lock)
        {
            _suspects.Remove(sequence);
        }
    }

    internal void SetCaughtUp() => _caughtUp.TrySetResult();

    public void Arrived()
    {
        lock (_lock)
        {
            _arrivedAt = time.GetTimestamp();
        }
    }

    /// <summary>To be called after the entry's own commit.</summary>
    public void Mark(long sequence)
    {
        lock (_lock)
        {
            if (!_marked.Add(sequence) || _marked.Count < FlushAfter || _full.CurrentCount > 0)
            {
                return;
            }
        }

        try
        {
            _full.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else rang first: one flush serves both.
        }
    }

    /// <summary>Tells replicas to read all rows again.</summary>
    public void RaiseGeneration()
    {
        lock (_lock)
        {
            _raise++;
        }
    }

    /// <summary>Waits for <see cref="FlushAfter"/> marks, at most as long as given.</summary>
    public Task WaitUntilFullAsync(TimeSpan atMost, CancellationToken cancellationToken) => _full.WaitAsync(atMost, cancellationToken);

    /// <summary>Reads the checkpoint, merges what was marked into it and writes it back if nobody changed it meanwhile.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _flushing.WaitAsync(cancellationToken);
        try
        {
            while (!await TryFlushAsync(cancellationToken))
            {
            }
        }
        finally
        {
            _flushing.Release();
        }
    }

    public void Dispose()
    {
        _full.Dispose();
        _flushing.Dispose();
    }

    private async Task<bool> TryFlushAsync(CancellationToken cancellationToken)
    {
        long[] marked;
        long raise;
        lock (_lock)
        {
            marked = [.. _marked];
            raise = _raise;
        }

        var known = await _checkpoints.GetAsync(Consumer.Name, cancellationToken);
        var merged = new SequenceSet(known?.Through ?? 0, known?.Above ?? []).With(marked);
        var checkpoint = new Checkpoint
        {
            Id = Consumer.Name,
            Stamp = (known?.Stamp ?? 0) + 1,
            Through = merged.Through,
            Above = merged.Above,
            Generation = (known?.Generation ?? 0) + raise,
        };
        if (known is null)
        {
            if (!await _checkpoints.InsertAsync(checkpoint, cancellationToken))
            {
                return false;
            }
        }
        else if (marked.Length > 0 || raise > 0)
        {
            var isUnchanged = Query.If<Checkpoint>(stored => stored.Stamp, Comparison.Equal, known.Stamp);
            if (!await _checkpoints.ReplaceAsync(checkpoint, isUnchanged, cancellationToken))
            {
                return false;
            }
        }

        lock (_lock)
        {
            if (merged.Through > _stored.Through)
            {
                _advancedAt = time.GetTimestamp();
            }

            _stored = merged;
            _generation = checkpoint.Generation;
            _raise -= raise;
            _marked.ExceptWith(marked);
            IsLoaded = true;
        }

        return true;
    }
}
