using Syndication.Contracts;

namespace Syndication.Text;

/// <summary>Where a translation stands beside its original, decided alike in every channel and at once.</summary>
public static class TranslationStanding
{
    /// <summary>The version in which the original last got the text that it has: a retraction that was taken back changed none.</summary>
    public static int TextVersion(Release original)
    {
        ArgumentNullException.ThrowIfNull(original);
        return original.History
            .Where(entry => entry.Language is null && entry.Version <= original.Version && entry.Significance is not (Significance.Retraction or Significance.Reinstatement))
            .Select(entry => entry.Version)
            .DefaultIfEmpty(original.Version)
            .Max();
    }

    /// <summary>The translation, marked stale where the original's text is newer than the one that it renders.</summary>
    public static Release Beside(Release original, Release translation)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(translation);
        return translation.Translation?.State is TranslationState.Withdrawn or TranslationState.Stale || translation.SourceVersion is not { } version || version >= TextVersion(original)
            ? translation
            : translation with
            {
                Translation = new TranslationInfo(TranslationState.Stale, translation.Translation?.Engine, translation.Translation?.At ?? translation.RecordedAt),
            };
    }

    /// <summary>"Machine translation, unofficial", in the language of the text; null where a person wrote it.</summary>
    public static string? Notice(Release text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Origin != Origin.Machine ? null : text.Language.Split('-')[0] switch
        {
            "fr" => "Traduction automatique, non officielle",
            "es" => "Traducción automática, no oficial",
            _ => "Machine translation, unofficial",
        };
    }
}
