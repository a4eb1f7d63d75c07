namespace Syndication.Text.Analysis;

/// <summary>
/// Accents that decide what a stemmer takes off, put back where somebody may have left them out: "refugies" is looked for
/// as "réfugiés" too, and so finds "réfugié".
/// </summary>
internal static class MissingAccents
{
    private static readonly (string Plain, string Accented)[] French =
    [
        ("e", "é"), ("es", "és"), ("ee", "ée"), ("ees", "ées"), ("iere", "ière"), ("ieres", "ières"), ("erent", "èrent"),
    ];

    private static readonly (string Plain, string Accented)[] Spanish =
    [
        ("ia", "ía"), ("ias", "ías"), ("cion", "ción"), ("o", "ó"),
    ];

    /// <summary>Spellings with accents; none for a word that has some.</summary>
    public static IEnumerable<string> Restore(string word, string language)
    {
        var endings = Languages.Primary(language) switch
        {
            "fr" => French,
            "es" => Spanish,
            _ => [],
        };
        return word.All(char.IsAsciiLetterLower)
            ? endings
                .Where(ending => word.Length > ending.Plain.Length + 2 && word.EndsWith(ending.Plain, StringComparison.Ordinal))
                .Select(ending => word[..^ending.Plain.Length] + ending.Accented)
            : [];
    }
}
