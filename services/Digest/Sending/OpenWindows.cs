using Syndication.Hosting.Log;
using Syndication.Hosting.Sending;

namespace Syndication.Digest.Sending;

/// <summary>
/// Keeps a <see cref="SendingWindow"/> open while mails are sent, whose every entry is applied here: what was composed from the
/// projection within it is what may be sent within it.
/// </summary>
internal sealed class OpenWindows(SendingWindows windows, LogConsumers consumers, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>With less left than this, the next one is opened ahead of its time.</summary>
    private static readonly TimeSpan Ahead = SendingWindow.Usable / 2;

    private readonly Lock _lock = new();
    private volatile SendingWindow? _current;
    private Task<SendingWindow>? _opening;

    /// <summary>A window that is open.</summary>
    /// <exception cref="HttpRequestException">Ingestion does not answer: nothing may be sent.</exception>
    public async ValueTask<SendingWindow> CurrentAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var current = _current;
            if (current is not null && current.IsOpen(time))
            {
                if (time.GetElapsedTime(current.OpenedAt) > Ahead)
                {
                    _ = OpenAsync();
                }

                return current;
            }

            await OpenAsync().WaitAsync(cancellationToken);
        }
    }

    /// <summary>Opens one for all who wait.</summary>
    private Task<SendingWindow> OpenAsync()
    {
        lock (_lock)
        {
            if (_opening is null || _opening.IsCompleted)
            {
                _opening = Task.Run(OpenOneAsync);
            }

            return _opening;
        }
    }

    private async Task<SendingWindow> OpenOneAsync()
    {
        var window = await windows.OpenAsync(CancellationToken.None);
        var progress = consumers.All.First(one => one.Consumer.Service == DigestModule.ServiceName);
        while (progress.Applied.Through < window.Head && window.IsOpen(time))
        {
            await Task.Delay(Pause, time);
        }

        return progress.Applied.Through >= window.Head ? _current = window : window;
    }
}
