using System.Buffers;
using System.Globalization;
using System.Text;

namespace Syndication.Translation.Engines;

/// <summary>
/// Apertium's stream format without its deformatter: special characters escaped, marks as word-bound blanks
/// ("[[t:m:1]]chat noir[[/]]"), which its stages carry along with each word.
/// </summary>
internal static class StreamFormat
{
    /// <summary>An empty blank after the last word, so that it is not taken for the first half of a longer one; comes back with the answer.</summary>
    public const string End = "[]";

    private const string Opening = "[[t:m:";
    private const string Closing = "[[/]]";
    private static readonly SearchValues<char> Special = SearchValues.Create(@"[]{}^$/\@<>");

    public static string Encode(MarkedText text)
    {
        var stream = new StringBuilder();
        foreach (var piece in text.Pieces)
        {
            if (piece.Mark == 0)
            {
                Escape(stream, piece.Text);
                continue;
            }

            stream.Append(Opening).Append(piece.Mark).Append("]]");
            Escape(stream, piece.Text);
            stream.Append(Closing);
        }

        return stream.Append(End).ToString();
    }

    public static MarkedText Decode(string stream)
    {
        var pieces = new List<Piece>();
        var text = new StringBuilder();
        var mark = 0;
        for (var i = 0; i < stream.Length; i++)
        {
            if (stream[i] == '\\' && i + 1 < stream.Length)
            {
                text.Append(stream[++i]);
            }
            else if (stream[i] == '[')
            {
                var end = stream.IndexOf(']', i);
                end = end < 0 ? stream.Length - 1 : end;
                if (stream.AsSpan(i).StartsWith("[["))
                {
                    Flush();
                    mark = MarkIn(stream.AsSpan(i, end - i));
                    end = Math.Min(end + 1, stream.Length - 1);
                }

                i = end;
            }
            else
            {
                text.Append(stream[i]);
            }
        }

        Flush();
        return new MarkedText(pieces).Joined();

        void Flush()
        {
            if (text.Length > 0)
            {
                pieces.Add(new Piece(text.ToString(), mark));
                text.Clear();
            }
        }
    }

    private static int MarkIn(ReadOnlySpan<char> blank) =>
        blank.StartsWith(Opening) && int.TryParse(blank[Opening.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var mark) ? mark : 0;

    private static void Escape(StringBuilder stream, string text)
    {
        foreach (var letter in text)
        {
            if (Special.Contains(letter))
            {
                stream.Append('\\');
            }

            stream.Append(char.IsControl(letter) ? ' ' : letter);
        }
    }
}
