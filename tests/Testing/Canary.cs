using System.Net;
using System.Net.Sockets;

namespace Syndication.Testing;

/// <summary>
/// Listens where nobody may connect, on IPv4 and IPv6 loopback alike, and counts whoever does all the same: bytes need not
/// come, a connection is enough.
/// </summary>
public sealed class Canary : IDisposable
{
    private readonly List<Socket> _listeners = [];
    private int _connections;

    public Canary()
    {
        var first = Listen(IPAddress.Loopback, 0);
        Port = ((IPEndPoint)first.LocalEndPoint!).Port;
        if (Socket.OSSupportsIPv6)
        {
            try
            {
                Listen(IPAddress.IPv6Loopback, Port);
            }
            catch (SocketException)
            {
                // A container may have no IPv6: then nobody reaches it there either.
            }
        }
    }

    public int Port { get; }

    public int Connections => Volatile.Read(ref _connections);

    public void Dispose() => _listeners.ForEach(listener => listener.Dispose());

    private Socket Listen(IPAddress address, int port)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listeners.Add(listener);
        listener.Bind(new IPEndPoint(address, port));
        listener.Listen();
        _ = CountAsync(listener);
        return listener;
    }

    private async Task CountAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                using var connection = await listener.AcceptAsync();
                Interlocked.Increment(ref _connections);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
