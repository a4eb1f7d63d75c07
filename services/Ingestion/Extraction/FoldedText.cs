using System.Globalization;
using System.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>Texts as they are compared: letters and digits of any script, small and without accents, one space for anything else.</summary>
internal static class FoldedText
{
    public static string Of(string? text) => Of(text, char.IsLetterOrDigit);

    /// <summary>The same without digits: "12 comments" is "comments".</summary>
    public static string LettersOf(string? text) => Of(text, char.IsLetter);

    private static string Of(string? text, Func<char, bool> isKept)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (isKept(c))
            {
                folded.Append(char.ToLowerInvariant(c));
            }
            else if (char.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark && folded.Length > 0 && folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded.ToString().TrimEnd();
    }
}
