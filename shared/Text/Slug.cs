using System.Globalization;
using System.Text;

namespace Syndication.Text;

/// <summary>Filter values: <c>[a-z0-9-]</c>, accents folded.</summary>
public static class Slug
{
    /// <summary>Longest slug that is made or accepted.</summary>
    public const int MaxLength = 120;

    /// <summary>"Organisation mondiale des douanes" is "organisation-mondiale-des-douanes"; empty where nothing is left.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var slug = new StringBuilder(text.Length);
        foreach (var c in XmlText.Clean(text).Normalize(NormalizationForm.FormKD))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (Unfolded(c) is { } letters)
            {
                slug.Append(letters);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark && slug is { Length: > 0 } && slug[^1] != '-')
            {
                slug.Append('-');
            }

            if (slug.Length >= MaxLength)
            {
                slug.Length = MaxLength;
                break;
            }
        }

        return slug.ToString().Trim('-');
    }

    // Letters that no normalisation form takes apart.
    private static string? Unfolded(char c) => c switch
    {
        'œ' or 'Œ' => "oe",
        'æ' or 'Æ' => "ae",
        'ß' or 'ẞ' => "ss",
        'ø' or 'Ø' => "o",
        'ł' or 'Ł' => "l",
        _ => null,
    };

    /// <summary>Whether a value that somebody gave is a slug already.</summary>
    public static bool IsValid(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length is > 0 and <= MaxLength
            && value.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-');
    }
}
