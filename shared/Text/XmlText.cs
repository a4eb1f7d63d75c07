using System.Buffers;
using System.Text;

namespace Syndication.Text;

/// <summary>Text that every output format can carry.</summary>
public static class XmlText
{
    // All but lone surrogates.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(c => (char)c).Where(c => c is not ('\t' or '\n' or '\r')), '\uFFFE', '\uFFFF']);

    /// <summary>
    /// Without what XML 1.0 (section 2.2) forbids: control characters but tab, LF and CR, lone surrogates, U+FFFE and U+FFFF.
    /// </summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = IndexOfForbidden(text, 0);
        if (first < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length;)
        {
            var end = first < 0 ? text.Length : first;
            clean.Append(text, start, end - start);
            start = end + 1;
            first = start < text.Length ? IndexOfForbidden(text, start) : -1;
        }

        return clean.ToString();
    }

    /// <summary>The first character that XML 1.0 forbids, or -1.</summary>
    public static int IndexOfForbidden(string text, int start = 0)
    {
        ArgumentNullException.ThrowIfNull(text);
        var forbidden = text.AsSpan(start).IndexOfAny(Forbidden) is >= 0 and var at ? start + at : -1;
        for (var i = start; ;)
        {
            if (text.AsSpan(i).IndexOfAnyInRange('\uD800', '\uDFFF') is not (>= 0 and var next) || (forbidden >= 0 && i + next > forbidden))
            {
                return forbidden;
            }

            i += next;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return i;
            }

            i += 2;
        }
    }
}
