using System.Globalization;
using System.Text.RegularExpressions;
using Syndication.Contracts;
using Syndication.Translation.Checks;
using Syndication.Translation.Engines;
using Syndication.Translation.Protecting;
using Syndication.Translation.Translating;

namespace Syndication.Translation.Tests.Quality;

/// <summary>The checks, measured: translations are damaged on purpose, and those that nobody touched are let through.</summary>
public sealed partial class GateTests
{
    private static readonly string[] OtherNames = ["Solène Kerdaniel", "Matthias Oberlin", "Ixchel Barrientos"];

    /// <summary>
    /// Sentences of the data with a link and a passage in bold set into them, so that there is something of each kind to lose.
    /// </summary>
    [Theory]
    [InlineData("fr", "es")]
    [InlineData("fr", "en")]
    public async Task Of_a_thousand_damages_ninety_nine_in_a_hundred_are_caught_and_of_good_ones_fewer_than_five_blocked(string source, string target)
    {
        Assert.SkipWhen(Repository.Datasets is null, Repository.DatasetsMissing);
        Assert.SkipUnless(ParallelTexts.HasApertium, ParallelTexts.ApertiumMissing);
        var pair = new LanguagePair(source, target);
        var lines = ParallelTexts.Lines(source);
        var context = ParallelTexts.Context(pair);
        var sentences = (await ParallelTexts.TranslateAsync(lines, pair)).SelectMany(line => line).ToList();
        var good = sentences.Where(sentence => sentence.From is SegmentOrigin.Engine or SegmentOrigin.Memory).ToList();
        var blocked = sentences.Count(sentence => sentence.From == SegmentOrigin.Left);

        var (made, caught) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        var missed = new List<string>();
        foreach (var sentence in good)
        {
            foreach (var (kind, from, to) in Damages(sentence, context))
            {
                made[kind] = made.GetValueOrDefault(kind) + 1;
                var isCaught = SegmentChecks.Check(from, to, context).Count > 0;
                caught[kind] = caught.GetValueOrDefault(kind) + (isCaught ? 1 : 0);
                if (!isCaught)
                {
                    missed.Add($"{kind}: {Text(from)} => {Text(to)}");
                }
            }
        }

        // Those of people too, each of whom translated freely from a third language, and converted miles.
        var references = Blocked(lines, ParallelTexts.Lines(target), context).Count;
        var share = 100.0 * caught.Values.Sum() / made.Values.Sum();
        Figures.Add(string.Create(CultureInfo.InvariantCulture, $"checks {pair}: {caught.Values.Sum()} of {made.Values.Sum()} damages caught ({share:F2} %: {string.Join(", ", made.Select(kind => $"{kind.Key} {caught[kind.Key]}/{kind.Value}"))}); {blocked} of {sentences.Count} good machine translations blocked ({100.0 * blocked / sentences.Count:F1} %); {references} of {lines.Count} free human ones ({100.0 * references / lines.Count:F1} %)"));
        Assert.Equal(["bold", "digit", "link", "name"], made.Keys.Order());
        Assert.True(share >= 99, $"{share} %; missed:\n{string.Join('\n', missed.Take(20))}");
        Assert.All(made, kind => Assert.True(caught[kind.Key] >= 0.98 * kind.Value, kind.Key));
        Assert.True(blocked < 0.05 * sentences.Count);
        Assert.True(references < 0.05 * lines.Count);
    }

    /// <summary>What press offices write, translated by a person.</summary>
    [Theory]
    [InlineData("fr", "en")]
    [InlineData("fr", "es")]
    [InlineData("en", "fr")]
    [InlineData("en", "es")]
    [InlineData("es", "fr")]
    [InlineData("es", "en")]
    public void A_good_translation_of_a_release_is_let_through(string source, string target) =>
        Assert.Empty(Blocked(ParallelTexts.Own(source), ParallelTexts.Own(target), ParallelTexts.Context(new LanguagePair(source, target))));

