using System.Threading.Channels;
using Syndication.Storage;

namespace Syndication.Ingestion.ReleaseLog;

/// <summary>
/// The one way into the log: gathers what waits, numbers it after the head and inserts it in order, so that no number is
/// visible before the one below it. Another process that appends meanwhile makes it read the head again.
/// </summary>
internal sealed class LogAppender(LogStore log, LogTail tail) : BackgroundService
{
    private const int MaxBatch = 256;

    private readonly Channel<Pending> _waiting = Channel.CreateBounded<Pending>(new BoundedChannelOptions(4_096) { SingleReader = true });

    /// <summary>Returns once the entry is durable, or is known to be there already.</summary>
    /// <exception cref="StoreException">The store failed: whether the entry is there is not known, a retry with the same key tells.</exception>
    public async Task<AppendResult> AppendAsync(Proposal proposal, CancellationToken cancellationToken)
    {
        var pending = new Pending(proposal);
        await _waiting.Writer.WriteAsync(pending, cancellationToken);

        // Not cancelled with the request: what has been handed over may be logged at any moment, and the caller is told.
        return await pending.Result.Task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? head = null;
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                var batch = new List<Pending>();
                while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var pending))
                {
                    batch.Add(pending);
                }

                head = await AppendAsync(batch, head);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _waiting.Writer.TryComplete();
            while (_waiting.Reader.TryRead(out var pending))
            {
                pending.Result.TrySetException(new StoreException("This process is stopping: nothing was logged, try again."));
            }
        }
    }

    /// <summary>Logs a batch, or fails all that is left of it; returns the head where it is known.</summary>
    private async Task<long?> AppendAsync(List<Pending> batch, long? knownHead)
    {
        var left = batch;
        try
        {
            var head = knownHead ?? await log.HeadAsync(CancellationToken.None);
            while (left.Count > 0)
            {
                var entries = left.Select((pending, i) => pending.Proposal.At(head + 1 + i)).ToList();
                var inserted = await log.InsertAsync(entries, CancellationToken.None);
                tail.Add(entries.Take(inserted));
                head += inserted;
                for (var i = 0; i < inserted; i++)
                {
                    left[i].Result.SetResult(new AppendResult.Appended(entries[i]));
                }

                left = left[inserted..];
                if (left.Count == 0)
                {
                    break;
                }

                if (await ExplainAsync(entries[inserted]) is { } known)
                {
                    left[0].Result.SetResult(known);
                    left = left[1..];
                }
                else
                {
                    head = await log.HeadAsync(CancellationToken.None);
                }
            }

            return head;
        }
        catch (Exception exception)
        {
            foreach (var pending in left)
            {
                pending.Result.TrySetException(exception);
            }

            return null;
        }
    }

    /// <summary>Why an entry was not inserted; null where only its number was taken.</summary>
    private async Task<AppendResult?> ExplainAsync(LogEntry entry)
    {
        // Without a request's key the entry has its own id for one: whoever made the same change first made another request.
        if (entry.RequestKey != entry.Id && await log.FindByRequestAsync(entry.RequestKey, CancellationToken.None) is { } replayed)
        {
            return new AppendResult.Replayed(replayed);
        }

        return await log.FindByChangeAsync(entry.Change, CancellationToken.None) is null
            ? null
            : new AppendResult.Conflicting((await log.NewestAsync(entry.Fact.Release.Id, entry.Track.Contains(':', StringComparison.Ordinal) ? entry.Fact.Release.Language : null, 1, CancellationToken.None))[0]);
    }

    private sealed class Pending(Proposal proposal)
    {
        public Proposal Proposal { get; } = proposal;

        public TaskCompletionSource<AppendResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
