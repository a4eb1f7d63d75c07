using System.Text.RegularExpressions;

namespace Syndication.Text;

/// <summary>Language tags of BCP 47 (RFC 5646), as far as an office uses them: language, script, region.</summary>
public static partial class LanguageTag
{
    public static bool IsWellFormed(string tag) => Form().IsMatch(tag);

    /// <summary>"PT-br" is "pt-BR".</summary>
    public static string Normalise(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return string.Join('-', tag.Split('-').Select((part, i) => (i, part.Length) switch
        {
            (0, _) => part.ToLowerInvariant(),
            (_, 4) => char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant(),
            _ => part.ToUpperInvariant(),
        }));
    }

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
