using System.Globalization;
using System.Text;
using System.Text.Json;
using Syndication.Contracts;
using Syndication.Ingestion.Extraction;
using Syndication.Text;

namespace Syndication.Ingestion.Tests.Extraction;

/// <summary>What an extracted page says otherwise than expected, a line a field.</summary>
internal static class ReleasePage
{
    public static IReadOnlyList<string> Differences(JsonElement expected, ExtractedPage page)
    {
        var found = new List<string>();
        var draft = page.Draft;
        Same("headline", Text(expected, "headline"), draft.Headline);
        Same("subheading", Text(expected, "subheading"), draft.Subheading);
        Same("language", Text(expected, "language"), draft.Language);
        Same("canonicalUrl", Text(expected, "canonicalUrl"), draft.CanonicalUrl);
        Same("byline", Text(expected, "byline"), draft.Byline);
        Same("section", Text(expected, "section"), draft.Section);
        Same("publishedAt", Text(expected, "publishedAt"), draft.PublishedAt?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        Same("publishedAtSource", Text(expected, "publishedAtSource"), draft.PublishedAtSource.ToString().ToLowerInvariant());
        Same("embargoUntil", Text(expected, "embargoUntil"), page.EmbargoUntil?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        var dateline = expected.TryGetProperty("dateline", out var line) ? line : default;
        Same("dateline day", Text(dateline, "date"), draft.Dateline?.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (Folded(draft.Dateline?.Place) != Folded(Text(dateline, "placeMayBe")) || draft.Dateline is null)
        {
            Same("dateline place", Text(dateline, "place"), draft.Dateline?.Place);
        }

        Rows("paragraphs", Many(expected, "paragraphs").Select(text => text.GetString()), draft.Body.OfType<Paragraph>().Select(BlockText.Render));
        Rows("headings", Many(expected, "headings").Select(text => text.GetString()), draft.Body.OfType<Heading>().Select(BlockText.Render));
        Rows(
            "lists",
            Many(expected, "lists").Select(items => string.Join(" / ", items.EnumerateArray())),
            draft.Body.OfType<ListBlock>().Select(list => string.Join(" / ", list.Items.Select(item => BlockText.Render(item.Runs)))));
        Rows(
            "tables",
            Many(expected, "tables").Select(rows => string.Join(" / ", rows.EnumerateArray().Select(row => string.Join(" | ", row.EnumerateArray())))),
            draft.Body.OfType<TableBlock>().Select(table => string.Join(" / ", table.Rows.Select(row => string.Join(" | ", row.Cells.Select(cell => BlockText.Render(cell.Runs)))))));
        Rows("quotes", Many(expected, "quotes").Select(quote => $"{Text(quote, "speaker")}: {Text(quote, "text")}"), draft.Quotes.Select(quote => $"{quote.Speaker}: {quote.Text}"));
        Rows("about", Many(expected, "about").Select(about => $"{Text(about, "organisation")}: {Text(about, "text")}"), draft.About.Select(about => $"{about.Organisation}: {about.Text}"));
        Rows("contacts", Many(expected, "contacts").Select(Contact), draft.Contacts.Select(Contact));
        Same("image", expected.TryGetProperty("image", out var image) ? $"{Text(image, "url")} {Text(image, "description")}" : null, draft.Image is null ? null : $"{draft.Image.Url} {draft.Image.Caption ?? draft.Image.Alt}");
        Same(
            "translations",
            expected.TryGetProperty("translations", out var versions) ? string.Join(' ', versions.EnumerateObject().Select(version => $"{version.Name} {version.Value}").Order()) : "",
            string.Join(' ', draft.Translations.Select(version => $"{version.Language} {version.CanonicalUrl}").Order()));
        Within("topics", draft.Topics);
        Within("countries", draft.Countries);
        Organisations(expected.GetProperty("organisations"), draft.Organisations, found);
        if (page.Reasons.Count > 0 && !expected.TryGetProperty("embargoUntil", out _))
        {
            found.Add($"in doubt: {string.Join(' ', page.Reasons)}");
        }

        return found;

        void Same(string field, string? wanted, string? actual)
        {
            if (Folded(wanted) != Folded(actual))
            {
                found.Add($"{field}: \"{actual}\", not \"{wanted}\"");
            }
        }

        void Rows(string field, IEnumerable<string?> wanted, IEnumerable<string?> actual) => Same(field, string.Join("\n    ", wanted), string.Join("\n    ", actual));

        void Within(string field, IReadOnlyList<string> actual)
        {
            var must = Strings(expected.GetProperty(field), "must");
            var may = Strings(expected.GetProperty(field), "may");
            found.AddRange(must.Except(actual).Select(value => $"{field}: {value} is missing"));
            found.AddRange(actual.Except(must).Except(may).Select(value => $"{field}: {value} is wrong"));
        }
    }

    private static void Organisations(JsonElement expected, IReadOnlyList<Organisation> actual, List<string> found)
    {
        var must = Many(expected, "must");
        foreach (var organisation in must.Where(one => !actual.Any(other => other.Acronym == Text(one, "acronym") && (Text(one, "name") is null || Folded(Text(one, "name")) == Folded(other.Name)))))
        {
            found.Add($"organisations: {organisation} is missing");
        }

        var known = must.SelectMany(one => new[] { Text(one, "acronym"), Text(one, "name") }).OfType<string>().Concat(Strings(expected, "may")).Select(Folded).ToHashSet();
        found.AddRange(actual.Where(one => !known.Contains(Folded(one.Acronym)) && !known.Contains(Folded(one.Name))).Select(one => $"organisations: {one.Name} ({one.Acronym}) is wrong"));
    }

    private static string Contact(JsonElement contact) =>
        $"{Text(contact, "name")}; {Text(contact, "role")}; {Text(contact, "organisation")}; {string.Join(' ', Strings(contact, "phones"))}; {string.Join(' ', Strings(contact, "emails"))}";

    private static string Contact(Contact contact) =>
        $"{contact.Name}; {contact.Role}; {contact.Organisation}; {string.Join(' ', contact.Phones.Select(phone => (phone.E164 ?? phone.Text) + (phone.Extension is null ? "" : $";ext={phone.Extension}")))}; {string.Join(' ', contact.Emails)}";

    private static List<JsonElement> Many(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var many) ? [.. many.EnumerateArray()] : [];

    private static List<string> Strings(JsonElement element, string name) => [.. Many(element, name).Select(value => value.GetString()!)];

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>NFC, one space for any white space, ’ as '.</summary>
    private static string Folded(string? text) =>
        string.Join(' ', (text ?? "").Normalize(NormalizationForm.FormC).Replace('’', '\'').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
