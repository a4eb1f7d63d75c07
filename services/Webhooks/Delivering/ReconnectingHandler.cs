using System.Net.Sockets;

namespace Syndication.Webhooks.Delivering;

/// <summary>
/// Sends again, once, at once and on a connection of its own, where a server closes the connection instead of answering.
/// As a rule it was one that was kept, and that its server was just closing: many a small one does after each answer
/// without saying so. It has not seen the post then; where it has, it knows the <c>webhook-id</c>.
/// </summary>
/// <param name="fresh">Keeps no connections.</param>
internal sealed class ReconnectingHandler(SocketsHttpHandler fresh, TimeProvider time) : DelegatingHandler
{
    /// <summary>A way there and back. Who takes longer has seen it, and thought about it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly HttpMessageInvoker _fresh = new(fresh);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception) when (IsClosed(exception) && time.GetElapsedTime(start) < Longest)
        {
            return await _fresh.SendAsync(request, cancellationToken);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _fresh.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsClosed(HttpRequestException exception) =>
        exception.HttpRequestError == HttpRequestError.ResponseEnded
        || (exception.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
            && exception.GetBaseException() is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown });
}
