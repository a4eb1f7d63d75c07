using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Syndication.Mail.Smtp;

/// <summary>Submits mail to a relay (RFC 5321, 6409).</summary>
internal sealed class SmtpTransport : IMailTransport
{
    private readonly SmtpAddress _address;
    private readonly MailOptions _options;
    private readonly X509Certificate2Collection? _authorities;

    /// <exception cref="ArgumentException"><see cref="MailOptions.Uri"/> is no address of a relay.</exception>
    public SmtpTransport(MailOptions options)
    {
        _options = options;
        _address = SmtpAddress.Parse(options.Uri, out var fault) ?? throw new ArgumentException(fault, nameof(options));
        if (options.CertificateAuthority is { Length: > 0 } file)
        {
            _authorities = [];
            _authorities.ImportFromPemFile(file);
        }
    }

    public async Task<IMailSession> OpenAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_options.Timeout);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(_address.Host, _address.Port, deadline.Token);
        }
        catch (Exception exception) when (exception is SocketException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            socket.Dispose();
            throw new MailTransportException($"{_address} can't be reached: {(exception is SocketException ? exception.Message : $"no answer within {_options.Timeout.TotalSeconds:F0} s.")}", inner: exception);
        }

        var channel = new SmtpChannel(new NetworkStream(socket, ownsSocket: true), _address.ToString(), _options.Timeout);
        try
        {
            return await SmtpGreeting.OpenAsync(channel, _address, Helo(socket), _authorities, _options.MailsPerConnection, cancellationToken);
        }
        catch
        {
            await channel.DisposeAsync();
            throw;
        }
    }

    /// <summary>RFC 5321, 4.1.4: a name of ours, else our address as a literal.</summary>
    private string Helo(Socket socket)
    {
        var name = _options.Helo is { Length: > 0 } given ? given : Dns.GetHostName();
        if (Uri.CheckHostName(name) == UriHostNameType.Dns && name.Contains('.', StringComparison.Ordinal))
        {
            return name;
        }

        var address = ((IPEndPoint)socket.LocalEndPoint!).Address;
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{address.ToString().Split('%')[0]}]" : $"[{address}]";
    }
}
