using System.Text.Json;
using Syndication.Contracts;
using Syndication.Ingestion.Extraction;
using Syndication.Ingestion.Releases;
using Syndication.Text;

namespace Syndication.Ingestion.Reading;

/// <summary>Reads the release documents of the API, with all their faults at once.</summary>
internal static class ReleaseReader
{
    private const int MaxHeadline = 300;
    private const int MaxLine = 300;
    private const int MaxText = 500_000;
    private const int MaxItems = 100;
    private static readonly string[] BodyMembers = ["body", "bodyHtml", "bodyText"];

    /// <summary>What a new release, or the next version of one, is to say.</summary>
    /// <param name="isUpdate">A change: significance counts, and a release can no longer be held.</param>
    public static Submission Read(JsonElement root, bool isUpdate, Faults faults)
    {
        var fields = new Fields(root, "$", faults);
        var submission = new Submission
        {
            Draft = ReadDraft(fields, faults),
            Source = Source(fields),
            ExternalId = isUpdate ? null : fields.Line("externalId", MaxLine),
            TranslationOf = isUpdate ? null : fields.Line("translationOf", 2_000),
            PublishAt = fields.Instant("publishAt"),
            EmbargoUntil = fields.Instant("embargoUntil"),
            Significance = fields.Choice(
                "significance",
                ("minor", Significance.Minor),
                ("correction", Significance.Correction),
                ("rewrite", Significance.Rewrite),
                ("republish", Significance.Republish)) ?? Significance.Minor,
            ChangeNote = fields.Text("changeNote", 1_000),
            Notify = fields.Flag("notify"),
            Urgent = fields.Flag("urgent") ?? false,
        };
        if (submission is { Significance: Significance.Correction, ChangeNote: null })
        {
            fields.Fault("changeNote", "A correction needs a note that tells readers what was wrong.");
        }

        if (submission is { Urgent: true, Significance: not (Significance.Correction or Significance.Rewrite) })
        {
            fields.Fault("urgent", "Only a correction or a rewrite can be urgent: nobody is told of other changes.");
        }

        if (submission is { TranslationOf: not null, DueAt: not null })
        {
            fields.Fault("translationOf", "A language version can't wait for a time of its own: it joins a release that is published.");
        }

        fields.Close();
        return submission;
    }

    private static Draft ReadDraft(Fields fields, Faults faults)
    {
        var url = fields.Url("canonicalUrl", "http", "https");
        var publishedAt = fields.Instant("publishedAt");
        var draft = new Draft
        {
            Kind = fields.Choice("kind", ("release", ReleaseKind.Release), ("statement", ReleaseKind.Statement), ("reference", ReleaseKind.Reference)) ?? ReleaseKind.Release,
            Language = Language(fields, "language"),
            Headline = fields.Line("headline", MaxHeadline, isRequired: true),
            Subheading = fields.Line("subheading", MaxLine),
            Summary = fields.Text("summary", 2_000),
            Byline = fields.Line("byline", MaxLine),
            Section = fields.Line("section", MaxLine),
            Image = fields.Object("image", (item, path) => ReadObject(item, path, faults, image =>
                image.Url("url", "http", "https") is { } picture ? new ImageBlock(picture, image.Line("alt", MaxLine), image.Line("caption", MaxLine)) : null)),
            Body = Body(fields, url, faults),
            Quotes = fields.List("quotes", MaxItems, (item, path) => ReadObject(item, path, faults, quote =>
                quote.Text("text", 10_000, isRequired: true) is { } text ? new Quote(quote.Line("speaker", MaxLine), text) : null)),
            Dateline = fields.Object("dateline", (item, path) => ReadObject(item, path, faults, dateline =>
                new Dateline(dateline.Line("place", MaxLine), dateline.Day("date")))),
            PublishedAt = publishedAt,
            PublishedAtSource = publishedAt is null ? PublishedAtSource.Unknown : PublishedAtSource.Given,
            CanonicalUrl = url,
            Office = fields.Line("office", MaxLine),
            RegionalOffice = fields.Line("regionalOffice", MaxLine),
            Translations = fields.List("translations", MaxItems, (item, path) => ReadObject(item, path, faults, version =>
                Language(version, "language") is { } language ? new LanguageVersion(language, version.Url("canonicalUrl", "http", "https")) : null)),
            Contacts = fields.List("contacts", MaxItems, (item, path) => ReadObject(item, path, faults, contact => ReadContact(contact, faults))),
            About = fields.List("about", MaxItems, (item, path) => ReadObject(item, path, faults, about =>
                about.Text("text", 10_000, isRequired: true) is { } text ? new About(about.Line("organisation", MaxLine), text) : null)),
            Topics = fields.Lines("topics", MaxItems, Slug.IsValid, "A topic is a slug: lower-case letters, digits and hyphens."),
            Countries = fields.Lines("countries", 250, IsCountry, "A country is an ISO 3166-1 alpha-2 code in upper case, such as SN."),
            Organisations = fields.List("organisations", MaxItems, (item, path) => ReadObject(item, path, faults, organisation =>
                new Organisation(organisation.Line("name", MaxLine), organisation.Line("acronym", 40)))),
            Attachments = fields.List("attachments", MaxItems, (item, path) => ReadObject(item, path, faults, ReadAttachment)),
            Rights = fields.Text("rights", 2_000),
        };
        return draft;
    }

