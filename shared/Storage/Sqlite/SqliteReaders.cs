using System.Collections.Concurrent;

namespace Syndication.Storage.Sqlite;

/// <summary>Read-only connections that are kept with their statements. Every read sees the commits made before it.</summary>
internal sealed class SqliteReaders(string path) : IDisposable
{
    private const int MostKept = 8;
    private readonly ConcurrentStack<SqliteSession> _idle = [];
    private int _kept;
    private volatile bool _isClosed;

    /// <summary>A read takes microseconds from the page cache, so it runs on its caller's thread.</summary>
    public TResult Read<TResult>(Func<SqliteSession, TResult> read)
    {
        if (_isClosed)
        {
            throw new StoreException($"The store {path} is closed.");
        }

        var session = Take() ?? SqliteSession.OpenReader(path);
        try
        {
            return read(session);
        }
        finally
        {
            Return(session);
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        while (Take() is { } session)
        {
            session.Dispose();
        }
    }

    /// <summary>The one that was used last, whose pages are likely still in its cache.</summary>
    private SqliteSession? Take()
    {
        if (!_idle.TryPop(out var session))
        {
            return null;
        }

        Interlocked.Decrement(ref _kept);
        return session;
    }

    private void Return(SqliteSession session)
    {
        if (_isClosed)
        {
            session.Dispose();
        }
        else if (Interlocked.Increment(ref _kept) > MostKept)
        {
            Interlocked.Decrement(ref _kept);
            session.Dispose();
        }
        else
        {
            _idle.Push(session);
        }
    }
}
