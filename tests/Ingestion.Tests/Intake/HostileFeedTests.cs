using System.Text;
using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Intake;

namespace Syndication.Ingestion.Tests.Intake;

/// <summary>Feeds that are attacks on who reads them: refused with a sentence or read in time, and nothing is fetched or opened for them.</summary>
public sealed class HostileFeedTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private static readonly Dictionary<string, Func<string, string>> Feeds = new()
    {
        ["an entity that names a file"] = file => $"<!DOCTYPE rss [<!ENTITY x SYSTEM \"file://{file}\">]>{Rss("&x;")}",
        ["a parameter entity that names a file"] = file => $"<!DOCTYPE rss [<!ENTITY % x SYSTEM \"file://{file}\"> %x;]>{Rss("A headline")}",
        ["a document type elsewhere"] = file => $"<!DOCTYPE rss SYSTEM \"file://{file}\">{Rss("A headline")}",
        ["entities of entities"] = _ => $"<!DOCTYPE rss [<!ENTITY a0 \"laughter\">{string.Concat(Enumerable.Range(1, 30).Select(i => $"<!ENTITY a{i} \"{Repeat($"&a{i - 1};", 10)}\">"))}]>{Rss("&a30;")}",
        ["one long entity, often"] = _ => $"<!DOCTYPE rss [<!ENTITY a \"{new string('x', 100_000)}\">]>{Rss(Repeat("&a;", 10_000))}",
        ["an inclusion"] = file => Rss($"<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file://{file}\" parse=\"text\"/>"),
        ["many attributes"] = _ => $"<rss {string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $"a{i}='>' "))}><channel/></rss>",
        ["deep nesting"] = _ => Rss(Repeat("<b>", 100_000) + Repeat("</b>", 100_000)),
        ["a long title"] = _ => Rss(new string('x', 10_000_000)),
        ["a character that is none"] = _ => Rss("A bell &#7; rings"),
        ["an encoding that it is not in"] = _ => "<?xml version=\"1.0\" encoding=\"utf-16\"?>" + Rss("A headline"),
    };

    public static TheoryData<string> All => [.. Feeds.Keys];

    [Theory, MemberData(nameof(All))]
    public void It_is_refused_or_read_in_time(string what)
    {
        using var folder = new TemporaryFolder();
        var secret = Path.Combine(folder.Path, "secret.txt");
        File.WriteAllText(secret, "the secret of this machine");
        var content = Encoding.UTF8.GetBytes(Feeds[what](secret));
        var (read, spent) = ProcessorTime.Of(() => new FeedReader(new Extractor()).Read(new PageFile("feed.xml", "feed.xml", "x"), content).ToList(), Longest);
        Assert.InRange(spent, TimeSpan.Zero, Longest);
        Assert.All(read, item => Assert.True(item.Incoming is not null || item.Refusal!.EndsWith('.'), item.Refusal));
        Assert.DoesNotContain(read, item => item.Incoming is { } page && (page.Page.BodyText.Contains("the secret", StringComparison.Ordinal) || page.Page.Draft.Headline?.Contains("the secret", StringComparison.Ordinal) is true));
    }

    private static string Rss(string title) =>
        $"<rss version=\"2.0\"><channel><title>A feed</title><item><title>{title}</title><link>https://a.example/1</link><description>&lt;p&gt;The council met on Monday and decided to open the harbour, after a long debate about its cost.&lt;/p&gt;</description></item></channel></rss>";

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
