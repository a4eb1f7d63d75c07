namespace Syndication.Text.Analysis;

/// <summary>A word where it stands in a text, with the forms under which it is found.</summary>
/// <param name="Start">UTF-16 index of its first character.</param>
/// <param name="Surface">Folded: lower case, without accents; what phrases and prefixes look at.</param>
/// <param name="Stem">The folded stem of the word as written, marked with its language; what terms look at.</param>
/// <param name="PlainStem">The stem of the folded word, where it is another: what the word comes to for somebody who types no accents.</param>
/// <param name="IsClitic">An elided article before an apostrophe ("l'", "qu'") or a possessive s after one: passed over but in quotes.</param>
public readonly record struct Word(int Start, int Length, string Surface, string Stem, string? PlainStem, bool IsClitic)
{
    public int End => Start + Length;
}
