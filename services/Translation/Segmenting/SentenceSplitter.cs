using System.Collections.Frozen;

namespace Syndication.Translation.Segmenting;

/// <summary>Cuts a paragraph into sentences; every character belongs to one, white space to the one before it.</summary>
internal static class SentenceSplitter
{
    private static readonly FrozenSet<string> Abbreviations = """
        M MM Mme Mmes Mlle Mlles Dr Drs Dre Pr Prof Me Mgr St Ste art al cf ex etc env p pp vol no n° nos chap fig éd ed tél tel fax av bd vs resp adj hab ann sect par § janv févr avr juil sept oct nov déc min max
        Mr Mrs Ms Messrs Jr Sr Gen Gov Sen Rep Rev Hon Capt Col Lt Maj Sgt Cpl Inc Ltd Co Corp Dept Univ Assn Ave Blvd Rd approx ca e.g i.e a.m p.m U.S U.K U.N Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Fig Vol Sec Art
        Sra Srta Sres D Da Dña Dra Lic Ing Arq Ud Uds Vd Vds pág págs núm tfno aprox EE UU EE.UU cap
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Those that do end a sentence as often as not: the next word's capital decides.</summary>
    private static readonly FrozenSet<string> Either = new[] { "etc", "al", "a.m", "p.m", "Inc", "Ltd", "Co", "Corp", "Jr", "UU", "EE.UU", "U.S", "U.K", "U.N", "hab", "env", "D" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Where each sentence starts and how long it is.</summary>
    public static IReadOnlyList<(int Start, int Length)> Split(string text)
    {
        var sentences = new List<(int Start, int Length)>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('.' or '!' or '?' or '…') || !EndsHere(text, start, i, out var end))
            {
                continue;
            }

            sentences.Add((start, end - start));
            start = end;
            i = end - 1;
        }

        if (start < text.Length)
        {
            sentences.Add((start, text.Length - start));
        }

        return sentences;
    }

    private static bool EndsHere(string text, int start, int at, out int end)
    {
        end = at + 1;
        while (end < text.Length && text[end] is '.' or '!' or '?' or '…')
        {
            end++;
        }

        // Closing quotes and brackets belong to the sentence; a guillemet after its space too.
        while (end < text.Length && (text[end] is '»' or '”' or '’' or ')' or ']' or '"'
            || (text[end] is '\u00A0' or '\u202F' or ' ' && end + 1 < text.Length && text[end + 1] == '»')))
        {
            end++;
        }

        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        if (next == end && next < text.Length)
        {
            return false;
        }

        var closed = end > at + 1;
        end = next;
        if (next >= text.Length)
        {
            return true;
        }

        var follows = next;
        while (follows < text.Length && text[follows] is '«' or '“' or '"' or '(' or '[' or '¿' or '¡' or '—' or '–' or '-' or ' ' or '\u00A0' or '\u202F' or '‘' or '\'')
        {
            follows++;
        }

        var startsNew = follows < text.Length && (char.IsUpper(text[follows]) || char.IsDigit(text[follows]) || char.GetUnicodeCategory(text[follows]) == System.Globalization.UnicodeCategory.OtherLetter);
        if (!startsNew)
        {
            return false;
        }

        return closed || text[at] != '.' || !IsAbbreviation(text, start, at, follows);
    }

    private static bool IsAbbreviation(string text, int start, int at, int follows)
    {
        var from = at;
        while (from > start && (char.IsLetterOrDigit(text[from - 1]) || text[from - 1] is '.' or '§' or '°'))
        {
            from--;
        }

        var word = text[from..at];

        // An initial: "J. Dupont", and "1." before what it numbers.
        if (word.Length == 1 && char.IsUpper(word[0]) && char.IsUpper(text[follows]))
        {
            return true;
        }

        if (word.Length is > 0 and <= 2 && word.All(char.IsAsciiDigit) && from == start)
        {
            return true;
        }

        return Abbreviations.Contains(word) && !(Either.Contains(word) && char.IsUpper(text[follows]));
    }
}
