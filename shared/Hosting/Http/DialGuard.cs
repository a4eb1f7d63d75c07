using System.Net;
using System.Net.Sockets;

namespace Syndication.Hosting.Http;

/// <summary>
/// Keeps requests to addresses that somebody else named away from this installation's own network: checked at dial time
/// on the very address that is connected to, so that DNS can't change its mind in between.
/// </summary>
public sealed class DialGuard(IReadOnlyList<IPNetwork> allowed)
{
    // IANA special-purpose registries (RFC 6890 and successors), and what tunnels IPv4 inside IPv6.
    private static readonly IPNetwork[] Forbidden =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4", "100.100.100.200/32",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32", "2002::/16", "3fff::/20",
            "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether an address may be connected to.</summary>
    public bool Allows(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return allowed.Any(network => network.Contains(plain)) || !Forbidden.Any(network => network.Contains(plain));
    }

    /// <summary>Resolves once, refuses if any address is forbidden, and connects to one of those resolved.</summary>
    /// <exception cref="HttpRequestException">An address is forbidden, or none was found.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (addresses.Length == 0)
        {
            throw new HttpRequestException($"{host} has no address.");
        }

        if (addresses.FirstOrDefault(address => !Allows(address)) is { } forbidden)
        {
            throw new HttpRequestException(
                $"{host} is at {forbidden}, which is not a public address. If this installation may call it, add its network to Egress__Allow__0.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
