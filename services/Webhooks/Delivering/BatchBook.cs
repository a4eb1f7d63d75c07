using System.Threading.Channels;

namespace Syndication.Webhooks.Delivering;

/// <summary>A batch while this process holds it: what is under way, what was put off, what has ended and is not written down yet.</summary>
internal sealed class BatchBook(DeliveryBatch claimed)
{
    /// <summary>What ends within so short a time is written down together.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(10);

    private readonly Channel<Ended> _ended = Channel.CreateUnbounded<Ended>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HashSet<int> _underWay = [];
    private readonly Dictionary<int, long> _putOff = [];
    private volatile bool _isClosed;

    /// <summary>As it was last read or written.</summary>
    public DeliveryBatch Batch { get; set; } = claimed;

    /// <summary>How often it was claimed when this process did: another number means that somebody else has it.</summary>
    public int Claim { get; } = claimed.Attempt;

    public bool IsLost { get; set; }

    public bool IsAnyUnderWay => _underWay.Count > 0;

    /// <summary>Those to begin now.</summary>
    public List<int> Due(long now)
    {
        var due = new List<int>();
        for (var i = 0; i < Batch.Recipients.Count; i++)
        {
            if (Batch.Recipients[i].State == RecipientState.Open && DueAt(Batch.Recipients[i], i) <= now && !_underWay.Contains(i))
            {
                due.Add(i);
            }
        }

        return due;
    }

    /// <summary>When the next is to begin; <see cref="DeliveryBatch.Never"/> for none.</summary>
    /// <param name="batch">This one as it is to be written; null for as it is.</param>
    public long NextDue(DeliveryBatch? batch = null)
    {
        var (recipients, next) = ((batch ?? Batch).Recipients, DeliveryBatch.Never);
        for (var i = 0; i < recipients.Count; i++)
        {
            if (recipients[i].State == RecipientState.Open && !_underWay.Contains(i) && DueAt(recipients[i], i) is { } due && due < next)
            {
                next = due;
            }
        }

        return next;
    }

    public void PutOff(int index, long until) => _putOff[index] = until;

    public void Begin(int index)
    {
        _putOff.Remove(index);
        _underWay.Add(index);
    }

    /// <summary>To be called from any thread.</summary>
    public void End(Ended ended)
    {
        if (_isClosed || !_ended.Writer.TryWrite(ended))
        {
            ended.Slot?.Dispose();
        }
    }

    /// <summary>What has ended since; waits for the first, at most as long as given.</summary>
    public async Task<IReadOnlyList<Ended>> TakeEndedAsync(TimeSpan atMost, TimeProvider time)
    {
        var ended = new List<Ended>();
        Drain(ended);
        if (ended.Count == 0 && atMost > TimeSpan.Zero)
        {
            await WaitAsync(atMost, time);
            Drain(ended);
        }

        if (ended.Count > 0 && ended.Count < _underWay.Count)
        {
            await Task.Delay(Together, time);
            Drain(ended);
        }

        foreach (var one in ended)
        {
            _underWay.Remove(one.Index);
        }

        return ended;
    }

    /// <summary>Nobody writes down any more what ends from now on.</summary>
    public void Close()
    {
        _isClosed = true;
        var left = new List<Ended>();
        Drain(left);
        left.ForEach(one => one.Slot?.Dispose());
    }

    /// <summary>The batch with what has ended.</summary>
    public static DeliveryBatch With(DeliveryBatch batch, IReadOnlyList<Ended> ended, long now)
    {
        var recipients = batch.Recipients.ToArray();
        foreach (var one in ended)
        {
            recipients[one.Index] = one.Next(recipients[one.Index], now);
        }

        return batch.With(recipients);
    }

    /// <summary>The batch with what was put off, free for whoever comes next.</summary>
    public DeliveryBatch GivenBack(DeliveryBatch batch)
    {
        var recipients = batch.Recipients.ToArray();
        foreach (var (index, until) in _putOff)
        {
            if (recipients[index].State == RecipientState.Open)
            {
                recipients[index] = recipients[index] with { DueAt = until, IsPutOff = true };
            }
        }

        return batch.With(recipients) with { LeasedUntil = 0, LeasedBy = null };
    }

    private long? DueAt(Recipient recipient, int index) => _putOff.TryGetValue(index, out var until) ? until : recipient.DueAt;

    private void Drain(List<Ended> ended)
    {
        while (_ended.Reader.TryRead(out var one))
        {
            ended.Add(one);
        }
    }

    private async Task WaitAsync(TimeSpan atMost, TimeProvider time)
    {
        using var deadline = new CancellationTokenSource(atMost, time);
        try
        {
            await _ended.Reader.WaitToReadAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            // Nothing ended so soon.
        }
    }
}
