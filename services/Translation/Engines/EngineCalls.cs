using System.Net;
using System.Text.Json;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Syndication.Translation.Engines;

/// <summary>
/// Calls to an engine over HTTP: a timeout an attempt, two retries with jitter, a circuit breaker, and no more at once than
/// it was said to bear. Around the whole call and not around the transport alone: an answer of half a JSON, or 200 with an
/// error in it, is a failure like any other. A text that is refused is none: the engine is well.
/// </summary>
internal sealed class EngineCalls(IHttpClientFactory clients, string name, EngineOptions options, TimeProvider time) : IDisposable
{
    /// <summary>The client of IHttpClientFactory: engines are where the operator says, so no guard dials for them.</summary>
    public const string Client = "translation-engine";

    /// <summary>An engine that failed is left alone for so long: one call then says whether it is back.</summary>
    public static readonly TimeSpan Break = TimeSpan.FromSeconds(15);

    private const int MaxAnswer = 4 * 1024 * 1024;

    private readonly SemaphoreSlim _atOnce = new(options.Concurrency, options.Concurrency);
    private ResiliencePipeline? _pipeline;

    public Uri AddressOf(string path) => new(options.Url!.TrimEnd('/') + path);

    /// <summary>What a request is answered, read by the caller, who throws <see cref="EngineException"/> at what is no answer.</summary>
    public async Task<T> SendAsync<T>(Func<HttpRequestMessage> request, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        var pipeline = _pipeline ??= Pipeline();
        await _atOnce.WaitAsync(cancellationToken);
        try
        {
            return await pipeline.ExecuteAsync(async token => await AttemptAsync(request, read, token), cancellationToken);
        }
        catch (BrokenCircuitException)
        {
            throw new EngineException($"{name} failed too often and is left alone for a while.") { RetryAfter = Break };
        }
        catch (TimeoutRejectedException)
        {
            throw new EngineException($"{name} did not answer within {options.Timeout.TotalSeconds:F0} s.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new EngineException($"{name} does not answer: {exception.Message}", exception);
        }
        finally
        {
            _atOnce.Release();
        }
    }

    public void Dispose() => _atOnce.Dispose();

    private async Task<T> AttemptAsync<T>(Func<HttpRequestMessage> make, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(Client);
        client.MaxResponseContentBufferSize = MaxAnswer;
        using var request = make();
        using var response = await client.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new EngineException($"{name} answered {(int)response.StatusCode}.")
            {
                RetryAfter = response.Headers.RetryAfter?.Delta,
                IsOfText = response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.RequestUriTooLong or HttpStatusCode.UnprocessableEntity,
            };
        }

        try
        {
            using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new EngineException($"{name} answered something that is no translation: {exception.Message}", exception);
        }
    }

    private ResiliencePipeline Pipeline()
    {
        var isFailure = new PredicateBuilder().Handle<EngineException>(failure => !failure.IsOfText).Handle<HttpRequestException>().Handle<IOException>().Handle<TimeoutRejectedException>();
        return new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(250),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>().Handle<IOException>().Handle<TimeoutRejectedException>()
                    .Handle<EngineException>(failure => failure is { RetryAfter: null, IsOfText: false }),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 4,
                SamplingDuration = TimeSpan.FromMinutes(1),
                BreakDuration = Break,
                ShouldHandle = isFailure,
            })
            .AddTimeout(options.Timeout)
            .Build();
    }
}
