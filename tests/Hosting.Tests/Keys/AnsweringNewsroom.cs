using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Contracts;
using Syndication.Hosting.Http;
using Syndication.Hosting.Keys;

namespace Syndication.Hosting.Tests.Keys;

/// <summary>The other end of the internal client: says what a test wants said of keys, slowly or not at all, and counts.</summary>
internal sealed class AnsweringNewsroom : HttpMessageHandler
{
    private int _calls;

    public int Calls => _calls;

    public Dictionary<string, KeyHolder> Holders { get; } = [];

    /// <summary>Awaited before each answer; throws where the newsroom is down.</summary>
    public Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public KeyText Issue(DateTimeOffset? expiresAt = null)
    {
        var key = KeyText.Make();
        Holders[key.Hash] = new KeyHolder(key.Id, "press office", [Scopes.Ingest], [], expiresAt);
        return key;
    }

    public KeyChecker Checker(TimeProvider time)
    {
        var services = new ServiceCollection();
        services.AddHttpClient(InternalHttp.Client).ConfigurePrimaryHttpMessageHandler(() => this);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Services:newsroom:Url", "http://newsroom.test")]).Build();
        return new KeyChecker(services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>(), new ServiceAddresses(configuration, null!), time);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        Assert.Equal("/internal/keys/check", request.RequestUri!.AbsolutePath);
        var asked = await request.Content!.ReadFromJsonAsync<CheckKeyRequest>(SyndicationJson.Options, cancellationToken);
        await Before(cancellationToken);
        return new HttpResponseMessage(Status)
        {
            Content = JsonContent.Create(new CheckKeyResponse(Holders.GetValueOrDefault(asked!.Hash)), options: SyndicationJson.Options),
        };
    }
}
