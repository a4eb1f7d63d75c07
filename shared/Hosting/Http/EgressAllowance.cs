using System.Globalization;
using System.Net;

namespace Syndication.Hosting.Http;

/// <summary>
/// What an operator lets outgoing requests reach besides the public Internet: a network ("10.1.0.0/16"), an address, or a
/// host by name, each with a port behind a colon where only that one is meant.
/// </summary>
/// <param name="Network">Null where a name is given.</param>
/// <param name="Host">Null where a network is given.</param>
/// <param name="Port">Null for 80, 443 and those from 1024 on.</param>
internal sealed record EgressAllowance(IPNetwork? Network, string? Host, int? Port)
{
    /// <summary>Null where it can't be read.</summary>
    public static EgressAllowance? Read(string text)
    {
        text = text.Trim();
        if (IPNetwork.TryParse(text, out var network))
        {
            return new EgressAllowance(network, null, null);
        }

        if (IPAddress.TryParse(text, out var address))
        {
            return new EgressAllowance(Alone(address), null, null);
        }

        var (host, port) = (text, (int?)null);
        if (text.LastIndexOf(':') is > 0 and var colon)
        {
            if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > ushort.MaxValue)
            {
                return null;
            }

            (host, port) = (text[..colon], number);
        }

        return IPNetwork.TryParse(host, out network) ? new EgressAllowance(network, null, port)
            : IPAddress.TryParse(host.Trim('[', ']'), out address) ? new EgressAllowance(Alone(address), null, port)
            : Uri.CheckHostName(host) == UriHostNameType.Dns ? new EgressAllowance(null, host.TrimEnd('.').ToLowerInvariant(), port)
            : null;
    }

    public bool Covers(string host, int port) => Host == host && (Port is null || Port == port);

    public bool Covers(IPAddress address, int port) => Network is { } network && network.Contains(address) && (Port is null || Port == port);

    private static IPNetwork Alone(IPAddress address) => new(address, address.GetAddressBytes().Length * 8);
}