    private static IReadOnlyList<Block> Body(Fields fields, string? url, Faults faults)
    {
        var given = BodyMembers.Where(fields.Has).ToList();
        var blocks = fields.List("body", 5_000, (item, path) => BlockReader.Read(item, path, faults));
        var html = fields.Text("bodyHtml", MaxText);
        var text = fields.Text("bodyText", MaxText);
        if (given.Count != 1)
        {
            fields.Fault("body", given.Count == 0
                ? "Give the body in one of body (blocks), bodyHtml and bodyText."
                : $"Give just one of {string.Join(", ", given)}.");
            return [];
        }

        if (html is not null)
        {
            try
            {
                blocks = HtmlBlocks.Parse(html, url is null ? null : new Uri(url));
            }
            catch (UnreadablePageException exception)
            {
                fields.Fault("bodyHtml", exception.Message);
                return [];
            }
        }
        else if (text is not null)
        {
            blocks = TextBlocks.Parse(text);
        }

        if (blocks.Count == 0 && !faults.Any)
        {
            fields.Fault(given[0], "The body is empty.");
        }

        return blocks;
    }

    private static Contact ReadContact(Fields contact, Faults faults) => new()
    {
        Name = contact.Line("name", MaxLine),
        Role = contact.Line("role", MaxLine),
        Organisation = contact.Line("organisation", MaxLine),
        Phones = contact.List("phones", 20, (item, path) => ReadObject(item, path, faults, phone =>
            phone.Line("text", 100, isRequired: true) is { } text ? new Phone(text, phone.Line("e164", 16), phone.Line("extension", 20)) : null)),
        Emails = contact.Lines("emails", 20, address => address.IndexOf('@', StringComparison.Ordinal) > 0 && !address.Contains(' ', StringComparison.Ordinal), "This is no e-mail address."),
    };

    private static Attachment? ReadAttachment(Fields attachment)
    {
        var url = attachment.Url("url", "http", "https");
        var mediaType = attachment.Line("mediaType", 100, isRequired: true);
        var read = new Attachment(
            url ?? "",
            mediaType ?? "",
            attachment.Number("length", 0, long.MaxValue),
            attachment.Line("sha256", 64),
            Language(attachment, "language"),
            attachment.Line("description", 1_000));
        if (url is null && !attachment.Has("url"))
        {
            attachment.Fault("url", "This is missing.");
        }

        return url is null || mediaType is null ? null : read;
    }

    private static string? Source(Fields fields)
    {
        var source = fields.Line("source", Slug.MaxLength);
        if (source is not null && !Slug.IsValid(source))
        {
            fields.Fault("source", "A source is a slug: lower-case letters, digits and hyphens.");
        }

        return source;
    }

    private static string? Language(Fields fields, string name)
    {
        var language = fields.Line(name, 35);
        if (language is not null && !LanguageTag.IsWellFormed(language))
        {
            fields.Fault(name, "A language is a BCP 47 tag, such as fr or pt-BR.");
            return null;
        }

        return language is null ? null : LanguageTag.Normalise(language);
    }

    private static bool IsCountry(string code) =>
        code.Length == 2 && code.All(char.IsAsciiLetterUpper) && CountryCode.IsAssigned(code.ToLowerInvariant());

    private static T? ReadObject<T>(JsonElement item, string path, Faults faults, Func<Fields, T?> read) where T : class
    {
        var fields = new Fields(item, path, faults);
        var value = read(fields);
        fields.Close();
        return value;
    }
}
