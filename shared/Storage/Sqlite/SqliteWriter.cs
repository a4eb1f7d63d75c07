namespace Syndication.Storage.Sqlite;

/// <summary>
/// The one writer of this process: a thread of its own takes what has queued up while the last commit was on its way to
/// the disk, and commits it together. A write is answered only after the commit that holds it.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MostInOneCommit = 256;
    private static readonly TimeSpan LongestCommit = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly SqliteQueue _queue = new();
    private readonly TaskCompletionSource _isDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<ISqliteWrite> _batch = new(MostInOneCommit);
    private readonly SqliteSession _session;
    private readonly SqliteCheckpoints _checkpoints;
    private readonly SqliteOwner _owner;
    private readonly string _path;
    private bool _canBatch = true;

    public SqliteWriter(SqliteSession session, SqliteOwner owner, string path)
    {
        _session = session;
        _checkpoints = session.Checkpoints();
        _owner = owner;
        _path = path;
        new Thread(Run) { Name = $"Writer of {Path.GetFileName(path)}", IsBackground = true }.Start();
    }

    /// <summary>Runs in a transaction with its neighbours in the queue; it must leave nothing behind where it throws.</summary>
    public Task<TResult> EnqueueAsync<TResult>(Func<SqliteSession, TResult> run, CancellationToken cancellationToken)
    {
        var write = new SqliteWrite<TResult>(run, cancellationToken);
        if (!_queue.TryAdd(write))
        {
            write.Fail(new StoreException($"The store {_path} is closed."));
        }

        return write.Result;
    }

    /// <summary>Finishes what is queued.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _isDone.Task;
        _checkpoints.Dispose();
        _session.Dispose();
    }

    private void Run()
    {
        while (_queue.Take() is { } first)
        {
            CommitFrom(first);
            if (!_queue.IsEmpty && _owner.HasNeighbours())
            {
                // SQLite's lock is not fair: without a gap, a busy process would keep the others out.
                Thread.Sleep(1);
            }
        }

        _isDone.SetResult();
    }

    private void CommitFrom(ISqliteWrite first)
    {
        _batch.Clear();
        _batch.Add(first);
        try
        {
            Begin();
        }
        catch (StoreException error)
        {
            FailBatch(error);
            return;
        }

        try
        {
            RunBatch();
            _session.Execute("COMMIT");
        }
        catch (StoreException error)
        {
            RollBack();
            if (_batch.Count == 1)
            {
                FailBatch(error);
            }
            else
            {
                CommitOneByOne([.. _batch]);
            }

            return;
        }

        foreach (var write in _batch)
        {
            write.Complete();
        }

        _checkpoints.AfterCommit();
    }

    private void RunBatch()
    {
        var started = TimeProvider.System.GetTimestamp();
        _batch[0].Run(_session);
        while (_batch.Count < MostInOneCommit
            && TimeProvider.System.GetElapsedTime(started) < LongestCommit
            && _canBatch
            && _queue.TryTake() is { } next)
        {
            _batch.Add(next);
            next.Run(_session);
        }
    }

    /// <summary>What failed together may succeed alone: a neighbour's failure is no one else's.</summary>
    private void CommitOneByOne(ISqliteWrite[] writes)
    {
        _canBatch = false;
        foreach (var write in writes)
        {
            CommitFrom(write);
        }

        _canBatch = true;
    }

    private void Begin()
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!_session.TryBegin())
        {
            if (TimeProvider.System.GetElapsedTime(started) > LongestWait)
            {
                throw new StoreException($"{_path} has been locked by another program for {LongestWait.TotalSeconds} seconds.");
            }

            Thread.Sleep(1);
        }
    }

    private void RollBack()
    {
        if (_session.IsInTransaction)
        {
            _session.Execute("ROLLBACK");
        }
    }

    private void FailBatch(StoreException error)
    {
        foreach (var write in _batch)
        {
            write.Fail(error);
        }
    }
}
