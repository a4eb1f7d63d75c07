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

    /// <summary>For one attempt.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    internal static void AddInternalHttp(this IServiceCollection services)
    {
        services.AddSingleton<ServiceAddresses>();
        services.AddHttpClient(Client)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(2) })
            .AddHttpMessageHandler(provider => new InternalKeyHandler(provider.GetRequiredService<InternalKey>()))
            .AddHttpMessageHandler(_ => new NoAnswerHandler())
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
            .AddTimeout(Patience)
            .Build();

    /// <summary>A service that takes a call and does not answer fails like one that is not there: callers wait for it, and go on.</summary>
    private sealed class NoAnswerHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (TimeoutRejectedException exception)
            {
                throw new HttpRequestException($"{request.RequestUri!.GetLeftPart(UriPartial.Path)} gave no answer within {Patience.TotalSeconds} s.", exception);
            }
        }
    }

    private sealed class InternalKeyHandler(InternalKey key) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Value);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
