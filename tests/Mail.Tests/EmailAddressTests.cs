namespace Syndication.Mail.Tests;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("reader@example.org", "reader@example.org")]
    [InlineData("  Reader.Name+news@Example.ORG ", "Reader.Name+news@example.org")]
    [InlineData("o'brien@example.org", "o'brien@example.org")]
    [InlineData("\"reader\"@example.org", "reader@example.org")]
    [InlineData("\"john doe\"@example.org", "\"john doe\"@example.org")]
    [InlineData("\"a\\\"b\\\\c\"@example.org", "\"a\\\"b\\\\c\"@example.org")]
    [InlineData("\"a@b\"@example.org", "\"a@b\"@example.org")]
    [InlineData("réfugiés@exemple.org", "réfugiés@exemple.org")]
    [InlineData("reader@bücher.example", "reader@xn--bcher-kva.example")]
    [InlineData("читатель@пример.рф", "читатель@xn--e1afmkfd.xn--p1ai")]
    public void What_can_stand_in_a_command_is_an_address(string text, string written) =>
        Assert.Equal(written, EmailAddress.Parse(text)?.ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("reader")]
    [InlineData("@example.org")]
    [InlineData("reader@")]
    [InlineData("reader@localhost")]
    [InlineData("reader@example.org.")]
    [InlineData("reader@example..org")]
    [InlineData("reader@-example.org")]
    [InlineData("reader@exa_mple.org")]
    [InlineData("reader@[127.0.0.1]")]
    [InlineData("reader@127.0.0.1")]
    [InlineData(".reader@example.org")]
    [InlineData("rea..der@example.org")]
    [InlineData("reader name@example.org")]
    [InlineData("reader(comment)@example.org")]
    [InlineData("a@b@example.org")]
    [InlineData("<reader@example.org>")]
    [InlineData("reader@example.org> RCPT TO:<other@example.org")]
    [InlineData("reader@example.org\r\nRCPT TO:<other@example.org>")]
    [InlineData("\"rea\r\nder\"@example.org")]
    [InlineData("\"rea\\\r\nder\"@example.org")]
    [InlineData("\"rea\0der\"@example.org")]
    [InlineData("\"rea\"der\"@example.org")]
    [InlineData("\"reader\\\"@example.org")]
    [InlineData("\"\"@example.org")]
    [InlineData("réa\u202Eder@example.org")]
    [InlineData("rea\u200Bder@example.org")]
    [InlineData("rea\uD800der@example.org")]
    [InlineData("reader@exa\u0000mple.org")]
    [InlineData("reader@exa\u202Emple.org")]
    public void What_could_be_taken_for_more_is_none(string? text) => Assert.Null(EmailAddress.Parse(text));

    [Fact]
    public void Ten_megabytes_are_no_address_and_neither_is_one_letter_too_many()
    {
        Assert.Null(EmailAddress.Parse(new string('a', 10 * 1024 * 1024) + "@example.org"));
        Assert.Null(EmailAddress.Parse("a@" + new string('a', 10 * 1024 * 1024)));
        Assert.NotNull(EmailAddress.Parse(new string('a', 64) + "@example.org"));
        Assert.Null(EmailAddress.Parse(new string('a', 65) + "@example.org"));
        Assert.Null(EmailAddress.Parse(new string('é', 33) + "@example.org"));
    }

    [Fact]
    public void One_person_has_one_key_however_the_address_is_written()
    {
        var plain = EmailAddress.Parse("reader@example.org")!;

        Assert.Equal(plain.Key, EmailAddress.Parse("READER@Example.org")!.Key);
        Assert.Equal(plain.Key, EmailAddress.Parse("\"reader\"@example.org")!.Key);
        Assert.Equal(EmailAddress.Parse("re\u0301fugie@example.org")!.Key, EmailAddress.Parse("r\u00E9fugie@example.org")!.Key);
        Assert.NotEqual(plain, EmailAddress.Parse("READER@Example.org"));
        Assert.Equal(plain, EmailAddress.Parse("reader@EXAMPLE.org"));
    }

    [Theory]
    [InlineData("news@lake.example", null, "news@lake.example")]
    [InlineData("Lake Office <news@lake.example>", "Lake Office", "news@lake.example")]
    [InlineData("\"Lake, Office\" <news@lake.example>", "Lake, Office", "news@lake.example")]
    [InlineData("<news@lake.example>", null, "news@lake.example")]
    public void A_mailbox_is_an_address_with_or_without_a_name(string text, string? name, string address) =>
        Assert.Equal((name, address), (Mailbox.Parse(text)?.Name, Mailbox.Parse(text)?.Address.ToString()));

    [Theory]
    [InlineData("Lake Office")]
    [InlineData("Lake Office <news>")]
    [InlineData("news@lake.example>")]
    public void What_has_no_address_is_no_mailbox(string text) => Assert.Null(Mailbox.Parse(text));
}
