using System.Text.Json;

namespace Syndication.Translation.Engines;

/// <summary>Apertium's own HTTP service, APy (Debian apertium-apy).</summary>
internal sealed class ApyEngine(EngineOptions options, IHttpClientFactory clients, TimeProvider time) : ITranslationEngine, IDisposable
{
    private readonly EngineCalls _calls = new(clients, "apy", options, time);
    private IReadOnlyDictionary<LanguagePair, string>? _modes;

    public string Name => "apy";

    public bool IsLocal => options.Local;

    public async Task<IReadOnlyCollection<LanguagePair>> PairsAsync(CancellationToken cancellationToken)
    {
        _modes = await _calls.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, _calls.AddressOf("/listPairs")), ReadModes, cancellationToken);
        return [.. _modes.Keys];
    }

    public async Task<IReadOnlyList<MarkedText>> TranslateAsync(LanguagePair pair, IReadOnlyList<MarkedText> texts, CancellationToken cancellationToken)
    {
        if (_modes is null)
        {
            await PairsAsync(cancellationToken);
        }

        var mode = _modes!.GetValueOrDefault(pair) ?? throw new EngineException($"apy has no {pair}.");
        return await OneByOne.TranslateAsync(texts, text => TranslateAsync(mode, text, cancellationToken));
    }

    public void Dispose() => _calls.Dispose();

    private Task<MarkedText> TranslateAsync(string mode, MarkedText text, CancellationToken cancellationToken) => _calls.SendAsync(
        () => new HttpRequestMessage(HttpMethod.Post, _calls.AddressOf("/translate"))
        {
            Content = new FormUrlEncodedContent([new("langpair", mode), new("q", HtmlFormat.Encode(text)), new("markUnknown", "no"), new("format", "html")]),
        },
        root => Read(root, text),
        cancellationToken);

    private static MarkedText Read(JsonElement root, MarkedText text)
    {
        if (root.GetProperty("responseStatus").GetInt32() != 200)
        {
            throw new EngineException($"apy answered status {root.GetProperty("responseStatus")}.");
        }

        var translated = root.GetProperty("responseData").GetProperty("translatedText").GetString() ?? throw new EngineException("apy answered null.");
        return HtmlFormat.Decode(translated) ?? new MarkedText([new Piece(translated, text.Pieces.Max(piece => piece.Mark) + 1)]);
    }

    private static Dictionary<LanguagePair, string> ReadModes(JsonElement root)
    {
        var modes = new Dictionary<LanguagePair, string>();
        foreach (var pair in root.GetProperty("responseData").EnumerateArray())
        {
            var (source, target) = (pair.GetProperty("sourceLanguage").GetString()!, pair.GetProperty("targetLanguage").GetString()!);
            if (ApertiumEngine.TagOf(source) is { } from && ApertiumEngine.TagOf(target) is { } to)
            {
                modes.TryAdd(new LanguagePair(from, to), $"{source}|{target}");
            }
        }

        return modes;
    }
}
