using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Syndication.Webhooks.Tests;

/// <summary>A server that answers challenges as it should, and everything else octet by octet as a test says.</summary>
internal sealed class RawReceiver : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Func<Stream, CancellationToken, Task> _misbehave;
    private readonly X509Certificate2? _certificate;
    private int _posts;
    private long _written;

    private RawReceiver(Func<Stream, CancellationToken, Task> misbehave, X509Certificate2? certificate)
    {
        _misbehave = misbehave;
        _certificate = certificate;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Url => $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hook";

    /// <summary>Posts that were no challenge.</summary>
    public int Posts => Volatile.Read(ref _posts);

    /// <summary>Octets that were taken from it.</summary>
    public long Written => Interlocked.Read(ref _written);

    public static RawReceiver Start(Func<Stream, CancellationToken, Task> misbehave) => new(misbehave, null);

    /// <summary>Shows a certificate of its own making that was good until yesterday.</summary>
    public static RawReceiver StartExpired()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(-1));
        return new RawReceiver((_, _) => Task.CompletedTask, X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null));
    }

    /// <summary>Writes until nobody takes it any more.</summary>
    public async Task FloodAsync(Stream stream, byte[] block, long octets, CancellationToken cancellationToken)
    {
        while (Written < octets)
        {
            await stream.WriteAsync(block, cancellationToken);
            Interlocked.Add(ref _written, block.Length);
        }
    }

    public void Dispose()
    {
        _over.Cancel();
        _listener.Stop();
        _over.Dispose();
        _certificate?.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_over.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(_certificate);
                    stream = tls;
                }

                var body = await ReadAsync(stream);
                if (body.Contains("endpoint.challenge", StringComparison.Ordinal))
                {
                    var word = JsonNode.Parse(body)!["data"]!.Text("challenge");
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {word.Length}\r\nConnection: close\r\n\r\n{word}"));
                    return;
                }

                if (body.Length == 0)
                {
                    // Somebody who looked at the certificate and went away.
                    return;
                }

                Interlocked.Increment(ref _posts);
                await _misbehave(stream, _over.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // The sender has hung up, or the test is over.
            }
        }
    }

    private static async Task<string> ReadAsync(Stream stream)
    {
        var (buffer, text) = (new byte[16 * 1024], new StringBuilder());
        while (true)
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0)
            {
                return text.ToString();
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
            var all = text.ToString();
            var end = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var length = all.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))?.Split(':')[1];
            if (end >= 0 && length is not null && Encoding.UTF8.GetByteCount(all[(end + 4)..]) >= int.Parse(length, System.Globalization.CultureInfo.InvariantCulture))
            {
                return all[(end + 4)..];
            }
        }
    }
}
