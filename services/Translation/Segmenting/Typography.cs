using System.Text;
using Syndication.Contracts;

namespace Syndication.Translation.Segmenting;

/// <summary>Sets quotation marks, the spaces around punctuation and inverted marks as the target language does.</summary>
internal static class Typography
{
    private const char NoBreak = '\u00A0';

    public static IReadOnlyList<Run> Set(IReadOnlyList<Run> runs, string language, IReadOnlyList<Run> source)
    {
        var quotes = new Quotes(language);
        var set = runs.Select(run => run with { Text = run.Href is not null && run.Text.Contains("://", StringComparison.Ordinal) ? run.Text : SetRun(run.Text, language, quotes) }).ToList();
        if (set.Count == 0)
        {
            return set;
        }

        set[0] = set[0] with { Text = Capital(set[0].Text, source) };
        if (language.StartsWith("es", StringComparison.Ordinal))
        {
            Invert(set);
        }

        return Edges(set, source);
    }

    private static string SetRun(string text, string language, Quotes quotes)
    {
        var isFrench = language.StartsWith("fr", StringComparison.Ordinal);
        var isEnglish = language.StartsWith("en", StringComparison.Ordinal);
        var set = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            switch (letter)
            {
                case '«' or '“' or '»' or '”' or '„':
                case '"':
                    quotes.Append(set, letter);
                    if (set.Length > 0 && quotes.IsOpen)
                    {
                        while (i + 1 < text.Length && IsSpace(text[i + 1]))
                        {
                            i++;
                        }
                    }

                    break;
                case ';' or ':' or '!' or '?' or '%' when IsBounded(text, i) && !IsAddress(text, i):
                    TrimEnd(set, keep: letter == '%' && !isEnglish);
                    if (isFrench && set.Length > 0 && !(letter == '%' ? !char.IsAsciiDigit(set[^1]) : set[^1] is '?' or '!' or '(' or NoBreak))
                    {
                        set.Append(NoBreak);
                    }

                    set.Append(letter);
                    break;
                case '¿' or '¡' when !language.StartsWith("es", StringComparison.Ordinal):
                    break;
                case ' ' when set.Length > 0 && set[^1] is ' ' or NoBreak:
                    break;
                case ',' or '.' or ')' when set.Length > 0 && IsSpace(set[^1]) && !(letter == '.' && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1])):
                    TrimEnd(set, keep: false);
                    set.Append(letter);
                    break;
                default:
                    set.Append(letter is '\u202F' ? NoBreak : letter);
                    break;
            }
        }

        return set.ToString();
    }

    // "12:30", "a:b" and "https://" keep their colon as it is.
    private static bool IsAddress(string text, int at) =>
        text[at] is ':' or '?' or ';' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && text[at + 1] is not ('»' or '”' or '"' or ')' or '!' or '?' or '.' or ',' or '«' or '“');

    private static bool IsBounded(string text, int at) => at == 0 || text[at - 1] is not ('/' or '&');

    private static bool IsSpace(char letter) => letter is ' ' or NoBreak or '\u202F' or '\u2009';

    private static void TrimEnd(StringBuilder text, bool keep)
    {
        while (!keep && text.Length > 0 && IsSpace(text[^1]))
        {
            text.Length--;
        }
    }

    private static string Capital(string text, IReadOnlyList<Run> source)
    {
        var first = source.SelectMany(run => run.Text).FirstOrDefault(char.IsLetter);
        var at = 0;
        while (at < text.Length && !char.IsLetterOrDigit(text[at]))
        {
            at++;
        }

        return char.IsUpper(first) && at < text.Length && char.IsLower(text[at]) ? text[..at] + char.ToUpperInvariant(text[at]) + text[(at + 1)..] : text;
    }

    private static void Invert(List<Run> runs)
    {
        var text = string.Concat(runs.Select(run => run.Text));
        foreach (var (end, start) in new[] { ('?', '¿'), ('!', '¡') })
        {
            if (text.TrimEnd(' ', NoBreak, '”', '"', ')').EndsWith(end) && !text.Contains(start, StringComparison.Ordinal))
            {
                // The mark stands inside quotes that hold the whole sentence, and before those that hold a part.
                var isQuoted = text.TrimEnd()[^1] is '”' or '"' or ')';
                var at = 0;
                while (at < runs[0].Text.Length && (runs[0].Text[at] is ' ' or '-' or '—' or '–' || (isQuoted && runs[0].Text[at] is '“' or '«' or '(')))
                {
                    at++;
                }

                runs[0] = runs[0] with { Text = runs[0].Text.Insert(at, start.ToString()) };
            }
        }
    }

    /// <summary>The white space around a sentence is the source's.</summary>
    private static List<Run> Edges(List<Run> runs, IReadOnlyList<Run> source)
    {
        var text = string.Concat(source.Select(run => run.Text));
        var leading = text[..(text.Length - text.TrimStart().Length)];
        var trailing = text.Length == leading.Length ? "" : text[text.TrimEnd().Length..];
        runs[0] = runs[0] with { Text = leading + runs[0].Text.TrimStart() };
        runs[^1] = runs[^1] with { Text = runs[^1].Text.TrimEnd() + trailing };
        return runs;
    }

    /// <summary>Straight quotes open and close by turns.</summary>
    private sealed class Quotes(string language)
    {
        private readonly bool _isFrench = language.StartsWith("fr", StringComparison.Ordinal);
        private bool _isInside;

        public bool IsOpen { get; private set; }

        public void Append(StringBuilder set, char quote)
        {
            IsOpen = quote is '«' or '“' or '„' || (quote == '"' && !_isInside);
            _isInside = IsOpen;
            if (!IsOpen)
            {
                TrimEnd(set, keep: false);
            }

            set.Append((IsOpen, _isFrench) switch
            {
                (true, true) => "«\u00A0",
                (false, true) => "\u00A0»",
                (true, false) => "“",
                (false, false) => "”",
            });
        }
    }
}
