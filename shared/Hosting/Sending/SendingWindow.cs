using System.Net.Http.Json;
using Syndication.Contracts;
using Syndication.Hosting.Http;

namespace Syndication.Hosting.Sending;

/// <summary>
/// A moment in which nobody has been told yet of a change that its holder does not know of: what was read from the log up to
/// <see cref="Head"/> may be sent until the window closes. Ingestion acknowledges a correction or a retraction only once every
/// window is closed that was open when it was logged.
/// </summary>
/// <param name="Head">The log when the window was opened.</param>
/// <param name="OpenedAt">A timestamp of this process's monotonic clock, from before it was asked for.</param>
public sealed record SendingWindow(long Head, long OpenedAt)
{
    /// <summary>How long Ingestion waits for a window that it opened.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMilliseconds(250);

    /// <summary>How long its holder may use it: what was begun then, and clocks that run unlike, have the difference.</summary>
    public static readonly TimeSpan Usable = TimeSpan.FromMilliseconds(180);

    public bool IsOpen(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return time.GetElapsedTime(OpenedAt) < Usable;
    }
}

/// <summary>Opens windows at Ingestion.</summary>
public sealed class SendingWindows(IHttpClientFactory clients, ServiceAddresses addresses, TimeProvider time)
{
    /// <exception cref="HttpRequestException">Ingestion does not answer, or refuses.</exception>
    public async Task<SendingWindow> OpenAsync(CancellationToken cancellationToken)
    {
        var openedAt = time.GetTimestamp();
        using var client = clients.CreateClient(InternalHttp.Client);
        using var answer = await client.PostAsync(new Uri(addresses.Of("ingestion"), "/internal/log/windows"), null, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var window = await answer.Content.ReadFromJsonAsync<WindowAnswer>(SyndicationJson.Options, cancellationToken);
        return new SendingWindow(window?.Head ?? throw new HttpRequestException("Ingestion opened no window."), openedAt);
    }
}

/// <summary>The answer of <c>POST /internal/log/windows</c>.</summary>
public sealed record WindowAnswer(long Head);
