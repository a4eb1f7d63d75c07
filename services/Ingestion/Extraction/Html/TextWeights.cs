using System.Buffers;
using System.Text;
using AngleSharp.Dom;

namespace Syndication.Ingestion.Extraction.Html;

/// <summary>Characters below an element; white space counts as one, what is never shown not at all.</summary>
/// <param name="Linked">Those that are links.</param>
/// <param name="Prose">Those in paragraphs that read like prose.</param>
internal readonly record struct TextWeight(int Text, int Linked, int Prose)
{
    public double LinkDensity => Text == 0 ? 0 : (double)Linked / Text;
}

/// <summary>How much text each element of a page holds, and of which sort: one walk, linear in the page.</summary>
internal sealed class TextWeights
{
    private const double MostLinked = 0.5;

    // A line this long is prose whatever ends it; a shorter one where it ends as a sentence does.
    private const int LongLine = 80;
    private const int ShortLine = 25;

    private static readonly SearchValues<char> White = SearchValues.Create(" \t\n\r\f\v\u0085\u2028\u2029");

    private readonly Dictionary<INode, (TextWeight Weight, bool HasBlock)> _weights = [];
    private readonly Dictionary<IElement, char> _last = [];
    private readonly StringBuilder _text = new();

    // What the text ends with so far: 'x' for any letter.
    private char _end;

    public TextWeights(IElement root)
    {
        Measure(root, inLink: false);
        Text = _text.ToString();
    }

    /// <summary>All that the page shows, furniture included: a line for every line that a reader sees.</summary>
    public string Text { get; }

    /// <summary>Characters of lines that read like prose and are links from end to end.</summary>
    public int LinkedProse { get; private set; }

    public TextWeight this[IElement element] => _weights.TryGetValue(element, out var found) ? found.Weight : default;

    /// <summary>It may hold text that a reader sees.</summary>
    public bool IsShown(IElement element) => _weights.ContainsKey(element);

    /// <summary>It is one, or holds one: its text is not a stretch of one paragraph.</summary>
    public bool IsContainer(IElement element) => Elements.IsBlock(element) || (_weights.TryGetValue(element, out var found) && found.HasBlock);

    /// <summary>Whether a stretch of text between two blocks reads like prose.</summary>
    public static bool IsProse(int length, int linked, char last) =>
        linked < length * MostLinked && (length >= LongLine || (length >= ShortLine && EndsSentence(last)));

    public static bool EndsSentence(char last) => last is '.' or '!' or '?' or '…' or ':' or '"' or '”' or '»' or '。' or '！' or '？' or '؟' or '」' or ')';

    private void Append(string words)
    {
        var rest = words.AsSpan();
        while (rest.Length > 0)
        {
            var end = rest.IndexOfAny(White);
            if (end != 0)
            {
                _text.Append(end < 0 ? rest : rest[..end]);
                _end = 'x';
            }

            if (end < 0)
            {
                return;
            }

            if (_end == 'x')
            {
                _text.Append(_end = ' ');
            }

            var next = rest[end..].IndexOfAnyExcept(White);
            rest = next < 0 ? [] : rest[(end + next)..];
        }
    }

    private void EndLine()
    {
        if (_end is 'x' or ' ')
        {
            _text.Append(_end = '\n');
        }
    }

    private bool Measure(IElement element, bool inLink)
    {
        int text = 0, linked = 0, prose = 0;
        var hasBlock = false;
        var line = default(Line);
        foreach (var node in element.ChildNodes)
        {
            if (node is IText words)
            {
                line.Add(words.Data, inLink);
                Append(words.Data);
            }
            else if (node is IElement child && !Elements.IsDropped(child))
            {
                if (Elements.IsBlock(child) || child.LocalName == "br")
                {
                    EndLine();
                }

                var holdsBlock = Measure(child, inLink || child.LocalName == "a");
                var weight = _weights[child].Weight;
                hasBlock |= Elements.IsBlock(child) || holdsBlock;
                if (Elements.IsBlock(child) || holdsBlock || child.LocalName == "br")
                {
                    End(ref line);
                    EndLine();
                    text += weight.Text;
                    linked += weight.Linked;
                    prose += weight.Prose;
                }
                else
                {
                    line.Add(weight, LastOf(child));
                }
            }
        }

        // An inline element's own words belong to the line around it.
        var isInline = !Elements.IsBlock(element) && !hasBlock;
        if (isInline)
        {
            _last[element] = line.Last;
            _weights[element] = (new TextWeight(line.Length, line.Linked, 0), false);
            return false;
        }

        End(ref line);
        _weights[element] = (new TextWeight(text, linked, prose), hasBlock);
        return hasBlock;

        void End(ref Line line)
        {
            text += line.Length;
            linked += line.Linked;
            prose += IsProse(line.Length, line.Linked, line.Last) && Elements.HeadingLevel(element) == 0 ? line.Length : 0;
            LinkedProse += line.Length >= LongLine && line.Linked >= line.Length * 0.9 && EndsSentence(line.Last) ? line.Length : 0;
            line = default;
        }
    }

    /// <summary>The last character of an inline element that is no space.</summary>
    public char LastOf(IElement element) => _last.GetValueOrDefault(element);
}

/// <summary>A stretch of text between two blocks, as far as it has been read.</summary>
internal struct Line
{
    public int Length { get; private set; }
    public int Linked { get; private set; }

    /// <summary>Its last character that is no space.</summary>
    public char Last { get; private set; }

    private bool _afterSpace;

    public void Add(string text, bool inLink)
    {
        var length = 0;
        foreach (var c in text)
        {
            var isSpace = char.IsWhiteSpace(c);
            if (!isSpace)
            {
                Last = c;
                length += (_afterSpace && Length + length > 0 ? 1 : 0) + (IsWide(c) ? 2 : 1);
            }

            _afterSpace = isSpace;
        }

        Length += length;
        Linked += inLink ? length : 0;
    }

    /// <summary>Kana, ideographs and Hangul: one says as much as two letters.</summary>
    private static bool IsWide(char c) => c is >= '\u3040' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7A3';

    public void Add(TextWeight weight, char last)
    {
        Length += weight.Text;
        Linked += weight.Linked;
        Last = weight.Text > 0 ? last : Last;
        _afterSpace = false;
    }
}
