using System.Text.Json;
using System.Text.Json.Nodes;
using Syndication.Contracts;

namespace Syndication.Hosting.Tests;

/// <summary>The contracts as they travel: golden JSON, and what a newer or older build may find in it.</summary>
public sealed class ContractTests
{
    private static readonly DateTimeOffset At = new(2026, 5, 12, 9, 0, 0, TimeSpan.Zero);

    private static readonly Release Whole = new()
    {
        Id = new Guid("0f9b1c5e-3a51-4b62-9a39-5b1b2f0a7c11"),
        Version = 2,
        History = [new HistoryEntry(1, At, Significance.Initial), new HistoryEntry(2, At, Significance.Correction, "A figure.", "fr", 1)],
        Language = "en",
        Translations = [new LanguageVersion("fr", "https://lake.example.org/fr/1")],
        Kind = ReleaseKind.Statement,
        Headline = "The lake",
        Subheading = "And its ferry",
        Summary = "A summary.",
        Body =
        [
            new Paragraph([new Run("Plain "), new Run("strong", Strong: true), new Run("link", Emphasis: true, Href: "https://lake.example.org/")]),
            new Heading(2, [new Run("Heading")]),
            new ListBlock(true, [new ListItem([new Run("Item")])]),
            new QuoteBlock([new Paragraph([new Run("Quote")])], "Ada Brook"),
            new ImageBlock("https://lake.example.org/1.jpg", "A lake", "The lake"),
            new TableBlock(true, [new TableRow([new TableCell([new Run("Cell")])])], "Caption"),
        ],
        Quotes = [new Quote("Ada Brook", "Quote")],
        Dateline = new Dateline("Lake City", new DateOnly(2026, 5, 12)),
        PublishedAt = At,
        PublishedAtSource = PublishedAtSource.Given,
        RecordedAt = At,
        UpdatedAt = At,
        CanonicalUrl = "https://lake.example.org/1",
        Source = "lake-office",
        Office = "Lake Office",
        Contacts = [new Contact { Name = "Ada Brook", Role = "Head", Organisation = "Lake Office", Phones = [new Phone("+44 20 7946 0123", "+442079460123", "5")], Emails = ["ada@lake.example.org"] }],
        About = [new About("Lake Office", "It keeps the lake.")],
        Topics = ["trade"],
        Countries = ["SN"],
        Organisations = [new Organisation("Lake Office", "LO")],
        Attachments = [new Attachment("https://lake.example.org/1.pdf", "application/pdf", 5, "00", "en", "Map")],
        Rights = "CC BY 4.0",
        Origin = Origin.Machine,
        SourceVersion = 2,
        Revision = 1,
        Translation = new TranslationInfo(TranslationState.Stale, "engine", At),
        Retraction = new Retraction(RetractionKind.Redirect, At, "Moved.", new Guid("0f9b1c5e-3a51-4b62-9a39-5b1b2f0a7c12")),
    };

    public static TheoryData<string> Kinds => ["releaseCreated", "releaseUpdated", "releaseRetracted", "releaseTranslated", "translationCompleted"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Travels_as_it_did_when_it_was_fixed(string kind)
    {
        var json = JsonSerializer.Serialize(Contract(kind), Contract(kind) is ReleaseFact ? typeof(ReleaseFact) : typeof(TranslationCompleted), SyndicationJson.Options);
        var golden = Path.Combine(Repository.Root, "tests", "Hosting.Tests", "TestData", $"{kind}.json");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(golden)), JsonNode.Parse(json)), json);
        var again = kind == "translationCompleted"
            ? JsonSerializer.Serialize(JsonSerializer.Deserialize<TranslationCompleted>(json, SyndicationJson.Options), SyndicationJson.Options)
            : JsonSerializer.Serialize(JsonSerializer.Deserialize<ReleaseFact>(json, SyndicationJson.Options), SyndicationJson.Options);
        Assert.Equal(json, again);
    }

    [Fact]
    public void What_a_newer_build_wrote_is_read_as_far_as_it_is_known()
    {
        const string Newer = """
            {"fact":"releaseCreated","eventId":"0f9b1c5e-3a51-4b62-9a39-5b1b2f0a7c11","sequence":1,"at":"2026-05-12T09:00:00Z","mood":"good",
             "release":{"id":"0f9b1c5e-3a51-4b62-9a39-5b1b2f0a7c11","version":1,"language":"en","headline":"H","kind":"podcast","origin":"telepathy",
             "body":[{"url":"https://x","type":"video"},{"runs":[{"text":"P"}],"type":"paragraph"}]}}
            """;

        var release = JsonSerializer.Deserialize<ReleaseFact>(Newer, SyndicationJson.Options)!.Release;

        Assert.Equal(ReleaseKind.Other, release.Kind);
        Assert.Equal(Origin.Other, release.Origin);
        Assert.Equal([typeof(Block), typeof(Paragraph)], release.Body.Select(block => block.GetType()));
    }

    private static object Contract(string kind)
    {
        var eventId = new Guid("0f9b1c5e-3a51-4b62-9a39-5b1b2f0a7c13");
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        return kind switch
        {
            "releaseCreated" => new ReleaseCreated { EventId = eventId, Sequence = 7, At = At, Silent = true, Actor = "key:desk", Via = "api", TraceParent = Trace, Release = Whole },
            "releaseUpdated" => new ReleaseUpdated { EventId = eventId, Sequence = 7, At = At, Release = Whole },
            "releaseRetracted" => new ReleaseRetracted { EventId = eventId, Sequence = 7, At = At, Release = Whole },
            "releaseTranslated" => new ReleaseTranslated { EventId = eventId, Sequence = 7, At = At, Release = Whole },
            _ => new TranslationCompleted(eventId, Whole, Significance.Correction, "A word.", "account:ada"),
        };
    }
}
