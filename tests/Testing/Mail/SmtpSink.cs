using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Syndication.Testing.Mail;

/// <summary>Postfix's <c>smtp-sink</c>: a server that is not ours, and misbehaves as it is told.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private const string Program = "/usr/sbin/smtp-sink";

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private SmtpSink(int port, IReadOnlyList<string> arguments, bool keeps)
    {
        Port = port;

        // It wants another user than root to run as.
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111);
        string[] user = Environment.UserName == "root" ? ["-u", "nobody"] : [];
        string[] dump = keeps ? ["-D", _folder["mails"]] : [];
        _process = Programs.Start(Program, [.. user, .. dump, .. arguments, $"127.0.0.1:{port}", "200"]);
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public const string Missing = "There is no smtp-sink on this machine: install Postfix (Debian: apt-get install postfix).";

    public static bool IsInstalled => File.Exists(Program);

    public int Port { get; }

    public string Uri => $"smtp://127.0.0.1:{Port}";

    /// <param name="arguments">"-r RCPT", say: see smtp-sink(1).</param>
    public static Task<SmtpSink> StartAsync(params IReadOnlyList<string> arguments) => StartAsync(true, arguments);

    /// <param name="keeps">Whether mails are written to disk, or only counted by nobody.</param>
    public static async Task<SmtpSink> StartAsync(bool keeps, IReadOnlyList<string> arguments)
    {
        var sink = new SmtpSink(Ports.Free(), arguments, keeps);
        await Eventually.HoldsAsync(() => AnswersAsync(sink.Port));
        return sink;
    }

    /// <summary>The Message-IDs of the mails that it took over, in the order of their coming.</summary>
    public IReadOnlyList<string> MessageIds() => !File.Exists(_folder["mails"]) ? [] :
    [
        .. File.ReadLines(_folder["mails"], Encoding.Latin1)
            .Where(line => line.StartsWith("Message-ID: ", StringComparison.Ordinal))
            .Select(line => line["Message-ID: ".Length..].Trim()),
    ];

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    internal static async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
