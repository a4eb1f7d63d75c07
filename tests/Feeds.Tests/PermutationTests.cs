using FsCheck;
using FsCheck.Fluent;
using Syndication.Contracts;

namespace Syndication.Feeds.Tests;

/// <summary>Whatever the order and the number of arrivals, the same facts end in the same bytes.</summary>
public sealed class PermutationTests
{
    private static readonly string[] Feeds =
    [
        "fr.rss", "fr.atom", "fr.json", "en.atom", "en.json?origin=machine", "fr.json?topic=climate", "es.rss?country=ma",
    ];

    private static readonly Arbitrary<Story> Stories =
        (from steps in Gen.Choose(0, 79).ListOf(14)
         from seed in Gen.Choose(0, int.MaxValue)
         select new Story([.. steps], seed)).ToArbitrary();

    [Fact]
    public void Permutations_and_duplicates_end_in_the_same_feeds() =>
        Prop.ForAll(Stories, story => Assert.Equal(Read(story.Facts()), Read(story.Shuffled())))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    // FsCheck's properties are synchronous.
    private static string[] Read(IReadOnlyList<Release> facts) => Task.Run(() => ReadAsync(facts)).GetAwaiter().GetResult();

    private static async Task<string[]> ReadAsync(IReadOnlyList<Release> facts)
    {
        await using var host = await FeedHost.StartAsync();
        var feeds = new string[Feeds.Length];

        // Known from the start, so that every feed is one.
        await host.PublishAsync(Given.Release(99, "es") with { Topics = ["climate"] });
        for (var i = 0; i < facts.Count; i++)
        {
            await host.PublishAsync(facts[i]);

            // Reading in between fills the cache with what is going to be stale.
            await host.ReadAsync("/feeds/" + Feeds[i % Feeds.Length]);
        }

        for (var i = 0; i < feeds.Length; i++)
        {
            feeds[i] = await host.ReadAsync("/feeds/" + Feeds[i]);
        }

        return feeds;
    }

    /// <summary>What happened to three releases, a number a step.</summary>
    internal sealed record Story(IReadOnlyList<int> Steps, int Seed)
    {
        public List<Release> Facts()
        {
            var current = new Dictionary<int, Release>();
            var facts = new List<Release>();
            for (var i = 0; i < Steps.Count; i++)
            {
                var at = Given.Noon.AddDays(1).AddMinutes(i);
                var number = Steps[i] % 3;
                facts.Add(current.TryGetValue(number, out var release)
                    ? Step(Steps[i] / 3 % 7, release, at, facts)
                    : Given.Release(number + 1) with { Countries = ["MA"] });
                current[number] = facts[^1].Revision is null ? facts[^1] : current[number] with { History = facts[^1].History };
            }

            return facts;
        }

        public List<Release> Shuffled()
        {
            var random = new Random(Seed);
            var facts = Facts();
            facts.AddRange([.. facts.Where(_ => random.Next(3) == 0)]);
            var shuffled = facts.ToArray();
            random.Shuffle(shuffled);
            return [.. shuffled];
        }

        private static Release Step(int kind, Release release, DateTimeOffset at, List<Release> facts) => kind switch
        {
            0 => release.Next(at, Significance.Correction, "Note") with { Topics = ["climate"], Headline = $"Corrigé {at:t}" },
            1 => release.Next(at, Significance.Minor) with { Topics = [] },
            2 => release.Retracted(at, RetractionKind.Withdrawal, "Notice"),
            3 => release.Retracted(at, RetractionKind.Kill),
            4 => release.Next(at, Significance.Reinstatement),
            5 => release.Translated("en", at, Revision(facts, release, "en")),
            _ => release.Translated("es", at, Revision(facts, release, "es"), Significance.Correction),
        };

        private static int Revision(List<Release> facts, Release release, string language) =>
            1 + facts.Count(fact => fact.Id == release.Id && fact.Language == language && fact.SourceVersion == release.Version);
    }
}
