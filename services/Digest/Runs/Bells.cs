namespace Syndication.Digest.Runs;

/// <summary>Tells the loops of this process that there is something to do, so that they need not look often.</summary>
internal abstract class Bell : IDisposable
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

    public void Dispose()
    {
        _bell.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Something arrived, or a subscription changed.</summary>
internal sealed class PlannerBell : Bell;

/// <summary>There is something to send.</summary>
internal sealed class SenderBell : Bell;

/// <summary>Somebody asked for a subscription.</summary>
internal sealed class RequestBell : Bell;
