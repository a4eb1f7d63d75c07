using System.Text.Json;

namespace Syndication.Translation.Engines;

/// <summary>A service with LibreTranslate's HTTP API.</summary>
internal sealed class LibreTranslateEngine(EngineOptions options, IHttpClientFactory clients, TimeProvider time) : ITranslationEngine, IDisposable
{
    private readonly EngineCalls _calls = new(clients, "libretranslate", options, time);

    public string Name => "libretranslate";

    public bool IsLocal => options.Local;

    public Task<IReadOnlyCollection<LanguagePair>> PairsAsync(CancellationToken cancellationToken) => _calls.SendAsync<IReadOnlyCollection<LanguagePair>>(
        () => new HttpRequestMessage(HttpMethod.Get, _calls.AddressOf("/languages")),
        root => [.. root.EnumerateArray().SelectMany(PairsOf)],
        cancellationToken);

    public Task<IReadOnlyList<MarkedText>> TranslateAsync(LanguagePair pair, IReadOnlyList<MarkedText> texts, CancellationToken cancellationToken) =>
        OneByOne.TranslateAsync(texts, text => TranslateAsync(pair, text, cancellationToken));

    public void Dispose() => _calls.Dispose();

    private Task<MarkedText> TranslateAsync(LanguagePair pair, MarkedText text, CancellationToken cancellationToken) => _calls.SendAsync(
        () => new HttpRequestMessage(HttpMethod.Post, _calls.AddressOf("/translate"))
        {
            Content = JsonContent.Create(new Request(HtmlFormat.Encode(text), pair.Source, pair.Target, "html", options.ApiKey)),
        },
        root => Read(root, text),
        cancellationToken);

    /// <summary>Tags that do not balance are no failure of the service: the segment's checks find the marks missing.</summary>
    private static MarkedText Read(JsonElement root, MarkedText text)
    {
        if (root.TryGetProperty("error", out var error))
        {
            throw new EngineException($"libretranslate answered an error: {error}");
        }

        var translated = root.GetProperty("translatedText").GetString() ?? throw new EngineException("libretranslate answered null.");
        return HtmlFormat.Decode(translated) ?? new MarkedText([new Piece(translated, text.Pieces.Max(piece => piece.Mark) + 1)]);
    }

    private static IEnumerable<LanguagePair> PairsOf(JsonElement language)
    {
        var source = language.GetProperty("code").GetString()!;
        return language.GetProperty("targets").EnumerateArray()
            .Select(target => target.GetString()!)
            .Where(target => target != source)
            .Select(target => new LanguagePair(source, target));
    }

    private sealed record Request(string q, string source, string target, string format, string? api_key);
}
