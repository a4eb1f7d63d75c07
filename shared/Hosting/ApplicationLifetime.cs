namespace Syndication.Hosting;

/// <summary>Waiting for the host.</summary>
public static class ApplicationLifetime
{
    /// <summary>Completes once the host has started: its address is known and its endpoints answer.</summary>
    public static async Task StartedAsync(this IHostApplicationLifetime lifetime, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var onStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellationToken);
    }
}
