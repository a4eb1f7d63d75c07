using System.Net.Http.Json;
using Syndication.Contracts;
using Syndication.Hosting.Http;

namespace Syndication.Hosting.Log;

/// <summary>Reads the release log from Ingestion.</summary>
public sealed class LogClient(IHttpClientFactory clients, ServiceAddresses addresses)
{
    /// <summary>The highest sequence that there is now; 0 for an empty log.</summary>
    /// <exception cref="HttpRequestException">Ingestion does not answer, or refuses.</exception>
    public async Task<long> HeadAsync(CancellationToken cancellationToken) => (await ReadAsync(long.MaxValue, 0, cancellationToken)).Head;

    /// <summary>Entries after a sequence; none, but the head, for a limit of 0.</summary>
    /// <exception cref="HttpRequestException">Ingestion does not answer, or refuses.</exception>
    public async Task<LogPage> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(InternalHttp.Client);
        var uri = new Uri(addresses.Of("ingestion"), $"/internal/log?after={after}&limit={limit}");
        return await client.GetFromJsonAsync<LogPage>(uri, SyndicationJson.Options, cancellationToken)
            ?? throw new HttpRequestException("The log answered null.");
    }
}
