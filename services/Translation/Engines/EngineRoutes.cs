using Microsoft.Extensions.Options;

namespace Syndication.Translation.Engines;

/// <summary>
/// Which engine takes a text from one language to another: the first that does it directly, else the first that does it
/// over one language between.
/// </summary>
internal sealed partial class EngineRoutes : IDisposable
{
    private static readonly TimeSpan Known = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Unanswered = TimeSpan.FromSeconds(10);

    private readonly List<Offer> _offers;
    private readonly TimeProvider _time;
    private readonly ILogger<EngineRoutes> _logger;

    public EngineRoutes(IOptions<TranslationOptions> options, IHttpClientFactory clients, TimeProvider time, ILogger<EngineRoutes> logger)
        : this(Engines(options.Value, clients, time), time, logger)
    {
    }

    public EngineRoutes(IEnumerable<ITranslationEngine> engines, TimeProvider time, ILogger<EngineRoutes> logger)
    {
        _offers = [.. engines.Select(engine => new Offer(engine))];
        _time = time;
        _logger = logger;
    }

    /// <summary>Null where no engine offers the pair.</summary>
    /// <exception cref="EngineException">None of those that answer does, and one does not answer.</exception>
    public async Task<EngineRoute?> FindAsync(LanguagePair pair, bool isLocalOnly, CancellationToken cancellationToken)
    {
        EngineException? unanswered = null;
        EngineRoute? detour = null;
        foreach (var offer in _offers.Where(offer => offer.Engine.IsLocal || !isLocalOnly))
        {
            try
            {
                var pairs = await PairsAsync(offer, cancellationToken);
                if (pairs.Contains(pair))
                {
                    return new EngineRoute(offer.Engine, [pair]);
                }

                detour ??= pairs.Where(first => first.Source == pair.Source && pairs.Contains(new LanguagePair(first.Target, pair.Target)))
                    .OrderBy(first => first.Target, StringComparer.Ordinal)
                    .Select(first => new EngineRoute(offer.Engine, [first, new LanguagePair(first.Target, pair.Target)]))
                    .FirstOrDefault();
            }
            catch (EngineException exception)
            {
                LogUnanswered(_logger, offer.Engine.Name, exception.Message);
                unanswered = exception;
            }
        }

        return detour ?? (unanswered is null ? null : throw unanswered);
    }

    public void Dispose()
    {
        foreach (var offer in _offers)
        {
            (offer.Engine as IDisposable)?.Dispose();
            offer.Asking.Dispose();
        }
    }

    private async Task<IReadOnlyCollection<LanguagePair>> PairsAsync(Offer offer, CancellationToken cancellationToken)
    {
        await offer.Asking.WaitAsync(cancellationToken);
        try
        {
            var age = offer.AskedAt is { } askedAt ? _time.GetElapsedTime(askedAt) : TimeSpan.MaxValue;
            if (offer.Failure is { } failure && age < Unanswered)
            {
                throw failure;
            }

            // What an engine offered once it is asked for even while it does not answer: the text waits, not its place.
            if (offer.Pairs is null || (age > Known && offer.Pairs.Count == 0))
            {
                offer.AskedAt = _time.GetTimestamp();
                offer.Pairs = await offer.Engine.PairsAsync(cancellationToken);
                offer.Failure = null;
            }

            return offer.Pairs;
        }
        catch (EngineException exception)
        {
            offer.Failure = exception;
            throw;
        }
        finally
        {
            offer.Asking.Release();
        }
    }

    private static IEnumerable<ITranslationEngine> Engines(TranslationOptions options, IHttpClientFactory clients, TimeProvider time)
    {
        var configured = options.Engines.Count == 0 ? [new EngineOptions { Kind = "apertium" }] : options.Engines;
        return configured.Where(engine => engine.Kind != "none").Select(engine => (ITranslationEngine)(engine.Kind switch
        {
            "apy" => new ApyEngine(engine, clients, time),
            "libretranslate" => new LibreTranslateEngine(engine, clients, time),
            _ => new ApertiumEngine(engine),
        }));
    }

    [LoggerMessage(LogLevel.Warning, "{Engine} does not say what it offers: {Reason}")]
    private static partial void LogUnanswered(ILogger logger, string engine, string reason);

    private sealed class Offer(ITranslationEngine engine)
    {
        public ITranslationEngine Engine { get; } = engine;
        public SemaphoreSlim Asking { get; } = new(1, 1);
        public IReadOnlyCollection<LanguagePair>? Pairs { get; set; }
        public long? AskedAt { get; set; }
        public EngineException? Failure { get; set; }
    }
}
