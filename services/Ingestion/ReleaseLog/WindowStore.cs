using Syndication.Hosting.Sending;
using Syndication.Storage;

namespace Syndication.Ingestion.ReleaseLog;

/// <summary>
/// When the last <see cref="SendingWindow"/> was opened: noted before the log's head is read, and read after a change is
/// logged, so that of the two at least one sees the other, in whichever process each is.
/// </summary>
internal sealed class WindowStore([FromKeyedServices(IngestionModule.ServiceName)] IDocumentStore store, LogStore log, TimeProvider time)
{
    private readonly IDocumentCollection<Opened> _opened = store.Collection(Opened.Collection);

    /// <summary>Opens a window.</summary>
    /// <returns>The log's head.</returns>
    public async Task<long> OpenAsync(CancellationToken cancellationToken)
    {
        var now = (await store.NowAsync(cancellationToken)).ToUnixTimeMilliseconds();
        await _opened.UpsertAsync(new Opened(Opened.Last, now), Query.If<Opened>(last => last.At, Comparison.Less, now), cancellationToken);
        return await log.HeadAsync(cancellationToken);
    }

    /// <summary>Waits, after a change was logged, until no window is open that was opened without it. Where nobody sends, none is.</summary>
    public async Task CloseAsync()
    {
        if (await _opened.GetAsync(Opened.Last) is { } last)
        {
            var open = TimeSpan.FromMilliseconds(last.At) + SendingWindow.Length - TimeSpan.FromMilliseconds((await store.NowAsync()).ToUnixTimeMilliseconds());

            // Not longer than a window lasts, whatever became of the clock meanwhile.
            if (open > TimeSpan.Zero)
            {
                await Task.Delay(open < SendingWindow.Length ? open : SendingWindow.Length, time);
            }
        }
    }

    private sealed record Opened(string Id, long At)
    {
        public const string Last = "last";

        public static CollectionDefinition<Opened> Collection { get; } = new("windows", opened => opened.Id);
    }
}
