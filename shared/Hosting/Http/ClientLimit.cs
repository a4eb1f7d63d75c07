using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Syndication.Hosting.Http;

/// <summary>Limits by client address.</summary>
public static class ClientLimit
{
    /// <summary>A token bucket each client: <paramref name="burst"/> at once, then one <paramref name="each"/>.</summary>
    public static PartitionedRateLimiter<IPAddress?> Of(int burst, TimeSpan each) =>
        PartitionedRateLimiter.Create<IPAddress?, string>(client => RateLimitPartition.GetTokenBucketLimiter(
            NetworkOf(client),
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = burst,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = each,
                QueueLimit = 0,
            }));

    /// <summary>An IPv4 address, or the /64 of an IPv6 one, which is what one subscriber is given.</summary>
    private static string NetworkOf(IPAddress? client)
    {
        if (client is null)
        {
            return "";
        }

        var plain = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, 8)).ToString(CultureInfo.InvariantCulture)
            : plain.ToString();
    }
}