    [Theory]
    [InlineData("fr", "en", "Le 8 mai, 98 % des 1,5 million de personnes.", "On 8 May, 98% of the 1.5 million people.", true)]
    [InlineData("fr", "en", "Le 8 mai, 680 000 personnes.", "On 8 May, 680,000 people.", true)]
    [InlineData("fr", "en", "Le 8 mai, 680 000 personnes.", "On 9 May, 680,000 people.", false)]
    [InlineData("fr", "en", "Trois bateaux.", "Three boats.", true)]
    [InlineData("fr", "en", "Trois bateaux.", "3 boats.", true)]
    [InlineData("fr", "en", "Trois bateaux.", "Two boats.", false)]
    [InlineData("fr", "en", "À 17 h 30.", "At 5.30 pm.", true)]
    [InlineData("fr", "en", "À 17 h 30.", "At 5.30 am.", false)]
    [InlineData("fr", "en", "À 17 h 30.", "At 5.40 pm.", false)]
    [InlineData("es", "fr", "A las 14.30 horas.", "À 14 h 30.", true)]
    [InlineData("es", "fr", "A las 14.30.", "À 14 h 40.", false)]
    [InlineData("fr", "en", "En 2024 120 bateaux.", "In 2,024,120 boats.", false)]
    [InlineData("fr", "en", "Le 12.05.2024.", "On 12/05/2024.", true)]
    [InlineData("fr", "en", "Le 12.05.2024.", "On 12.06.2024.", false)]
    [InlineData("fr", "es", "La 2e place.", "El segundo lugar.", true)]
    [InlineData("fr", "es", "La 2e place.", "El tercer lugar.", false)]
    [InlineData("fr", "es", "Première victoire, 4-1.", "Primera victoria, 4-.", false)]
    [InlineData("fr", "en", "Au XIXe siècle.", "In the 19th century.", true)]
    [InlineData("fr", "en", "Au XIXe siècle.", "In the 18th century.", false)]
    [InlineData("fr", "en", "Une quarantaine de bateaux.", "Some 40 boats.", true)]
    [InlineData("fr", "es", "Les années 1980.", "Los años 80.", true)]
    [InlineData("fr", "es", "Les années 1980.", "Los años 90.", false)]
    [InlineData("fr", "es", "Mme Kerdaniel est là.", "La Sra. Kerdaniel está allí.", true)]
    [InlineData("fr", "es", "Mme Kerdaniel est là.", "La Sra. Kerdanel está allí.", false)]
    [InlineData("fr", "en", "M. Ri est là.", "Mr Oberlin is there, writing.", false)]
    [InlineData("fr", "en", "Les Nations Unies sont là.", "The UN is there.", true)]
    [InlineData("fr", "en", "Les Nations Unies sont là.", "The Union is there.", false)]
    [InlineData("fr", "en", "98 % des gens.", "98 of the people.", false)]
    [InlineData("fr", "en", "Écrivez à press@a.example.", "Write to pres@a.example.", false)]
    [InlineData("fr", "es", "L’OMD est là.", "La OMD está allí.", false)]
    [InlineData("fr", "es", "L’OMD est là.", "La OMA está allí.", true)]
    [InlineData("fr", "es", "Le bac est là.", "El *bac está allí.", false)]
    [InlineData("fr", "es", "Le bac est là.", "", false)]
    [InlineData("fr", "es", "Le bac est là.", "El Xqbx está allí.", false)]
    public void Examples(string source, string target, string from, string to, bool isGood) =>
        Assert.Equal(isGood, SegmentChecks.Check([new Run(from)], [new Run(to)], ParallelTexts.Context(new LanguagePair(source, target))).Count == 0);

    private static List<string> Blocked(IReadOnlyList<string> from, IReadOnlyList<string> to, TextContext context) =>
    [
        .. from.Zip(to)
            .Select(line => (line.First, line.Second, Findings: SegmentChecks.Check([new Run(line.First)], [new Run(line.Second)], context)))
            .Where(line => line.Findings.Count > 0)
            .Select(line => $"{string.Join(' ', line.Findings.Select(finding => finding.Detail))} {line.First} => {line.Second}"),
    ];

    private static IEnumerable<(string Kind, IReadOnlyList<Run> From, IReadOnlyList<Run> To)> Damages(TranslatedSegment sentence, TextContext context)
    {
        var (from, to) = (Text(sentence.Source), Text(sentence.Target));
        if (Digit().Matches(to) is { Count: > 0 } digits)
        {
            var at = digits[from.Length % digits.Count].Index;
            yield return ("digit", sentence.Source, [new Run(to.Remove(at, 1))]);
        }

        foreach (var name in NameReader.Find(from, context.Names).Select(name => from.Substring(name.Start, name.Length)).Where(name => to.Contains(name, StringComparison.Ordinal)).Take(1))
        {
            yield return ("name", sentence.Source, [new Run(to.Replace(name, OtherNames[from.Length % OtherNames.Length], StringComparison.Ordinal))]);
        }

        // A link over the first half of the sentence, and bold over the second, as an engine would have carried them.
        if (from.Length > 20 && to.Length > 20)
        {
            var link = new Run("", Href: "https://lac.example.org/");
            var bold = new Run("", Strong: true);
            IReadOnlyList<Run> marked = [link with { Text = from[..10] }, bold with { Text = from[10..] }];
            yield return ("link", marked, [new Run(to[..10]), bold with { Text = to[10..] }]);

            // What comes back when a tag is lost on the way.
            var html = HtmlFormat.Encode(new MarkedText([new Piece(to[..10], 1), new Piece(to[10..], 2)]));
            var lost = html.Remove(html.LastIndexOf("</span>", StringComparison.Ordinal), "</span>".Length);
            var decoded = HtmlFormat.Decode(lost) ?? new MarkedText([new Piece(lost, 3)]);
            yield return ("bold", marked, new PreparedSegment(MarkedText.Of(from), [new Mark(1, 0, null, null), new Mark(2, 1, null, null)], marked).Restore(decoded));
        }
    }

    private static string Text(IEnumerable<Run> runs) => string.Concat(runs.Select(run => run.Text));

    [GeneratedRegex("[0-9]")]
    private static partial Regex Digit();
}
