using System.Collections.Concurrent;

namespace Syndication.Storage.Sqlite;

/// <summary>Read-only connections that are kept with their statements. Every read sees the commits made before it.</summary>
internal sealed class SqliteReaders(string path) : IDisposable
{
    private const int MostKept = 8;
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _isClosed;

    /// <summary>A read takes microseconds from the page cache, so it runs on its caller's thread.</summary>
    public TResult Read<TResult>(Func<SqliteSession, TResult> read)
    {
        if (_isClosed)
        {
            throw new StoreException($"The store {path} is closed.");
        }

        var session = _idle.TryTake(out var known) ? known : SqliteSession.OpenReader(path);
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
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private void Return(SqliteSession session)
    {
        if (_isClosed || _idle.Count >= MostKept)
        {
            session.Dispose();
        }
        else
        {
            _idle.Add(session);
        }
    }
}
