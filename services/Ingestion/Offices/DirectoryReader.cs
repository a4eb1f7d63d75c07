using System.Text.RegularExpressions;
using Syndication.Contracts;
using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Extraction.Facts;
using Syndication.Text;

namespace Syndication.Ingestion.Offices;

/// <summary>Reads a directory of offices from the page that lists them: a heading "City (Country)" each, and what it covers below.</summary>
internal static partial class DirectoryReader
{
    private static readonly string[][] Numbers =
    [
        ["deux", "two", "dos"], ["trois", "three", "tres"], ["quatre", "four", "cuatro"], ["cinq", "five", "cinco"], ["six", "seis"], ["sept", "seven", "siete"],
        ["huit", "eight", "ocho"], ["neuf", "nine", "nueve"], ["dix", "ten", "diez"], ["onze", "eleven", "once"], ["douze", "twelve", "doce"],
    ];

    /// <returns>The directory, and what a person should check, a sentence each.</returns>
    public static (OfficeDirectory Directory, IReadOnlyList<string> Warnings) Read(string source, ExtractedPage page)
    {
        var language = page.Draft.Language;
        var offices = new List<RegionalOffice>();
        var body = page.Draft.Body;
        for (var i = 0; i + 1 < body.Count; i++)
        {
            if (body[i] is Heading && body[i + 1] is Paragraph && City().Match(BlockText.Render(body[i])) is { Success: true } match)
            {
                offices.Add(Office(match.Groups["city"].Value.Trim(), match.Groups["country"].Value, BlockText.Render(body[i + 1]), language));
            }
        }

        var text = string.Join('\n', body.Where((block, i) => i == 0 || body[i - 1] is not Heading).Select(BlockText.Render));
        var warnings = new List<string>();
        foreach (var claimed in Claim().Matches(text).Select(match => Number(match.Groups["number"].Value)).OfType<int>().Where(number => number != offices.Count).Distinct())
        {
            warnings.Add($"The page speaks of {claimed} regional offices, but lists {offices.Count}.");
        }

        warnings.AddRange(offices.Where(office => office.Countries.Count == 0).Select(office => $"What {office.Name} covers could not be read from \"{office.Covers}\": give its countries."));
        warnings.AddRange(offices
            .SelectMany(office => office.Countries.Select(country => (country, office.Name)))
            .GroupBy(pair => pair.country)
            .Where(pairs => pairs.Count() > 1)
            .Select(pairs => $"{pairs.Key} is covered by {string.Join(" and ", pairs.Select(pair => pair.Name))}: the first is in charge."));
        return (new OfficeDirectory { Id = source, Offices = offices }, warnings);
    }

    private static RegionalOffice Office(string city, string country, string text, string? language)
    {
        // What it covers is its first clause; what it does follows.
        var clause = text[..(text.IndexOf(';', StringComparison.Ordinal) is > 0 and var end ? end : text.Length)].Trim();
        var covered = Covered().Match(clause) is { Success: true } match ? match.Groups["covers"].Value.Trim() : clause;
        var regions = Regions.In(covered, language);
        var named = Countries.In(new FoldedWords(covered), covered, language);
        return new RegionalOffice(
            city,
            Countries.In(new FoldedWords(country), country, language) is [var code, ..] ? code : null,
            covered,
            regions,
            [.. regions.SelectMany(Regions.CountriesOf).Concat(named).Distinct().Order(StringComparer.Ordinal)]);
    }

    private static int? Number(string word)
    {
        var at = Array.FindIndex(Numbers, words => words.Contains(word.ToLowerInvariant()));
        return at >= 0 ? at + 2 : int.TryParse(word, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    [GeneratedRegex(@"^\W*(?<city>\p{Lu}[^()]{1,60}?)\s*\((?<country>[^()]{2,60})\)\W*$", RegexOptions.NonBacktracking)]
    private static partial Regex City();

    [GeneratedRegex(@"\b(?<number>\p{L}+|\d{1,2})\s+(?:bureaux\s+régionaux|regional\s+offices|oficinas\s+regionales)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Claim();

    [GeneratedRegex(@"\b(?:bureaux|offices|oficinas)\b.*?\b(?:(?:situés|located|situadas|qui\s+se\s+trouvent)\s+)?(?:en|dans|du|au|aux|in|of|throughout|de|del)\s+(?<covers>(?:l['’]\s?|les\s+|la\s+|the\s+|el\s+|los\s+)?\p{Lu}.*|(?:les|the|los)\s.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Covered();
}
