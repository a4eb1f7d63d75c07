namespace Syndication.Translation.Engines;

/// <summary>An engine and the pairs that it goes through.</summary>
internal sealed record EngineRoute(ITranslationEngine Engine, IReadOnlyList<LanguagePair> Hops)
{
    public async Task<IReadOnlyList<MarkedText>> TranslateAsync(IReadOnlyList<MarkedText> texts, CancellationToken cancellationToken)
    {
        foreach (var hop in Hops)
        {
            var translated = await Engine.TranslateAsync(hop, texts, cancellationToken);
            texts = translated.Count == texts.Count
                ? translated
                : throw new EngineException($"{Engine.Name} answered {translated.Count} texts for {texts.Count}.");
        }

        return texts;
    }
}
