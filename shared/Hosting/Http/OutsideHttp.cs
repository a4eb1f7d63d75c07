using System.Net;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Syndication.Hosting.Http;

/// <summary>Calls to systems outside this installation, at addresses that a user or a partner named.</summary>
public static class OutsideHttp
{
    /// <summary>
    /// Adds a named client: no redirects, no proxy from the environment, no cookies, dialled under <see cref="DialGuard"/>,
    /// through a pipeline of its own (a timeout an attempt, two retries with jitter, a circuit breaker).
    /// </summary>
    public static IHttpClientBuilder AddOutsideHttp(this IHostApplicationBuilder builder, string name, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var allowed = builder.Configuration.GetSection("Egress:Allow").Get<string[]>() ?? [];
        var guard = new DialGuard([.. allowed.Where(network => !string.IsNullOrWhiteSpace(network)).Select(IPNetwork.Parse)]);
        var pipeline = Pipeline(timeout);
        return builder.Services.AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                MaxResponseHeadersLength = 64,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                ConnectCallback = guard.ConnectAsync,
            })
            .AddHttpMessageHandler(_ => new ResilienceHandler(pipeline));
    }

    private static ResiliencePipeline<HttpResponseMessage> Pipeline(TimeSpan timeout)
    {
        var isTransient = new PredicateBuilder<HttpResponseMessage>()
            .Handle<HttpRequestException>()
            .Handle<TimeoutRejectedException>()
            .HandleResult(response => (int)response.StatusCode >= 500);
        return new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(500),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = isTransient,
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
                ShouldHandle = isTransient,
            })
            .AddTimeout(timeout)
            .Build();
    }
}
