using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Syndication.Mail.Smtp;

/// <summary>
/// Lines to and from a server: commands are gathered and written at once, replies are read one by one. Every wait ends at a
/// deadline.
/// </summary>
internal sealed class SmtpChannel(Stream stream, string server, TimeSpan timeout) : IAsyncDisposable
{
    /// <summary>RFC 5321 allows 512 octets a line; servers tell more.</summary>
    private const int LongestLine = 4_096;

    private const int MostLines = 200;

    private readonly ArrayBufferWriter<byte> _out = new(64 * 1024);
    private readonly byte[] _in = new byte[16 * 1024];
    private CancellationTokenSource _deadline = new();
    private Stream _stream = stream;
    private int _start;
    private int _end;

    public string Server => server;

    /// <summary>Adds a line to what is written next.</summary>
    /// <exception cref="ArgumentException">It holds a line break: whatever brought it there, it does not go out.</exception>
    public void Command(string line)
    {
        if (line.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new ArgumentException("A command is one line.", nameof(line));
        }

        Encoding.UTF8.GetBytes(line, _out);
        _out.Write("\r\n"u8);
    }

    /// <summary>
    /// Adds a mail: lines that begin with a dot get another, what ends a line ends it with CR LF, and a line with a dot alone
    /// follows (RFC 5321, 4.5.2). A CR or LF that stands alone could end the mail early on a server that takes it for more.
    /// </summary>
    public void Content(ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            if (content[0] == '.')
            {
                _out.Write("."u8);
            }

            var end = content.IndexOfAny((byte)'\r', (byte)'\n');
            _out.Write(end < 0 ? content : content[..end]);
            _out.Write("\r\n"u8);
            content = end < 0 ? [] : content[(end + (content[end] == '\r' && end + 1 < content.Length && content[end + 1] == '\n' ? 2 : 1))..];
        }

        _out.Write(".\r\n"u8);
    }

    /// <exception cref="MailTransportException" />
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        await WithinAsync(timeout, async token =>
        {
            await _stream.WriteAsync(_out.WrittenMemory, token);
            await _stream.FlushAsync(token);
            return true;
        }, cancellationToken);
        _out.ResetWrittenCount();
    }

    /// <summary>The next reply, its lines joined.</summary>
    /// <param name="patience">How many times longer than usual it may take.</param>
    /// <exception cref="MailTransportException">The connection ended, it took too long, or this is no reply.</exception>
    public async ValueTask<SmtpReply> ReadAsync(int patience, CancellationToken cancellationToken)
    {
        SmtpReply? reply = null;
        for (var lines = 0; lines < MostLines; lines++)
        {
            var line = TakeLine() ?? await ReadLineAsync(timeout * patience, cancellationToken);
            var isDigits = line.Length >= 3 && line.AsSpan(0, 3).IndexOfAnyExceptInRange('0', '9') < 0;
            var code = isDigits ? int.Parse(line.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture) : 0;
            if (code is < 200 or > 599 || (line.Length > 3 && line[3] is not (' ' or '-')) || (reply is not null && reply.Code != code))
            {
                throw new MailTransportException($"{server} does not speak SMTP: \"{MailReply.Redact(line)}\"");
            }

            reply = new SmtpReply(code, [.. reply?.Lines ?? [], line.Length > 4 ? line[4..] : ""]);
            if (line.Length == 3 || line[3] == ' ')
            {
                return reply;
            }
        }

        throw new MailTransportException($"{server} answers without end.");
    }

    /// <summary>Goes on encrypted. What came before that in the clear is not believed (CVE-2011-0411).</summary>
    /// <exception cref="MailTransportException">The certificate is not the host's, or the connection ended.</exception>
    public async Task EncryptAsync(SslClientAuthenticationOptions options, CancellationToken cancellationToken)
    {
        if (_start < _end)
        {
            throw new MailTransportException($"{server} sent more than its answer before the connection was encrypted.");
        }

        var encrypted = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = encrypted;
        try
        {
            await WithinAsync(timeout, async token =>
            {
                await encrypted.AuthenticateAsClientAsync(options, token);
                return true;
            }, cancellationToken);
        }
        catch (AuthenticationException exception)
        {
            throw new MailTransportException($"{server} can't be trusted: {exception.Message} (An authority of your own: Mail__CertificateAuthority.)", inner: exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _deadline.Dispose();
    }

    private string? TakeLine()
    {
        var length = _in.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
        if (length < 0)
        {
            return null;
        }

        if (length > LongestLine)
        {
            throw TooLong();
        }

        var line = Encoding.UTF8.GetString(_in, _start, length).TrimEnd('\r');
        _start += length + 1;
        return line;
    }

    private MailTransportException TooLong() => new($"{server} answers with a line of more than {LongestLine} octets.");

    private async ValueTask<string> ReadLineAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_start == _end)
            {
                _start = _end = 0;
            }
            else if (_start > 0)
            {
                _in.AsSpan(_start, _end - _start).CopyTo(_in);
                (_start, _end) = (0, _end - _start);
            }

            if (_end - _start >= LongestLine)
            {
                throw TooLong();
            }

            var read = await WithinAsync(within, token => _stream.ReadAsync(_in.AsMemory(_end), token), cancellationToken);
            if (read == 0)
            {
                throw new MailTransportException($"{server} closed the connection.");
            }

            _end += read;
            if (TakeLine() is { } line)
            {
                return line;
            }
        }
    }

    private async ValueTask<TResult> WithinAsync<TResult>(TimeSpan within, Func<CancellationToken, ValueTask<TResult>> wait, CancellationToken cancellationToken)
    {
        _deadline.CancelAfter(within);
        await using var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _deadline);
        try
        {
            return await wait(_deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailTransportException($"{server} did not answer within {within.TotalSeconds:F0} s.");
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            throw new MailTransportException($"The connection to {server} was lost: {exception.Message}", inner: exception);
        }
        finally
        {
            if (!_deadline.TryReset())
            {
                _deadline.Dispose();
                _deadline = new CancellationTokenSource();
            }
        }
    }
}

/// <summary>A reply, line by line without its code.</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public MailReply Told() => MailReply.Of(Code, string.Join(' ', Lines));
}
