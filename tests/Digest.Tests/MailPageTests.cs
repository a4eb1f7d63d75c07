using Syndication.Digest.Composition;
using Syndication.Digest.Composition.Words;
using Syndication.Mail.Mime;

namespace Syndication.Digest.Tests;

/// <summary>How a page becomes text and HTML.</summary>
public sealed class MailPageTests
{
    private static readonly MailEntry Arabic = new() { Headline = new Passage("عادت العبارة", "ar"), Text = [new Passage("عبرت البحيرة", "ar", "What changed"), new Passage("10\u00A0000 francs", "fr")] };

    [Fact]
    public void Each_block_starts_on_the_side_of_its_own_language()
    {
        var html = Of(MailPageHtml.Write(Page([Arabic])));
        Assert.Contains("<h1 lang=\"ar\" dir=\"rtl\" style=\"text-align:right;", html, StringComparison.Ordinal);
        Assert.Contains("<p lang=\"ar\" dir=\"rtl\" style=\"text-align:right;margin:0 0 8px\"><strong lang=\"en\" dir=\"ltr\">What changed: </strong>", html, StringComparison.Ordinal);
        Assert.Contains("<p lang=\"fr\" dir=\"ltr\" style=\"text-align:left;", html, StringComparison.Ordinal);
        Assert.Contains("What changed: عبرت البحيرة\n", Of(MailPageText.Write(Page([Arabic]))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_footer_is_there_where_it_says_something()
    {
        Assert.DoesNotContain("\n-- \n", Of(MailPageText.Write(Page([Arabic]))), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"rule\"", Of(MailPageHtml.Write(Page([Arabic]))), StringComparison.Ordinal);
        var page = Page([Arabic]) with { Why = "Because." };
        Assert.EndsWith("\n-- \nBecause.\n", Of(MailPageText.Write(page)), StringComparison.Ordinal);
        Assert.Contains("class=\"rule\"", Of(MailPageHtml.Write(page)), StringComparison.Ordinal);
    }

    private static MailPage Page(IReadOnlyList<MailEntry> entries) => new() { Words = Wording.Of("en"), Name = "Lake Office", Subject = "Subject", Sections = [new MailSection(null, entries)] };

    private static string Of(SlottedText text) => text.Rest;
}
