namespace Syndication.Ingestion.ReleaseLog;

/// <summary>
/// One holder's turn at the pointer: what is published and waits for its confirm, and how far that is saved. A holder
/// whose lease somebody else has taken learns it from its next save.
/// </summary>
/// <param name="claimed">The pointer as its holder claimed it.</param>
/// <param name="publish">Done once the broker has confirmed.</param>
/// <param name="save">False where somebody else has taken the lease.</param>
internal sealed class DispatchTurn(DispatchPointer claimed, Func<LogEntry, Task> publish, Func<DispatchPointer, Task<bool>> save, TimeProvider time)
{
    /// <summary>Entries without a confirm at one time: as one is confirmed the next one goes.</summary>
    internal const int UnderWay = 128;

    private static readonly TimeSpan SaveInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>With nothing new for this long the pointer is saved before its interval is over.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);

    private readonly Queue<(long Sequence, Task Confirmed)> _underWay = new(UnderWay);
    private readonly long _beganAt = time.GetTimestamp();
    private long _saved = claimed.Through;
    private long _savedAt = time.GetTimestamp();
    private Task _saving = Task.CompletedTask;
    private volatile bool _isLost;

    /// <summary>All up to here is confirmed.</summary>
    public long Through { get; private set; } = claimed.Through;

    /// <summary>How long it has been going on.</summary>
    public TimeSpan Age => time.GetElapsedTime(_beganAt);

    /// <summary>Publishes the next entry of the log, as soon as there is room for it.</summary>
    public async Task PublishAsync(LogEntry entry)
    {
        await ConfirmAsync(atMost: UnderWay - 1);
        _underWay.Enqueue((entry.Sequence, publish(entry)));
    }

    /// <summary>
    /// Takes confirms, and saves, until the bell rings: what is logged now is not to wait for the confirm of what was
    /// logged before.
    /// </summary>
    public async Task RestAsync(Task bell)
    {
        while (!bell.IsCompleted && _underWay.TryPeek(out var oldest))
        {
            if (await Task.WhenAny(bell, oldest.Confirmed) == oldest.Confirmed)
            {
                await ConfirmAsync(atMost: _underWay.Count - 1);
            }
        }

        if (Through > _saved)
        {
            // What is much is saved at once; what is little waits for more.
            await Task.WhenAny(bell, _saving);
            if (Through - _saved >= UnderWay || await Task.WhenAny(bell, Task.Delay(Quiet, time)) != bell)
            {
                Save();
            }
        }

        await bell;
    }

    /// <summary>Saves, where that is due, and returns false once a save has found the lease taken.</summary>
    public async Task<bool> GoesOnAsync()
    {
        if (time.GetElapsedTime(_savedAt) > SaveInterval)
        {
            Save();
        }

        if (_saving.IsFaulted)
        {
            await _saving;
        }

        return !_isLost;
    }

    /// <summary>Waits for the confirms of all that was published.</summary>
    public Task ConfirmAsync() => ConfirmAsync(atMost: 0);

    /// <summary>Saves what is confirmed and gives the pointer back.</summary>
    public async Task EndAsync()
    {
        await _saving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await save(claimed with { Through = Through, LeasedUntil = 0 });
    }

    /// <summary>The pointer passes an entry once that entry and all before it are confirmed.</summary>
    private async Task ConfirmAsync(int atMost)
    {
        while (_underWay.Count > atMost)
        {
            var confirmed = _underWay.Peek().Confirmed;
            var isToCome = !confirmed.IsCompleted;
            await confirmed;
            if (isToCome)
            {
                // Away from the thread that brought the confirm: it is to bring the next one while we publish.
                await Task.Yield();
            }

            Through = _underWay.Dequeue().Sequence;
        }
    }

    /// <summary>Beside publishing: a commit takes as long as a publish. One at a time.</summary>
    private void Save()
    {
        if (Through > _saved && _saving.IsCompletedSuccessfully)
        {
            (_saved, _savedAt, _saving) = (Through, time.GetTimestamp(), SaveAsync());
        }
    }

    private async Task SaveAsync() => _isLost |= !await save(claimed with { Through = Through });
}
