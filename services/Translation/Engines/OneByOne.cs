namespace Syndication.Translation.Engines;

/// <summary>Texts that an engine is given one by one, so that one it refuses, or ends at, keeps none of the others back.</summary>
internal static class OneByOne
{
    /// <summary>An engine that is well takes this: where it refused all it was given, it says whether they or itself are the cause.</summary>
    private static readonly MarkedText Harmless = MarkedText.Of("1");

    /// <exception cref="EngineException">It failed, or takes no text at all.</exception>
    public static async Task<IReadOnlyList<MarkedText>> TranslateAsync(IReadOnlyList<MarkedText> texts, Func<MarkedText, Task<MarkedText>> translate)
    {
        var answers = await Task.WhenAll(texts.Select(AskAsync));
        if (answers.Length > 0 && Array.TrueForAll(answers, answer => ReferenceEquals(answer, MarkedText.None)))
        {
            await translate(Harmless);
        }

        return answers;

        async Task<MarkedText> AskAsync(MarkedText text)
        {
            try
            {
                return await translate(text);
            }
            catch (EngineException exception) when (exception.IsOfText)
            {
                return MarkedText.None;
            }
        }
    }
}
