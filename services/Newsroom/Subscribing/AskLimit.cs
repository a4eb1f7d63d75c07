using System.Net;
using System.Threading.RateLimiting;
using Syndication.Hosting.Http;

namespace Syndication.Newsroom.Subscribing;

/// <summary>How often a client may send the form: ten times at once, then once a minute.</summary>
internal sealed class AskLimit : IDisposable
{
    private readonly PartitionedRateLimiter<IPAddress?> _asked = ClientLimit.Of(burst: 10, each: TimeSpan.FromMinutes(1));

    public bool Allows(IPAddress? client) => _asked.AttemptAcquire(client).IsAcquired;

    public void Dispose() => _asked.Dispose();
}
