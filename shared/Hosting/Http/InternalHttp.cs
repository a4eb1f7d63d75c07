using System.Net.Http.Headers;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using Syndication.Hosting.Keys;

namespace Syndication.Hosting.Http;

/// <summary>Calls between services of this installation: their addresses are configured, so no guard dials for them.</summary>
public static class InternalHttp
{
    /// <summary>The client of IHttpClientFactory that shows the internal key.</summary>
    public const string Client = "internal";

    internal static void AddInternalHttp(this IServiceCollection services)
    {
        services.AddSingleton<ServiceAddresses>();
        services.AddHttpClient(Client)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(2) })
            .AddHttpMessageHandler(provider => new InternalKeyHandler(provider.GetRequiredService<InternalKey>()))
            .AddHttpMessageHandler(_ => new ResilienceHandler(Pipeline()));
    }

    private static ResiliencePipeline<HttpResponseMessage> Pipeline() =>
        new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(100),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder<HttpResponseMessage>()
                    .Handle<HttpRequestException>()
                    .Handle<TimeoutRejectedException>()
                    .HandleResult(response => (int)response.StatusCode >= 500),
            })
            .AddTimeout(TimeSpan.FromSeconds(10))
            .Build();

    private sealed class InternalKeyHandler(InternalKey key) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Value);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
