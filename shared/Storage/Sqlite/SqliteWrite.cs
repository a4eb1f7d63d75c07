namespace Syndication.Storage.Sqlite;

/// <summary>A write in the queue, whatever it answers.</summary>
internal interface ISqliteWrite
{
    /// <exception cref="StoreException">The transaction is lost.</exception>
    void Run(SqliteSession session);

    /// <summary>Answers, once what ran is committed.</summary>
    void Complete();

    void Fail(Exception error);
}

internal sealed class SqliteWrite<TResult>(Func<SqliteSession, TResult> run, CancellationToken cancellationToken) : ISqliteWrite
{
    private readonly TaskCompletionSource<TResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult? _result;
    private Exception? _error;

    public Task<TResult> Result => _answer.Task;

    public void Run(SqliteSession session)
    {
        _error = null;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            _result = run(session);
        }
        catch (StoreException error) when (session.IsInTransaction && error.InnerException is not SqliteError { IsOfStatement: false })
        {
            _error = error;
        }
        catch (Exception error) when (error is not StoreException)
        {
            _error = error;
        }
    }

    public void Complete()
    {
        if (_error is OperationCanceledException)
        {
            _answer.SetCanceled(cancellationToken);
        }
        else if (_error is not null)
        {
            _answer.SetException(_error);
        }
        else
        {
            _answer.SetResult(_result!);
        }
    }

    public void Fail(Exception error) => _answer.SetException(error);
}
