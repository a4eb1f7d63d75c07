using System.Text.Json;
using Syndication.Contracts;
using Syndication.Ingestion.Extraction;

namespace Syndication.Ingestion.Tests.Extraction;

public sealed class LearningTests
{
    private static readonly Extractor Extractor = new();

    private static Page Dump(string text) => new(System.Text.Encoding.UTF8.GetBytes(text), "text/plain", "x");

    [Fact]
    public void The_order_of_a_batch_does_not_matter()
    {
        Assert.SkipWhen(Repository.Seeds is null, Repository.DatasetsMissing);
        var inOrder = Outcome(Seeds.Names);
        var random = new Random(20260117);
        for (var i = 0; i < 6; i++)
        {
            var shuffled = Seeds.Names.ToArray();
            random.Shuffle(shuffled);
            Assert.Equal(inOrder, Outcome(shuffled));
        }

        static string[] Outcome(string[] order)
        {
            var profile = Seeds.Learned(order);
            return [.. Seeds.Names.Select(name => JsonSerializer.Serialize(Extractor.Extract(Seeds.Page(name), profile), SyndicationJson.Options))];
        }
    }

    [Fact]
    public void A_page_is_counted_once()
    {
        var page = Dump("Menu\nA headline of a page\nA sentence that is long enough to be told as prose.");
        var once = Extractor.Learn(page, Fixtures.Empty);
        Assert.Equal(1, once.Pages);
        Assert.Same(once, Extractor.Learn(page, once));
    }

    [Fact]
    public void A_line_with_another_number_is_the_same_line()
    {
        var profile = Fixtures.Empty;
        for (var i = 170; i < 174; i++)
        {
            profile = Extractor.Learn(Dump($"The union has {i} members in all parts of the world and works for every one of them.\nHeadline number {(char)('A' + i - 170)}\nBody text of its own, {(char)('a' + i - 170)}{(char)('b' + i - 170)}."), profile);
        }

        var page = Extractor.Extract(Dump("The union has 199 members in all parts of the world and works for every one of them.\nA headline nobody has seen\nA body that nobody has seen before, which is long enough to be a body of its own."), profile);
        Assert.Equal("A headline nobody has seen", page.Draft.Headline);
        Assert.DoesNotContain("199", page.BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public void Contacts_and_abouts_repeat_and_stay()
    {
        const string tail = "About Globex\nGlobex is a company that makes lamps for harbours and has done so since 1901.\nFor more information, please contact:\nJane Doe\nGlobex\nTel: +44 20 7946 0123\nEmail: jane@globex.example\n";
        var profile = Fixtures.Empty;
        foreach (var c in "abcd")
        {
            profile = Extractor.Learn(Dump($"Headline {c}{c} of the day\nBody {c}{c}{c} that is long enough to be taken for the prose of a release.\n{tail}"), profile);
        }

        var page = Extractor.Extract(Dump($"Globex lights the last dark harbour\nThe last harbour without a lamp got its lamp on Monday, after a long wait.\n{tail}"), profile);
        Assert.Equal("Globex", Assert.Single(page.Draft.About).Organisation);
        Assert.Equal(("Jane Doe", "Globex"), page.Draft.Contacts.Select(contact => (contact.Name, contact.Organisation)).Single());
    }

    [Fact]
    public void A_profile_stays_small_and_survives_json()
    {
        var profile = Fixtures.Empty;
        for (var i = 0; i < 40; i++)
        {
            var page = i;
            profile = Extractor.Learn(Dump(string.Join('\n', Enumerable.Range(0, 400).Select(line => $"Line {(char)('a' + (page % 26))}{new string('x', page)} {new string('y', line)}"))), profile);
        }

        Assert.Equal(40, profile.Pages);
        Assert.InRange(profile.Lines.Count, 1, LineCounts.MaxLines);
        var read = JsonSerializer.Deserialize<SourceProfile>(JsonSerializer.Serialize(profile, SyndicationJson.Options), SyndicationJson.Options)!;
        Assert.Equal(profile.Lines.OrderBy(line => line.Key), read.Lines.OrderBy(line => line.Key));
        Assert.Equal(profile.Counted, read.Counted);
    }
}
