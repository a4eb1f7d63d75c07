using Syndication.Contracts;
using Syndication.Hosting.Projection;
using Syndication.Translation.Jobs;

namespace Syndication.Translation.Tests;

/// <summary>The guards of a language, under every order of the facts.</summary>
public sealed class JobPlanTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 12, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Id = new("0f9b1c5e-3a51-4b62-9a39-5b1b2f0a7c11");

    public static TheoryData<string> Stories =>
    [
        "v1 m1.1 v2 m2.1 m2.2",
        "v1 m1.1 h1.2 v2",
        "v1 m1.1 v2 r3",
        "v1 m1.1 r2 b3",
        "v1 m1.1 w1.2 v2",
        "v1 v2 h1.1 m2.1",
        "v1 h1.1 h1.2 v2 r3",
    ];

    [Theory]
    [MemberData(nameof(Stories))]
    public void Every_order_of_the_facts_ends_in_one_row_and_one_plan(string story)
    {
        var facts = story.Split(' ').Select(Fact).ToList();
        var expected = facts.Aggregate((ProjectedRelease?)null, ProjectedRelease.Join)!;
        var plan = Plan(expected, null);

        foreach (var order in Orders(facts))
        {
            ProjectedRelease? row = null;
            TranslationJob? job = null;
            foreach (var fact in order.Concat(order.Take(2)))
            {
                row = ProjectedRelease.Join(row, fact);
                job = Plan(row, job);

                // Whatever has arrived, nobody sees a text under a retracted release, nor one older than another that is there.
                Assert.True(row.Retraction is null || row.Original!.Retraction is not null);
                var shown = row.Edition("es");
                Assert.DoesNotContain(row.Translations, text => shown is not null && (text.SourceVersion, text.Revision).CompareTo((shown.SourceVersion, shown.Revision)) > 0);
            }

            Assert.Equal(expected.Original, row!.Original);
            Assert.Equal(expected.Edition("es"), row.Edition("es"));
            Assert.Equal((plan?.State, plan?.SourceVersion, plan?.Published), (job?.State, job?.SourceVersion, job?.Published));
        }
    }

    [Theory]
    [InlineData("v1", JobState.Waiting, 1)]
    [InlineData("v1 m1.1", JobState.Published, 1)]
    [InlineData("v1 m1.1 v2", JobState.Waiting, 2)]
    [InlineData("v1 h1.1 v2", JobState.Settled, 1)]
    [InlineData("v1 m1.1 r2", JobState.Settled, 1)]
    [InlineData("v1 m1.1 r2 b3", JobState.Published, 1)]
    [InlineData("v1 w1.1", JobState.Settled, 1)]
    internal void What_is_wanted_follows_from_what_is_there(string story, JobState state, int sourceVersion)
    {
        var job = Plan(story.Split(' ').Select(Fact).Aggregate((ProjectedRelease?)null, ProjectedRelease.Join)!, null);

        Assert.Equal((state, sourceVersion), (job!.State, job.SourceVersion));
    }

    [Fact]
    public void Nothing_is_wanted_in_the_originals_language_nor_in_one_that_is_off_or_that_the_office_publishes()
    {
        var row = ProjectedRelease.Join(null, Fact("v1"));
        var own = row with { Original = row.Original! with { Translations = [new LanguageVersion("es", null)] } };

        Assert.Null(JobPlan.Next(row, "fr", null, TranslationPolicy.Auto));
        Assert.Null(JobPlan.Next(row, "es", null, TranslationPolicy.Off));
        Assert.Equal(JobState.Settled, JobPlan.Next(own, "es", null, TranslationPolicy.Auto)!.State);
    }

    [Fact]
    public void A_correction_of_the_original_marks_its_translation_stale_until_the_next_one_is_there()
    {
        var row = "v1 m1.1 v2".Split(' ').Select(Fact).Aggregate((ProjectedRelease?)null, ProjectedRelease.Join)!;
        Assert.Equal(TranslationState.Stale, row.Edition("es")!.Translation!.State);

        Assert.Equal(TranslationState.Current, ProjectedRelease.Join(row, Fact("m2.1")).Edition("es")!.Translation!.State);
    }

    private static TranslationJob? Plan(ProjectedRelease row, TranslationJob? known) => JobPlan.Next(row, "es", known, TranslationPolicy.Auto);

    /// <summary>"v2": version 2; "r3": retracted; "b3": back; "m1.2": the machine's second revision of version 1; "h", "w": a person's, withdrawn.</summary>
    private static ReleaseFact Fact(string step)
    {
        var numbers = step[1..].Split('.').Select(int.Parse).ToList();
        var sequence = (numbers[0] * 10) + (numbers.Count > 1 ? numbers[1] : 0);
        var original = new Release
        {
            Id = Id,
            Version = numbers[0],
            Language = "fr",
            Headline = step,
            RecordedAt = Noon,
            UpdatedAt = Noon,
            History = [.. Enumerable.Range(1, numbers[0]).Select(version => new HistoryEntry(version, Noon, version < numbers[0] || step[0] == 'v' ? Significance.Minor : step[0] == 'r' ? Significance.Retraction : Significance.Reinstatement))],
        };

        // "b3" follows "r2": version 2 was a retraction there.
        if (step[0] == 'b')
        {
            original = original with { History = [.. original.History.Select(entry => entry.Version == numbers[0] - 1 ? entry with { Significance = Significance.Retraction } : entry)] };
        }

        return step[0] switch
        {
            'v' => new ReleaseUpdated { EventId = Guid.Empty, Sequence = sequence, At = Noon, Release = original },
            'b' => new ReleaseUpdated { EventId = Guid.Empty, Sequence = sequence, At = Noon, Release = original },
            'r' => new ReleaseRetracted { EventId = Guid.Empty, Sequence = sequence, At = Noon, Release = original with { Retraction = new Retraction(RetractionKind.Withdrawal, Noon, null) } },
            _ => new ReleaseTranslated
            {
                EventId = Guid.Empty,
                Sequence = sequence,
                At = Noon,
                Release = original with
                {
                    Language = "es",
                    Origin = step[0] == 'h' ? Origin.Human : Origin.Machine,
                    SourceVersion = numbers[0],
                    Revision = numbers[1],
                    History = [],
                    Translation = new TranslationInfo(step[0] == 'w' ? TranslationState.Withdrawn : TranslationState.Current, null, Noon),
                },
            },
        };
    }

    private static IEnumerable<List<ReleaseFact>> Orders(List<ReleaseFact> facts) =>
        facts.Count <= 1
            ? [facts]
            : facts.SelectMany((fact, i) => Orders([.. facts.Where((_, j) => j != i)]).Select(rest => new List<ReleaseFact>([fact, .. rest])));
}
