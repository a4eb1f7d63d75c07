using System.Globalization;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Intake;
using Syndication.Text;

namespace Syndication.Ingestion.Tests.Extraction;

/// <summary>Each sample against expected.json, read as the demonstration reads them; on the second day dates are a month's first.</summary>
public sealed class SampleTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "samples");
    private static readonly string[] BlockMembers = ["paragraphs", "lists", "tables", "headings", "images"];
    private static readonly string[] Days = ["2026-11-21", "2027-03-03"];
    private static readonly Dictionary<string, Dictionary<string, (JsonElement Expected, ExtractedPage Page)>> Read = Days.ToDictionary(day => day, ReadAll);

    public static TheoryData<string, string> All => [.. Days.SelectMany(day => Read[day].Keys.Select(name => (day, name)))];

    [Fact]
    public void Every_sample_is_expected_and_read() => Assert.All(Days, day => Assert.Equal(17, Read[day].Count));

    [Theory, MemberData(nameof(All))]
    public void Status_kind_headline_and_language_are_as_expected(string day, string name)
    {
        var (expected, page) = Read[day][name];
        var status = expected.GetProperty("status").GetString()!;
        if (status == "quarantined")
        {
            Assert.Contains(page.Reasons, reason => reason.Contains(expected.GetProperty("quarantine").GetString()!, StringComparison.Ordinal));
        }
        else
        {
            Assert.Empty(page.Reasons);
        }

        if (status.StartsWith("updates:", StringComparison.Ordinal))
        {
            Assert.Equal(Read[day][status["updates:".Length..]].Page.Draft.CanonicalUrl, page.Draft.CanonicalUrl);
        }

        Assert.Equal(expected.TryGetProperty("isCorrection", out var isCorrection) && isCorrection.GetBoolean(), page.IsCorrection);
        Assert.Equal(expected.GetProperty("kind").GetString(), JsonSerializer.SerializeToElement(page.Draft.Kind, SyndicationJson.Options).GetString());
        Assert.Equal(Seeds.Folded(expected.GetProperty("headline").GetString()), Seeds.Folded(page.Draft.Headline));
        Assert.Equal(expected.GetProperty("language").GetString(), page.Draft.Language);
    }

    [Theory, MemberData(nameof(All))]
    public void Dates_and_addresses_are_as_expected(string day, string name)
    {
        var (expected, page) = Read[day][name];
        var dateline = expected.GetProperty("dateline");
        var written = dateline.ValueKind == JsonValueKind.Null ? default(DateOnly?) : Day(day).AddDays(-dateline.GetProperty("daysAgo").GetInt32());
        Assert.Equal(written is null ? null : new Dateline(dateline.GetProperty("place").GetString(), written), page.Draft.Dateline);
        Assert.Equal(expected.GetProperty("publishedAtSource").GetString(), JsonSerializer.SerializeToElement(page.Draft.PublishedAtSource, SyndicationJson.Options).GetString());
        Assert.Equal(
            expected.TryGetProperty("publishedAt", out var at) ? at.GetDateTimeOffset() : written is { } date ? new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null,
            page.Draft.PublishedAt);
        Assert.Equal(expected.TryGetProperty("canonicalUrl", out var url) ? url.GetString() : null, page.Draft.CanonicalUrl);
        Assert.Equal(
            Many(expected, "translations").Select(version => new LanguageVersion(version.GetProperty("language").GetString()!, version.GetProperty("canonicalUrl").GetString()!)),
            page.Draft.Translations);
    }

    [Theory, MemberData(nameof(All))]
    public void Every_block_is_as_expected(string day, string name)
    {
        var (expected, page) = Read[day][name];
        if (expected.GetProperty("kind").GetString() == "reference")
        {
            Assert.All(Many(expected, "offices"), office => Assert.Contains($"{office.GetProperty("city").GetString()} (", page.BodyText, StringComparison.Ordinal));
            return;
        }

        var body = page.Draft.Body;
        var paragraphs = Many(expected, "paragraphs");
        var actual = body.OfType<Paragraph>().Select(paragraph => BlockText.Render(paragraph)).ToList();
        Assert.True(paragraphs.Count == actual.Count, $"{actual.Count} paragraphs, not {paragraphs.Count}:\n{string.Join("\n", actual)}");
        var opening = page.IsCorrection ? 1 : 0;
        for (var i = 0; i < paragraphs.Count; i++)
        {
            Seeds.AssertStartsAndEnds(paragraphs[i], i == opening ? WithoutDateline(actual[i], paragraphs[i]) : actual[i]);
        }

        Assert.Equal(Many(expected, "lists").Select(items => items.GetInt32()), body.OfType<ListBlock>().Select(list => list.Items.Count));
        Assert.Equal(
            Many(expected, "tables").Select(table => (table.GetProperty("rows").GetInt32(), table.GetProperty("columns").GetInt32())),
            body.OfType<TableBlock>().Select(table => (table.Rows.Count, table.Rows[0].Cells.Count)));
        Assert.Equal(Many(expected, "headings").Select(heading => Seeds.Folded(heading.GetString())), body.OfType<Heading>().Select(heading => Seeds.Folded(BlockText.Render(heading))));
        Assert.Equal(
            Many(expected, "images").Select(image => (image.GetProperty("url").GetString(), Seeds.Folded(image.GetProperty("caption").GetString()))),
            body.OfType<ImageBlock>().Select(image => ((string?)image.Url, Seeds.Folded(image.Caption))));
        Assert.Equal(body.Count, BlockMembers.Sum(member => Many(expected, member).Count));
        Assert.All(Many(expected, "contains"), text => Assert.Contains(Seeds.Folded(text.GetString()), Seeds.Folded(page.BodyText), StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(All))]
    public void Contacts_and_abouts_are_as_expected(string day, string name)
    {
        var (expected, page) = Read[day][name];
        Assert.Equal(Many(expected, "about").Select(about => about.GetString()), page.Draft.About.Select(about => about.Organisation));
        Assert.Equal(
            Many(expected, "contacts").Select(contact => $"{contact.GetProperty("name").GetString()} {string.Join(' ', Many(contact, "phones"))} {string.Join(' ', Many(contact, "emails"))}"),
            page.Draft.Contacts.Select(contact => $"{contact.Name} {string.Join(' ', contact.Phones.Select(Number))} {string.Join(' ', contact.Emails)}"));

        static string Number(Phone phone) => phone.Extension is null ? phone.E164 ?? phone.Text : $"{phone.E164};ext={phone.Extension}";
    }

    private static Dictionary<string, (JsonElement Expected, ExtractedPage Page)> ReadAll(string day)
    {
        var dates = new SampleDates(Day(day));
        var extractor = new Extractor();
        var files = PageFiles.In(Folder).Concat(PageFiles.In(Path.Combine(Folder, "feed.xml"))).ToList();
        var pages = new BatchExtraction(extractor, new FeedReader(extractor)).Read(files, [], dates.Expand).GroupBy(file => file.File.Name).ToDictionary(group => group.Key, group => group.Select(file => file.Incoming!.Page).ToList());
        using var json = JsonDocument.Parse(dates.Expand(File.ReadAllText(Path.Combine(Folder, "expected.json"))));
        var all = new Dictionary<string, (JsonElement, ExtractedPage)>();
        foreach (var file in json.RootElement.EnumerateObject())
        {
            JsonElement[] expected = file.Value.TryGetProperty("items", out var items) ? [.. items.EnumerateArray()] : [file.Value];
            Assert.Equal(expected.Length, pages[file.Name].Count);
            for (var i = 0; i < expected.Length; i++)
            {
                all[expected.Length == 1 ? file.Name : $"{file.Name} {i + 1}"] = (expected[i].Clone(), pages[file.Name][i]);
            }
        }

        Assert.Equal(json.RootElement.EnumerateObject().Select(file => file.Name).Order(), pages.Keys.Order());
        return all;
    }

    /// <summary>What follows the dateline's dash, where the paragraph doesn't start as expected already.</summary>
    private static string WithoutDateline(string text, JsonElement expected)
    {
        var at = text.IndexOf(expected.GetProperty("starts").GetString()![..3], StringComparison.Ordinal);
        var dash = text.AsSpan(0, Math.Max(0, at)).TrimEnd();
        return at is > 0 and < 60 && dash is [.., '-' or '–' or '—' or '.' or ':'] ? text[at..] : text;
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static List<JsonElement> Many(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];
}
