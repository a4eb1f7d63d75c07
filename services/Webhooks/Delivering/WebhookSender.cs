using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Hosting.Http;
using Syndication.Text;

namespace Syndication.Webhooks.Delivering;

/// <summary>Posts one payload to one address, signed, and says what came of it.</summary>
internal sealed class WebhookSender(IHttpClientFactory clients, TimeProvider time, IOptions<WebhooksOptions> options, IOptions<SyndicationOptions> installation)
{
    /// <summary>The client of IHttpClientFactory.</summary>
    public const string Client = "webhooks";

    /// <summary>Octets of an answer that are read.</summary>
    public const int MostRead = 64 * 1024;

    /// <summary>Characters of an answer that are kept where it was an error.</summary>
    private const int MostKept = 500;

    /// <summary>The status says it all; the rest is read for so long, that the connection can be used again.</summary>
    private static readonly TimeSpan ReadsFor = TimeSpan.FromSeconds(1);

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly string _userAgent = $"Syndication/1.0 (+{installation.Value.PublicUrl})";

    /// <param name="id">The <c>webhook-id</c>: the same at every attempt.</param>
    /// <param name="keys">The newest first.</param>
    /// <param name="keepsAnswer">Whether the beginning of a good answer is wanted too.</param>
    public async Task<SendResult> SendAsync(Uri url, string id, byte[] body, IReadOnlyList<byte[]> keys, bool keepsAnswer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = Json;
        var timestamp = now.ToUnixTimeSeconds();
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("webhook-signature", Signature.Of(id, timestamp, body, keys));
        request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);

        var start = Stopwatch.GetTimestamp();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Value.Timeout);
        try
        {
            using var client = clients.CreateClient(Client);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            var text = await ReadAsync(answer, !answer.IsSuccessStatusCode || keepsAnswer, deadline);
            return SendResult.Of(answer, text, now, Stopwatch.GetElapsedTime(start));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendResult(now, Stopwatch.GetElapsedTime(start)) { Problem = $"No answer within {options.Value.Timeout.TotalSeconds:0.#} s." };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException or InvalidOperationException)
        {
            return new SendResult(now, Stopwatch.GetElapsedTime(start)) { Problem = ProblemOf(exception) };
        }
    }

    /// <summary>The beginning of the answer as text; reads on to the end where that is near.</summary>
    private static async Task<string?> ReadAsync(HttpResponseMessage answer, bool isKept, CancellationTokenSource deadline)
    {
        if (answer.Content.Headers.ContentLength == 0)
        {
            return null;
        }

        deadline.CancelAfter(ReadsFor);
        var buffer = ArrayPool<byte>.Shared.Rent(MostRead);
        try
        {
            var length = await FillAsync(buffer, answer.Content, deadline.Token);
            if (!isKept || length == 0)
            {
                return null;
            }

            var text = XmlText.Clean(Encoding.UTF8.GetString(buffer, 0, Math.Min(length, MostKept * 4)));
            return text.Length <= MostKept ? text : text[..MostKept];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<int> FillAsync(byte[] buffer, HttpContent content, CancellationToken cancellationToken)
    {
        var length = 0;
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            while (length < MostRead && await stream.ReadAsync(buffer.AsMemory(length, MostRead - length), cancellationToken) is > 0 and var read)
            {
                length += read;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException)
        {
            // What has come until here is what it says; the status stands.
        }

        return length;
    }

    /// <summary>In words that a partner's developer can do something with; never more of the inside than that.</summary>
    private static string ProblemOf(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case EgressException refused:
                    return refused.Message;
                case AuthenticationException:
                    return $"The TLS certificate was not accepted: {inner.Message}";
                case SocketException socket:
                    return socket.SocketErrorCode switch
                    {
                        SocketError.ConnectionRefused => "The connection was refused.",
                        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "The host name was not found.",
                        SocketError.ConnectionReset => "The connection was reset.",
                        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "The host can't be reached.",
                        _ => $"The connection failed: {socket.SocketErrorCode}.",
                    };
            }
        }

        return exception is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } ? "Its headers were longer than 64 KB."
            : exception is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } ? "Its answer was no HTTP."
            : exception is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } ? "The connection was closed before the answer was complete."
            : "The request failed.";
    }
}
