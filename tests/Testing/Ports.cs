using System.Net;
using System.Net.Sockets;

namespace Syndication.Testing;

/// <summary>
/// Ports for programs that tests start. A port that the system gives and takes back is anybody's until the program
/// listens at it, which a busy machine may take minutes to do; and a program that was killed wants its port again. So these
/// lie below those that systems give to outgoing connections, and each process of tests has a range of its own.
/// </summary>
public static class Ports
{
    private const int First = 22_000;
    private const int Ranges = 20;
    private const int InRange = 500;

    private static readonly Lock Gate = new();

    // Locked for as long as this process lives, whatever ends it.
    private static readonly (FileStream Lock, int First) Own = Claim();
    private static int _given;

    /// <summary>A port of this machine's loopback at which nobody listens, and which nobody else is given.</summary>
    public static int Free()
    {
        lock (Gate)
        {
            for (var tried = 0; tried < InRange; tried++)
            {
                var port = Own.First + (_given++ % InRange);
                if (IsFree(port))
                {
                    return port;
                }
            }
        }

        throw new InvalidOperationException($"All ports from {Own.First} to {Own.First + InRange - 1} are taken.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static (FileStream Lock, int First) Claim()
    {
        for (var range = 0; range < Ranges; range++)
        {
            try
            {
                var file = Path.Combine(Path.GetTempPath(), $"syndication-ports-{range}");
                return (new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), First + (range * InRange));
            }
            catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
            {
                // Another process has it, or another user had it once.
            }
        }

        throw new InvalidOperationException($"{Ranges} processes of tests run on this machine, and each has its range of ports.");
    }
}
