using System.Text;
using FsCheck.Fluent;
using Syndication.Mail.Mime;
using Syndication.Testing.Mail;

namespace Syndication.Mail.Tests;

/// <summary>What is written, as Python's email package reads it.</summary>
public sealed class MailTemplateTests
{
    public static TheoryData<string> Texts =>
    [
        "Plain",
        "Ferry: 40 % of \"buoys\" <b>laid</b>, (all) @ once; really=?",
        "Des bouées posées à l’aube, près d’Évian — première étape",
        "Über 3 000 Bojen… und ein Wort das nicht endet: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "وضع أربعين عوامة في البحيرة هذا الأسبوع بعد ذوبان الجليد",
        "湖の浮標が四十個設置された。氷が溶けたため、今週からフェリーが再開する。",
        "🛟🛟🛟 👨‍👩‍👧‍👦 four buoys",
        "=?UTF-8?B?aW5qZWN0ZWQ=?=",
        "ends with =",
        "two  spaces   and\ttabs",
        new string('x', 240),
        new string('é', 240),
        string.Join(' ', Enumerable.Repeat("word", 49)),
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_subject_a_name_and_a_body_are_read_as_they_were_meant(string text)
    {
        var mail = new MailTemplate(Drafts.Of(text, $"{text}\n\n. a dot\n.\nFrom here\n", $"<p>{text}</p>", name: text)).Write(Drafts.Copy(name: text));
        var read = (await PythonMail.ReadAsync(mail.Content))[0];

        Assert.Equal(HeaderText.Line(text, 250), read.Header("Subject"));
        Assert.Equal([Together(HeaderText.Line(text, 200)), "news@lake.example"], Assert.Single(read.From).Select(Together));
        Assert.Equal([Together(HeaderText.Line(text, 200)), "reader@example.org"], Assert.Single(read.To).Select(Together));
        Assert.Equal($"{text}\n\n. a dot\n.\nFrom here\n", read.Parts[1].Text);
        Assert.Equal($"<p>{text}</p>\n", read.Parts[2].Text);
        Assert.Equal(["multipart/alternative", "text/plain", "text/html"], read.Parts.Select(part => part.Type));
        Assert.All(read.Parts.Skip(1), part => Assert.Equal(("en", "quoted-printable"), (part.Language, part.Encoding)));
        Assert.All(read.Parts, part => Assert.Empty(part.Defects));
        Assert.Empty(read.Defects);
        Assert.InRange(read.Longest, 1, 78);
        Assert.Equal((0, false), (read.Bare, read.Eight));
    }

    // Python 3.11 leaves the space between two encoded-words of a name in, which RFC 2047, section 6.2, has left out.
    private static string Together(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    [Fact]
    public async Task Whatever_text_comes_in_no_header_is_added_and_nothing_is_lost()
    {
        // What Unicode and a hostile author can bring: any character, and the pieces that headers and commands are made of.
        var piece = Gen.Frequency(
            (4, ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")),
            (1, Gen.Elements("\r\n", "\n", "\r", "\r\nBcc: victim@example.org", "\r\n\r\n", "\0", "\u202E", "\u2028", "=?", "?=", "\uD800", "é", " ", ".\r\n", "\r\n.\r\n", "<", ">", "@", "\"", "\\")));
        var texts = piece.ListOf(6).Select(string.Concat).Sample(300, 40).Where(text => text.Length > 0).ToList();
        var mails = texts.Select(text => new MailTemplate(Drafts.Of(text, text, text, name: text)).Write(Drafts.Copy(name: text)).Content).ToList();

        var read = await PythonMail.ReadAsync(mails);

        Assert.True(texts.Count > 20);
        string[] headers = ["Message-ID", "Date", "To", "List-Unsubscribe", "List-Unsubscribe-Post", "From", "Subject", "Content-Language", "List-Id", "MIME-Version", "Content-Type"];
        Assert.All(texts.Zip(read), pair =>
        {
            var (text, mail) = pair;
            Assert.Equal(headers, mail.Headers.Select(header => header[0]));
            Assert.Equal(HeaderText.Line(text, 250), mail.Header("Subject"));
            Assert.Equal("reader@example.org", Assert.Single(mail.To)[1]);
            Assert.Equal(3, mail.Parts.Count);
            Assert.Equal((0, false), (mail.Bare, mail.Eight));
            Assert.InRange(mail.Longest, 1, 78);
        });
    }

    [Fact]
    public async Task Ten_megabytes_of_headline_make_a_mail_with_a_short_subject()
    {
        var mail = new MailTemplate(Drafts.Of(new string('é', 5 * 1024 * 1024))).Write(Drafts.Copy(name: new string('x', 10 * 1024 * 1024)));
        var read = (await PythonMail.ReadAsync(mail.Content))[0];

        Assert.Equal(new string('é', 249) + "…", read.Header("Subject"));
        Assert.InRange(mail.Content.Length, 500, 5_000);
    }

    [Fact]
    public async Task Each_copy_has_its_own_slots_and_all_else_is_shared()
    {
        var draft = Drafts.Of("Slots") with
        {
            Text = new SlottedText().Append("Leave: https://lake.example/subscriptions/").AppendSlot(0).Append("\nChange: https://lake.example/subscriptions/").AppendSlot(1).Append("\n"),
            Html = new SlottedText().Append("<a href=\"https://lake.example/subscriptions/").AppendSlot(0).Append("\">Leave</a>\n"),
        };
        var template = new MailTemplate(draft);
        var read = await PythonMail.ReadAsync(
            template.Write(Drafts.Copy(id: "m1", slots: ["token-one", new string('a', 70)])).Content,
            template.Write(Drafts.Copy(id: "m2", slots: [".dotted", "b"])).Content);

        Assert.Equal($"Leave: https://lake.example/subscriptions/token-one\nChange: https://lake.example/subscriptions/{new string('a', 70)}\n", read[0].Parts[1].Text);
        Assert.Equal("<a href=\"https://lake.example/subscriptions/token-one\">Leave</a>\n", read[0].Parts[2].Text);
        Assert.Equal("Leave: https://lake.example/subscriptions/.dotted\nChange: https://lake.example/subscriptions/b\n", read[1].Parts[1].Text);
        Assert.Equal(["<m1@lake.example>", "<m2@lake.example>"], read.Select(mail => mail.Header("Message-ID")));
        Assert.All(read, mail => Assert.InRange(mail.Longest, 1, 78));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\r\nb")]
    [InlineData("é")]
    [InlineData("<")]
    public void A_slot_takes_no_more_than_a_token(string value)
    {
        var template = new MailTemplate(Drafts.Of("Slots") with { Text = new SlottedText().AppendSlot(0) });

        Assert.Throws<ArgumentException>(() => template.Write(Drafts.Copy(slots: [value])));
    }

    [Theory]
    [InlineData("X-One", "a\r\nBcc: b@example.org")]
    [InlineData("X-One", "é")]
    [InlineData("X-One", "")]
    [InlineData("X One", "a")]
    [InlineData("X-One:", "a")]
    public void A_header_of_ours_that_could_be_two_is_refused(string name, string value) =>
        Assert.Throws<ArgumentException>(() => new MailTemplate(Drafts.Of("Header") with { Headers = [new(name, value)] }));

    [Fact]
    public async Task An_address_beyond_ascii_is_the_one_thing_that_goes_unencoded()
    {
        var mail = new MailTemplate(Drafts.Of("Réfugiés")).Write(Drafts.Copy("réfugiés@example.org", "Réfugiés"));
        var read = (await PythonMail.ReadAsync(mail.Content))[0];

        Assert.True(mail.Envelope.NeedsUtf8);
        Assert.True(read.Eight);
        Assert.Contains("<réfugiés@example.org>", Encoding.UTF8.GetString(mail.Content.Span), StringComparison.Ordinal);
        Assert.False(Drafts.Composed().Envelope.NeedsUtf8);
    }

    [Fact]
    public async Task A_mail_in_plain_text_is_one_part()
    {
        var read = (await PythonMail.ReadAsync(new MailTemplate(Drafts.Of("Plain", html: null)).Write(Drafts.Copy()).Content))[0];

        Assert.Equal(("text/plain", "Forty buoys were laid.\n"), (Assert.Single(read.Parts).Type, read.Parts[0].Text));
        Assert.Equal("Tue, 12 May 2026 12:00:00 +0000", read.Header("Date"));
    }

    [Theory]
    [InlineData("a\r\nb\tc  d", 50, "a b c d")]
    [InlineData("  \u0001a\u0000  ", 50, "a")]
    [InlineData("safe\u202Egnp.exe", 50, "safegnp.exe")]
    [InlineData("\u2066isolated\u2069", 50, "isolated")]
    [InlineData("mark\u200F stays", 50, "mark\u200F stays")]
    [InlineData("one two three", 8, "one two…")]
    [InlineData("e\u0301e\u0301e\u0301", 5, "e\u0301e\u0301…")]
    public void A_line_is_what_can_be_shown(string text, int most, string line) => Assert.Equal(line, HeaderText.Line(text, most));

    [Fact]
    public void In_a_body_spaces_that_hold_words_together_stay()
    {
        Assert.Equal("40\u202F000 bouées\u00A0: \u00ABoui", HeaderText.Line("\u00A0 40\u202F000 \n bouées\u00A0: \u00ABoui\u00A0", 50, keepsNoBreakSpaces: true));
        Assert.Equal("40 000 bouées : \u00ABoui", HeaderText.Line("\u00A0 40\u202F000 \n bouées\u00A0: \u00ABoui\u00A0", 50));
    }
}
