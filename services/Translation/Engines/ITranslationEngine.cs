namespace Syndication.Translation.Engines;

/// <summary>Turns texts of one language into another. One text at a time is one segment: engines never see a whole release.</summary>
internal interface ITranslationEngine
{
    /// <summary>Names it in the memory and to readers: "apertium".</summary>
    string Name { get; }

    /// <summary>Whether texts stay in the installation.</summary>
    bool IsLocal { get; }

    /// <summary>The pairs that it translates directly.</summary>
    /// <exception cref="EngineException">It does not answer.</exception>
    Task<IReadOnlyCollection<LanguagePair>> PairsAsync(CancellationToken cancellationToken);

    /// <summary>As many texts as were given, in their order; <see cref="MarkedText.None"/> for one that it refuses while it takes others.</summary>
    /// <exception cref="EngineException">It failed, or answered something that is no translation.</exception>
    Task<IReadOnlyList<MarkedText>> TranslateAsync(LanguagePair pair, IReadOnlyList<MarkedText> texts, CancellationToken cancellationToken);
}

/// <summary>An engine could not do its work now: it is asked again later.</summary>
internal sealed class EngineException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether it may be the text that made it fail: another may pass, and the same again hardly will.</summary>
    public bool IsOfText { get; init; }

    /// <summary>How long it asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
