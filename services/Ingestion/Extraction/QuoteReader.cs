using System.Text.RegularExpressions;
using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>Words in quotation marks and who said them; the words stay in their paragraphs.</summary>
internal static partial class QuoteReader
{
    private const int MostParagraphs = 1_000;
    private const int MostQuotes = 200;
    private const int Window = 220;

    // Words that somebody said may be few; without a speaker they are a quotation only where they are a sentence.
    private const int FewestWords = 3;
    private const int FewestWordsAlone = 9;

    public static IReadOnlyList<Quote> Read(IReadOnlyList<Block> body)
    {
        var speakers = new Speakers(body.Take(MostParagraphs).Select(BlockText.Render));
        var quotes = new List<Quote>();
        string? previous = null;
        foreach (var block in body.Take(MostParagraphs))
        {
            if (block is QuoteBlock { Attribution: { } attribution } quote)
            {
                previous = speakers.Full(Attributed(attribution));
                quotes.Add(new Quote(previous, string.Join("\n\n", quote.Paragraphs.Select(paragraph => Bare(BlockText.Render(paragraph))))));
                continue;
            }

            foreach (var text in block is QuoteBlock said ? said.Paragraphs.Select(paragraph => BlockText.Render(paragraph)) : [BlockText.Render(block)])
            {
                previous = Read(text, speakers, previous, quotes) ?? previous;
            }
        }

        return quotes;
    }

    /// <returns>Who spoke last.</returns>
    private static string? Read(string text, Speakers speakers, string? previous, List<Quote> quotes)
    {
        string? here = null;
        foreach (var match in Quoted().Matches(text).Take(MostQuotes - quotes.Count))
        {
            var words = Words(match);
            var length = LineShape.Words(words);
            if (length < FewestWords)
            {
                continue;
            }

            var speaker = Speaker(text, match, speakers, here ?? previous) ?? here;
            if (speaker is not null || length >= FewestWordsAlone)
            {
                quotes.Add(new Quote(speaker, words));
            }

            here = speaker ?? here;
        }

        return here;
    }

    /// <summary>What is said of the words follows them as a rule; it leads into them where a colon or a "that" does.</summary>
    private static string? Speaker(string text, Match quote, Speakers speakers, string? previous)
    {
        var before = Clause(text[Math.Max(0, quote.Index - Window)..quote.Index]);
        var after = Remainder(text[(quote.Index + quote.Length)..Math.Min(text.Length, quote.Index + quote.Length + Window)]);
        return LeadsIn().IsMatch(before)
            ? speakers.Before(before) ?? speakers.After(after, previous)
            : speakers.After(after, previous) ?? speakers.Before(before);
    }

    /// <summary>The sentence so far; abbreviations end none.</summary>
    private static string Clause(string before)
    {
        var start = 0;
        foreach (Match end in SentenceEnd().Matches(before))
        {
            start = Abbreviation().IsMatch(before[..(end.Index + 1)]) ? start : end.Index + end.Length;
        }

        return before[start..];
    }

    /// <summary>The rest of the sentence, up to the next quotation.</summary>
    private static string Remainder(string after)
    {
        var end = after.AsSpan().IndexOfAny("«“\"„\n");
        var rest = end < 0 ? after : after[..end];
        foreach (Match stop in SentenceEnd().Matches(rest))
        {
            if (!Abbreviation().IsMatch(rest[..(stop.Index + 1)]))
            {
                return rest[..stop.Index];
            }
        }

        return rest;
    }

    private static string Words(Match match) =>
        match.Groups.Values.Skip(1).First(group => group.Success).Value.Trim(' ', '\u00A0', '\u202F', ',');

    private static string Bare(string text) => text.Trim(' ', '\u00A0', '\u202F', '«', '»', '“', '”', '"', '„');

    /// <summary>"— Jane Doe, mayor" is Jane Doe.</summary>
    private static string Attributed(string attribution) => attribution.Split([',', '(', '|'])[0].Trim(' ', '—', '–', '-', '\u00A0');

    [GeneratedRegex("«([^«»]{8,2000})»|“([^“”]{8,2000})”|\"([^\"]{8,2000})\"|„([^„“”]{8,2000})[“”]", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?::|\bque|\bthat|\bqu['’])\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex LeadsIn();

    [GeneratedRegex(@"[.!?…»”](?=\s+[\p{Lu}«“""])|[.!?…]\s*$", RegexOptions.None)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"(?:^|[\s(’'])(?:M|MM|Mme|Mr|Mrs|Ms|Dr|Prof|St|Ste|Sr|Sra|Dra|Gen|Col|Lt|Sen|Rep|Gov|\p{Lu})\.$", RegexOptions.NonBacktracking)]
    private static partial Regex Abbreviation();
}
