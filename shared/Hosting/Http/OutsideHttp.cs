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
    /// Adds a named client: no redirects, no proxy from the environment, no cookies, dialled under its own
    /// <see cref="DialGuard"/> (a keyed service of the same name, opened by <c>Egress__Allow</c> and
    /// <c>Egress__{name}__Allow</c>), through a pipeline of its own for requests without a body (a timeout an attempt, two
    /// retries with jitter, a circuit breaker).
    /// </summary>
    /// <param name="name">What is called: "webhooks", "pages". Lists are separate for each.</param>
    public static IHttpClientBuilder AddOutsideHttp(this IHostApplicationBuilder builder, string name, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(builder);
        string[] Allowed(string section) => builder.Configuration.GetSection(section).Get<string[]>() ?? [];
        var guard = new DialGuard([.. Allowed("Egress:Allow"), .. Allowed($"Egress:{name}:Allow")]);
        var pipeline = Pipeline(timeout);
        builder.Services.AddSingleton(new OutsideClient(name));
        builder.Services.AddKeyedSingleton(name, guard);
        return builder.Services.AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => Connections(provider.GetRequiredKeyedService<DialGuard>(name)))
            .AddHttpMessageHandler(provider => new GuardHandler(provider.GetRequiredKeyedService<DialGuard>(name)))
            .AddHttpMessageHandler(_ => new ResilienceHandler(pipeline));
    }

    /// <summary>Connections that a guard lets through, each judged as it is dialled.</summary>
    public static SocketsHttpHandler Connections(DialGuard guard)
    {
        ArgumentNullException.ThrowIfNull(guard);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            MaxResponseHeadersLength = 64,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = guard.ConnectAsync,
        };
    }

    private static ResiliencePipeline<HttpResponseMessage> Pipeline(TimeSpan timeout)
    {
        var isTransient = new PredicateBuilder<HttpResponseMessage>()
            .Handle<HttpRequestException>(exception => exception is not EgressException && exception.InnerException is not EgressException)
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

    /// <summary>Refuses what shows in the URL, before a connection that is open already could be used for it.</summary>
    private sealed class GuardHandler(DialGuard guard) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            guard.Fault(request.RequestUri!) is { } fault
                ? Task.FromException<HttpResponseMessage>(new EgressException(fault))
                : base.SendAsync(request, cancellationToken);
    }
}

/// <summary>A named client of this process that calls outside: what tests try to lead astray.</summary>
public sealed record OutsideClient(string Name);
