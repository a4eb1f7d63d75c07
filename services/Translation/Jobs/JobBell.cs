namespace Syndication.Translation.Jobs;

/// <summary>Tells the runner of this process that there is something to do, so that it need not look often.</summary>
internal sealed class JobBell : IDisposable
{
    private readonly SemaphoreSlim _bell = new(0);

    public void Ring()
    {
        if (_bell.CurrentCount == 0)
        {
            _bell.Release();
        }
    }

    /// <summary>Until it rings, at most as long as given.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _bell.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _bell.Dispose();
}
