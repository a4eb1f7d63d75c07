using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Syndication.Benchmarks.Serving;

/// <summary>One HTTP/1.1 connection: just what Kestrel sends is understood.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 30_000 };
    private readonly byte[] _buffer = new byte[256 * 1024];

    public RawConnection(int port) => _socket.Connect(IPAddress.Loopback, port);

    public void Send(byte[] request) => _socket.Send(request);

    public RawAnswer Read()
    {
        var (filled, end) = (0, -1);
        while (end < 0)
        {
            filled += Receive(_buffer.AsSpan(filled));
            end = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        }

        var head = _buffer.AsSpan(0, end + 2);
        if (!Utf8Parser.TryParse(head.Slice("HTTP/1.1 ".Length, 3), out int status, out _))
        {
            throw new BenchmarkException("An answer without a status.");
        }

        if (!Utf8Parser.TryParse(Value(head, "Content-Length: "u8), out int length, out _) && status != 304)
        {
            throw new BenchmarkException($"An answer {status} without Content-Length.");
        }

        for (var left = status == 304 ? 0 : length - (filled - end - 4); left > 0;)
        {
            left -= Receive(_buffer.AsSpan(end + 4, Math.Min(left, _buffer.Length - end - 4)));
        }

        return new RawAnswer(status, status == 304 ? 0 : length, status == 304 ? "" : Encoding.ASCII.GetString(Value(head, "ETag: "u8)));
    }

    public void Dispose() => _socket.Dispose();

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var start = head.IndexOf(name);
        if (start < 0)
        {
            return [];
        }

        var rest = head[(start + name.Length)..];
        return rest[..rest.IndexOf("\r\n"u8)];
    }

    private int Receive(Span<byte> into)
    {
        var count = _socket.Receive(into);
        return count > 0 ? count : throw new BenchmarkException("The server closed the connection.");
    }
}

/// <param name="Octets">Of the body.</param>
internal readonly record struct RawAnswer(int Status, int Octets, string Tag);
