namespace Syndication.Ingestion.Extraction;

/// <summary>How much text a page may show: no release has more, and every step stays quick on less.</summary>
internal static class PageLimits
{
    public const int MaxCharacters = 500_000;
    public const int MaxLines = 12_000;

    /// <exception cref="UnreadablePageException">More than that.</exception>
    public static void Check(int characters, int lines)
    {
        if (characters > MaxCharacters || lines > MaxLines)
        {
            throw new UnreadablePageException(
                422,
                $"The page shows {characters} characters in {lines} lines; a release has at most {MaxCharacters} in {MaxLines}. Send the page of the release alone.");
        }
    }
}
