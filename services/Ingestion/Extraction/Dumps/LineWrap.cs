using System.Collections.Frozen;

namespace Syndication.Ingestion.Extraction.Dumps;

/// <summary>
/// Whether a text was wrapped at a fixed width, and at which: then a line break says nothing where the next word would
/// not have fitted. Text that was wrapped as HTML source is measured as it stood there ("é" was <c>&amp;eacute;</c>).
/// </summary>
internal sealed class LineWrap
{
    private const int FewestBreaks = 3;
    private const int Widest = 130;
    private const int Narrowest = 30;
    private const int NarrowWidth = 90;

    private readonly bool _asEntities;
    private readonly int _width;

    private LineWrap(bool asEntities, int width)
    {
        _asEntities = asEntities;
        _width = width;
    }

    /// <summary>Null where the text is not wrapped.</summary>
    public static LineWrap? Of(IReadOnlyList<string> lines)
    {
        var breaks = new List<(string Line, string Next)>();
        var prose = 0;
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            prose += lines[i].Length >= Narrowest ? 1 : 0;
            if (lines[i].Length is >= Narrowest and <= Widest && LineShape.StartsLower(lines[i + 1]) && !LineShape.EndsThought(lines[i]))
            {
                breaks.Add((lines[i], lines[i + 1]));
            }
        }

        if (breaks.Count < FewestBreaks || breaks.Count * 4 < prose)
        {
            return Narrow(lines);
        }

        var plain = Measured(breaks, asEntities: false);
        var entities = Measured(breaks, asEntities: true);
        return breaks.Count(b => entities.IsForced(b.Line, b.Next)) > breaks.Count(b => plain.IsForced(b.Line, b.Next)) ? entities : plain;
    }

    /// <summary>A short text of short lines: wrapped where nearly every line that ends no sentence is as long as it could be.</summary>
    private static LineWrap? Narrow(IReadOnlyList<string> lines)
    {
        var breaks = new List<(string Line, string Next)>();
        for (var i = 0; i + 1 < lines.Count; i++)
        {
            if (lines[i].Length > NarrowWidth)
            {
                return null;
            }

            if (lines[i].Length >= Narrowest && lines[i + 1].Length > 0 && !LineShape.EndsThought(lines[i]) && LineShape.BulletText(lines[i + 1]) is null)
            {
                breaks.Add((lines[i], lines[i + 1]));
            }
        }

        if (breaks.Count < FewestBreaks)
        {
            return null;
        }

        var wrap = new LineWrap(asEntities: false, breaks.Max(b => b.Line.Length));
        return breaks.Count(b => wrap.IsForced(b.Line, b.Next)) * 3 >= breaks.Count * 2 ? wrap : null;
    }

    /// <summary>The next line's first word would not have fitted.</summary>
    public bool IsForced(string line, string next)
    {
        var space = next.AsSpan().IndexOfAny(' ', '\u00A0');
        return Length(line) <= _width && Length(line) + 1 + Length(space < 0 ? next : next[..space]) > _width;
    }

    /// <summary>Longer than the text was wrapped at: never wrapped itself.</summary>
    public bool IsBeyond(string line) => Length(line) > _width;

    /// <summary>The width that forces the most of these breaks; the widest of those that do.</summary>
    private static LineWrap Measured(List<(string Line, string Next)> breaks, bool asEntities) => breaks
        .Select(b => Length(b.Line, asEntities))
        .Distinct()
        .OrderDescending()
        .Select(width => new LineWrap(asEntities, width))
        .MaxBy(wrap => breaks.Count(b => wrap.IsForced(b.Line, b.Next)))!;

    private int Length(string text) => Length(text, _asEntities);

    private static int Length(string text, bool asEntities)
    {
        var line = text.AsSpan(LineShape.LastGlue(text));
        if (!asEntities)
        {
            return line.Length;
        }

        var length = 0;
        foreach (var c in line)
        {
            length += c < '\u00A0' ? 1 : EntityLengths.GetValueOrDefault(c, 1);
        }

        return length;
    }

    private static readonly FrozenDictionary<char, int> EntityLengths = new Dictionary<string, int>
    {
        ["éáíóúýÉÁÍÓÚÝàèìòùÀÈÌÒÙãñõÃÑÕçÇ"] = 8,
        ["âêîôûÂÊÎÔÛåÅœŒß"] = 7,
        ["äëïöüÿÄËÏÖÜ"] = 6,
        ["«»–—"] = 7,
        ["’‘“”"] = 7,
        ["\u00A0"] = 6,
        ["€°"] = 6,
    }.SelectMany(group => group.Key, (group, c) => (c, group.Value)).ToFrozenDictionary(pair => pair.c, pair => pair.Value);
}
