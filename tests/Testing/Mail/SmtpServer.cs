using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Syndication.Testing.Mail;

/// <summary>A mail as a server got it.</summary>
/// <param name="Sender">The path of MAIL FROM, without brackets.</param>
/// <param name="Content">What came after DATA, dots undone, without the line that ended it.</param>
/// <param name="At">When its end was read.</param>
public sealed record ReceivedMail(string Sender, IReadOnlyList<string> Recipients, string Content, DateTimeOffset At)
{
    /// <summary>The value of a header, unfolded; null where there is none.</summary>
    public string? Header(string name)
    {
        var lines = Content.Split("\r\n");
        for (var i = 0; i < lines.Length && lines[i].Length > 0; i++)
        {
            if (lines[i].StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            {
                var value = new StringBuilder(lines[i][(name.Length + 1)..].Trim());
                while (i + 1 < lines.Length && lines[i + 1] is [' ' or '\t', ..])
                {
                    value.Append(' ').Append(lines[++i].Trim());
                }

                return value.ToString();
            }
        }

        return null;
    }
}

/// <summary>
/// A server of a test's own that keeps what it gets and every line of the conversation. It knows no more than the protocol
/// asks for, takes what is pipelined, and can be made to misbehave.
/// </summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<ReceivedMail> _mails = new();
    private readonly ConcurrentQueue<string> _transcript = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = new();
    private int _sessions;
    private Task _accepting = Task.CompletedTask;

    private SmtpServer(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start(128);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    public int Port { get; }

    public string Uri => $"smtp://127.0.0.1:{Port}";

    public IReadOnlyCollection<ReceivedMail> Mails => _mails;

    /// <summary>Every command as it came, its line break shown as ¶, and every mail's lines.</summary>
    public IReadOnlyCollection<string> Transcript => _transcript;

    public int Sessions => Volatile.Read(ref _sessions);

    /// <summary>Whether the transcript has the lines of mails too.</summary>
    public bool KeepsContent { get; set; } = true;

    /// <summary>Lines after the first of EHLO's answer.</summary>
    public IReadOnlyList<string> Extensions { get; set; } = ["PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"];

    /// <summary>Another answer to a command, or to "." for a mail; null for the usual one. "drop" hangs up.</summary>
    public Func<string, string?>? Answer { get; set; }

    /// <summary>Runs before a mail is answered for, once it is kept.</summary>
    public Func<ReceivedMail, Task>? OnMail { get; set; }

    public static SmtpServer Start(int port = 0)
    {
        var server = new SmtpServer(port);
        server._accepting = server.AcceptAsync();
        return server;
    }

    public void Forget()
    {
        _mails.Clear();
        _transcript.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        foreach (var client in _clients.Keys)
        {
            client.Dispose();
        }

        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                _clients[client] = true;
                Interlocked.Increment(ref _sessions);
                _ = Task.Run(() => ConverseAsync(client));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        try
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            var lines = new LineReader(stream);
            await SayAsync(stream, Answer?.Invoke("connect") ?? "220 sink.example ESMTP");
            var (sender, recipients) = ((string?)null, new List<string>());
            while (await lines.ReadAsync() is { } line)
            {
                _transcript.Enqueue(Shown(line));
                var command = line.TrimEnd('\r', '\n');
                var verb = command.Split(' ')[0].ToUpperInvariant();
                var answer = Answer?.Invoke(command);
                if (answer == "drop")
                {
                    return;
                }

                switch (verb)
                {
                    case "EHLO":
                        await SayAsync(stream, answer ?? string.Join("\r\n", Extensions.Prepend("sink.example").Select((text, i) => $"250{(i == Extensions.Count ? ' ' : '-')}{text}")));
                        break;
                    case "MAIL" when sender is null:
                        sender = answer?[0] is null or '2' ? Path(command) : null;
                        await SayAsync(stream, answer ?? "250 2.1.0 Ok");
                        break;
                    case "RCPT" when sender is not null:
                        if (answer?[0] is null or '2')
                        {
                            recipients.Add(Path(command));
                        }

                        await SayAsync(stream, answer ?? "250 2.1.5 Ok");
                        break;
                    case "DATA" when recipients.Count > 0 || answer is ['3', ..]:
                        await SayAsync(stream, answer ?? "354 End data with <CR><LF>.<CR><LF>");
                        if (answer?[0] is null or '3')
                        {
                            if (await ReadMailAsync(lines) is not { } content)
                            {
                                return;
                            }

                            var after = Answer?.Invoke(".");
                            if (after == "drop before")
                            {
                                return;
                            }

                            if (after is null or "drop" || after[0] == '2')
                            {
                                var mail = new ReceivedMail(sender!, [.. recipients], content, DateTimeOffset.UtcNow);
                                _mails.Enqueue(mail);
                                await (OnMail?.Invoke(mail) ?? Task.CompletedTask);
                            }

                            if (after == "drop")
                            {
                                return;
                            }

                            await SayAsync(stream, after ?? "250 2.0.0 Ok");
                            (sender, recipients) = (null, []);
                        }

                        break;
                    case "RSET":
                        (sender, recipients) = (null, []);
                        await SayAsync(stream, answer ?? "250 2.0.0 Ok");
                        break;
                    case "QUIT":
                        await SayAsync(stream, "221 2.0.0 Bye");
                        return;
                    default:
                        await SayAsync(stream, answer ?? "503 5.5.1 Bad sequence of commands");
                        break;
                }

            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or SocketException)
        {
            // The other side was killed: what it sent in full is kept.
        }
        finally
        {
            _clients.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private static string Path(string command) => command[(command.IndexOf('<', StringComparison.Ordinal) + 1)..command.LastIndexOf('>')];

    private static Task SayAsync(Stream stream, string line) => stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n")).AsTask();

    private async Task<string?> ReadMailAsync(LineReader lines)
    {
        var content = new StringBuilder();
        while (await lines.ReadAsync() is { } line)
        {
            if (line == ".\r\n")
            {
                return content.ToString();
            }

            if (KeepsContent)
            {
                _transcript.Enqueue("| " + Shown(line));
            }

            content.Append(line.StartsWith('.') ? line[1..] : line);
        }

        return null;
    }

    private static string Shown(string line) => line.Replace("\r\n", "¶", StringComparison.Ordinal).Replace("\n", "␊", StringComparison.Ordinal);

    /// <summary>Lines with what ended them: only LF does, so that a CR alone is seen as what it is.</summary>
    private sealed class LineReader(Stream stream)
    {
        private readonly byte[] _buffer = new byte[64 * 1024];
        private int _start;
        private int _end;

        /// <summary>Null at the end.</summary>
        public async ValueTask<string?> ReadAsync()
        {
            var line = new List<byte>();
            while (true)
            {
                var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n') + 1;
                line.AddRange(_buffer.AsSpan(_start, length > 0 ? length : _end - _start));
                if (length > 0)
                {
                    _start += length;
                    return Encoding.UTF8.GetString([.. line]);
                }

                (_start, _end) = (0, await stream.ReadAsync(_buffer));
                if (_end == 0)
                {
                    return null;
                }
            }
        }
    }
}
