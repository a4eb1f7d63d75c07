using System.Globalization;
using System.Text;
using Syndication.Text;

namespace Syndication.Mail.Mime;

/// <summary>
/// Writes text into headers: what is not plain goes as encoded-words (RFC 2047), lines are folded at 76 characters, and no
/// text, wherever it came from, can end a header or begin another.
/// </summary>
public static class HeaderText
{
    private const int LongestLine = 76;
    private const int LongestWord = 75;
    private const string Start = "=?UTF-8?";

    /// <summary>
    /// One line that can be shown: white space runs are one space, control characters and those that turn the direction of
    /// what follows are gone, and what is too long ends in an ellipsis.
    /// </summary>
    /// <param name="most">Characters (UTF-16 units).</param>
    /// <param name="keepsNoBreakSpaces">For a body: spaces that hold words together (U+00A0, U+2007, U+202F) stay what they are.</param>
    public static string Line(string text, int most, bool keepsNoBreakSpaces = false)
    {
        ArgumentNullException.ThrowIfNull(text);

        // No more is looked at than can be shown, with room for what is dropped.
        text = text.Length > most * 8 ? text[..(most * 8)] : text;
        var line = new StringBuilder(Math.Min(text.Length, most + 1));
        foreach (var rune in XmlText.Clean(text).EnumerateRunes())
        {
            if (keepsNoBreakSpaces && line.Length > 0 && rune.Value is 0xA0 or 0x2007 or 0x202F)
            {
                line.Append(rune.ToString());
            }
            else if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else if (!TurnsDirection(rune))
            {
                line.Append(rune.ToString());
            }

            if (line.Length > most)
            {
                return Cut(line.ToString(), most - 1).TrimEnd() + "…";
            }
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>The value of an unstructured header, folded; the header's name takes room in the first line.</summary>
    /// <param name="used">Characters of the first line that are taken.</param>
    public static string Unstructured(string text, int used)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsPlain(text) ? Fold(text, used) : EncodedWords(text, used);
    }

    /// <summary>A mailbox as From, To and Reply-To have it.</summary>
    public static string Mailbox(Mailbox mailbox, int used)
    {
        ArgumentNullException.ThrowIfNull(mailbox);
        var name = mailbox.Name is null ? "" : Line(mailbox.Name, 200);
        if (name.Length == 0)
        {
            return mailbox.Address.ToString();
        }

        var written = IsPlain(name) ? Fold(QuotedString(name), used) : EncodedWords(name, used);
        var lastLine = written.LastIndexOf('\n') is >= 0 and var end ? written.Length - end - 1 : written.Length + used;
        return $"{written}{(lastLine + mailbox.Address.ToString().Length + 3 > LongestLine ? "\r\n" : "")} <{mailbox.Address}>";
    }

    /// <summary>Throws where a value that we made ourselves could not stand in a header.</summary>
    /// <exception cref="ArgumentException">It has a line break, a control character, or a letter beyond ASCII.</exception>
    public static string Checked(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(value);
        return name.Length > 0 && name.All(c => c is > ' ' and < (char)127 and not ':') && value.Length is > 0 and <= 900 && value.All(c => c is >= ' ' and < (char)127)
            ? value
            : throw new ArgumentException($"The header {name} can't have this value.", nameof(value));
    }

    // U+202A to U+202E and U+2066 to U+2069: what they turn does not end where a header does. Marks (U+200E, U+200F) turn nothing.
    private static bool TurnsDirection(Rune rune) => rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069;

    // Never between the parts of what is seen as one character.
    private static string Cut(string text, int most)
    {
        var end = 0;
        while (end < text.Length && end + StringInfo.GetNextTextElementLength(text, end) is var next && next <= most)
        {
            end = next;
        }

        return text[..end];
    }

    private static bool IsPlain(string text) =>
        text.All(c => c is >= ' ' and < (char)127) && !text.Contains("=?", StringComparison.Ordinal)
        && !text.StartsWith(' ') && !text.EndsWith(' ') && text.Split(' ').All(word => word.Length < LongestLine - 20);

    private static string QuotedString(string name) => $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Fold(string text, int used)
    {
        var folded = new StringBuilder(text.Length + 8);
        var column = used;
        foreach (var word in text.Split(' '))
        {
            if (folded.Length > 0)
            {
                // Runs of spaces fold too: a line of spaces alone would be no continuation.
                var breaks = word.Length > 0 && column + 1 + word.Length > LongestLine;
                folded.Append(breaks ? "\r\n " : " ");
                column = breaks ? 1 : column + 1;
            }

            folded.Append(word);
            column += word.Length;
        }

        return folded.ToString();
    }

    private static string EncodedWords(string text, int used)
    {
        var isBase64 = text.Count(c => c >= 127) * 3 > text.Length;
        var words = new StringBuilder(text.Length * 2);
        var word = new StringBuilder(LongestWord);
        var octets = new List<byte>(LongestWord);
        var room = LongestLine - used;
        Span<byte> one = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(one);
            var taken = Start.Length + 4 + (isBase64 ? (octets.Count + length + 2) / 3 * 4 : word.Length + QLength(one[..length]));
            if (taken > Math.Min(room, LongestWord) && (octets.Count > 0 || word.Length > 0))
            {
                End();
                room = LongestLine - 1;
            }

            if (isBase64)
            {
                octets.AddRange(one[..length]);
            }
            else
            {
                AppendQ(word, one[..length]);
            }
        }

        End();
        return words.ToString();

        void End()
        {
            words.Append(words.Length > 0 ? "\r\n " : "").Append(Start)
                .Append(isBase64 ? "B?" + Convert.ToBase64String([.. octets]) : "Q?" + word).Append("?=");
            octets.Clear();
            word.Clear();
        }
    }

    private static int QLength(ReadOnlySpan<byte> octets)
    {
        var length = 0;
        foreach (var octet in octets)
        {
            length += IsQSafe(octet) || octet == ' ' ? 1 : 3;
        }

        return length;
    }

    private static void AppendQ(StringBuilder word, ReadOnlySpan<byte> octets)
    {
        foreach (var octet in octets)
        {
            _ = octet == ' ' ? word.Append('_')
                : IsQSafe(octet) ? word.Append((char)octet)
                : word.Append(CultureInfo.InvariantCulture, $"={octet:X2}");
        }
    }

    // What is allowed in every place that an encoded-word may stand in, a phrase included (RFC 2047, section 5).
    private static bool IsQSafe(byte octet) => char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'!' or (byte)'*' or (byte)'+' or (byte)'-' or (byte)'/';
}
