namespace Syndication.Hosting;

/// <summary>Tells a background loop of this process that there is something to do, so that it need not look often.</summary>
/// <typeparam name="TLoop">Who hears it.</typeparam>
public sealed class Bell<TLoop> : IDisposable
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
