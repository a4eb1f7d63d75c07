using System.Net;

namespace Syndication.Hosting.Http;

/// <summary>
/// Addresses that are no public host's: the IANA special-purpose registries (RFC 6890 and successors), multicast, and
/// every form in which IPv6 carries an IPv4 address to somewhere else.
/// </summary>
internal static class SpecialAddresses
{
    private static readonly IPNetwork[] Networks =
    [
        .. new[]
        {
            // This network, private use, carriers' NAT, loopback, link-local with the clouds' metadata.
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
            // Protocol assignments, documentation, 6to4 relays, benchmarks, multicast, reserved with broadcast.
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Unspecified, loopback and IPv4-compatible; translated IPv4 (SIIT, NAT64 twice, 6to4); Teredo, ORCHID and other protocol assignments.
            "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/23",
            // Discard, dummies, documentation twice, segment routing, unique local, link-local, site-local, multicast.
            "100::/64", "100:0:0:1::/64", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>An IPv4 address in IPv6's clothes as the IPv4 address that a socket would connect to.</summary>
    public static IPAddress Canonical(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <param name="address">Canonical.</param>
    public static bool Contain(IPAddress address) => Array.Exists(Networks, network => network.Contains(address));
}
