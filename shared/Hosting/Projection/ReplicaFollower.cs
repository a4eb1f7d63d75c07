using System.Threading.Channels;
using Syndication.Hosting.Log;
using Syndication.Storage;

namespace Syndication.Hosting.Projection;

/// <summary>
/// Keeps a replica up with its projection: rows that this process commits at once, everybody's every 250 ms by reading
/// the rows above the <c>through</c> that the replica last saw, unless this process committed them all.
/// </summary>
internal sealed partial class ReplicaFollower(
    ReleaseProjection projection,
    IProjectionReplica replica,
    ConsumerProgress progress,
    TimeProvider time,
    ILogger<ReplicaFollower> logger) : BackgroundService
{
    private const int PageSize = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Stamps seen of rows above the replica's position: they are read again each time until through passes them.</summary>
    private readonly Dictionary<string, (long Stamp, long Sequence)> _seen = [];

    /// <summary>Sequences above the replica's position whose facts are in the rows that it has taken.</summary>
    private readonly HashSet<long> _taken = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var changes = projection.Listen();
        var wait = changes.WaitToReadAsync(stoppingToken).AsTask();
        var interval = Task.CompletedTask;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (interval.IsCompleted)
                {
                    interval = Task.Delay(Interval, time, stoppingToken);
                    await PollAsync(changes, stoppingToken);
                }

                if (await TakeChangesAsync(changes, stoppingToken))
                {
                    continue;
                }
            }
            catch (StoreException exception)
            {
                LogBehind(logger, replica.GetType().Name, exception.Message);
            }

            await Task.WhenAny(wait, interval);
            if (wait.IsCompleted)
            {
                wait = changes.WaitToReadAsync(stoppingToken).AsTask();
            }
        }
    }

    private async Task PollAsync(ChannelReader<ProjectedRelease> changes, CancellationToken cancellationToken)
    {
        if (!progress.IsLoaded)
        {
            await progress.FlushAsync(cancellationToken);
        }

        var stored = progress.Stored;
        var target = new ReplicaPosition(progress.Generation, stored.Through);
        var position = replica.Position;
        if (target.Generation != position.Generation || target.Through < position.Through)
        {
            await replica.ResetAsync(cancellationToken);
            _seen.Clear();
            _taken.Clear();
            position = new ReplicaPosition(target.Generation, 0);
        }

        if (target == replica.Position && stored.Above.Count == 0)
        {
            return;
        }

        // A fact is marked after its row has rung: what this process marked before the snapshot is in the channel by now.
        while (await TakeChangesAsync(changes, cancellationToken))
        {
        }

        if (HasTaken(stored, position.Through))
        {
            await TakeAsync([], target, cancellationToken);
        }
        else
        {
            await ReadAsync(position, target, cancellationToken);
        }

        foreach (var id in _seen.Where(seen => seen.Value.Sequence <= target.Through).Select(seen => seen.Key).ToList())
        {
            _seen.Remove(id);
        }

        _taken.RemoveWhere(sequence => sequence <= target.Through);
    }

    /// <summary>
    /// Whether every fact that is stored above a sequence was the newest of a row when that row was taken. What another
    /// process joined, or what joined out of order, was not: then the rows are read.
    /// </summary>
    private bool HasTaken(SequenceSet stored, long after) =>
        stored.Above.Prepend(new SequenceRange(after + 1, stored.Through)).All(range =>
        {
            for (var sequence = Math.Max(range.From, after + 1); sequence <= range.To; sequence++)
            {
                if (!_taken.Contains(sequence))
                {
                    return false;
                }
            }

            return true;
        });

    private async Task ReadAsync(ReplicaPosition position, ReplicaPosition target, CancellationToken cancellationToken)
    {
        var query = new Query<ProjectedRelease>("sequence")
            .Where(row => row.Sequence, Comparison.Greater, position.Through)
            .Take(PageSize);
        Page<ProjectedRelease> page;
        do
        {
            page = await projection.Rows.QueryAsync(query, cancellationToken);
            var unseen = page.Items.Where(row => _seen.GetValueOrDefault(row.Id).Stamp < row.Stamp).ToList();
            await TakeAsync(unseen, page.Next is null ? target : position, cancellationToken);
            query = query.After(page.Next);
        }
        while (page.Next is not null);
    }

    /// <summary>Takes what this process has committed; whether there was anything.</summary>
    private async Task<bool> TakeChangesAsync(ChannelReader<ProjectedRelease> changes, CancellationToken cancellationToken)
    {
        var rows = new List<ProjectedRelease>();
        while (rows.Count < PageSize && changes.TryRead(out var row))
        {
            rows.Add(row);
        }

        if (rows.Count == 0)
        {
            return false;
        }

        await TakeAsync(rows, replica.Position, cancellationToken);
        return true;
    }

    private async Task TakeAsync(List<ProjectedRelease> rows, ReplicaPosition position, CancellationToken cancellationToken)
    {
        await replica.ApplyAsync(rows, position, cancellationToken);
        foreach (var row in rows)
        {
            _taken.Add(row.Sequence);
            if (_seen.GetValueOrDefault(row.Id).Stamp < row.Stamp)
            {
                _seen[row.Id] = (row.Stamp, row.Sequence);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Replica} can't follow its projection yet: {Reason}")]
    private static partial void LogBehind(ILogger logger, string replica, string reason);
}
