using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Syndication.Contracts;
using Syndication.Newsroom.Desk.Watching;
using Syndication.Text;

namespace Syndication.Newsroom.Pages.Desk;

/// <summary>What a person makes of a translation: sentence by sentence, or whole.</summary>
internal sealed record TranslationForm
{
    public const string SentencePrefix = "sentence-";

    /// <summary>What the page showed when it was opened.</summary>
    public long? Stamp { get; init; }

    /// <summary>The version of the original that it showed.</summary>
    public int? SourceVersion { get; init; }

    /// <summary>None where the text is given whole.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = [];

    public string Headline { get; init; } = "";
    public string Subheading { get; init; } = "";
    public string Summary { get; init; } = "";
    public string BodyText { get; init; } = "";
    public string Significance { get; init; } = "";
    public string ChangeNote { get; init; } = "";

    public static TranslationForm Of(TranslationDocument document) => new()
    {
        Stamp = document.Stamp,
        SourceVersion = document.TextVersion,
        Sentences = document.IsBySentence ? [.. document.Segments.Select(sentence => Plain(sentence.Target))] : [],
        Headline = Plain(document.Shown?.Headline),
        Subheading = Plain(document.Shown?.Subheading),
        Summary = Plain(document.Shown?.Summary),
        BodyText = BodyOf(document.Shown),
    };

    public static TranslationForm Of(IFormCollection form) => new()
    {
        Stamp = long.TryParse(form["stamp"], NumberStyles.None, CultureInfo.InvariantCulture, out var stamp) ? stamp : null,
        SourceVersion = int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null,
        Sentences = [.. Enumerable.Range(0, form.Count).Select(i => $"{SentencePrefix}{i}").TakeWhile(form.ContainsKey).Select(name => Plain(form[name]))],
        Headline = Plain(form["headline"]),
        Subheading = Plain(form["subheading"]),
        Summary = Plain(form["summary"]),
        BodyText = Plain(form["bodyText"]),
        Significance = Plain(form["significance"]),
        ChangeNote = Plain(form["changeNote"]),
    };

    /// <summary>Whether what was typed belongs to the fields that the page has now.</summary>
    public bool Fits(TranslationDocument document) =>
        SourceVersion == document.TextVersion && Sentences.Count == (document.IsBySentence ? document.Segments.Count : 0);

    /// <summary>The document for Translation: of sentences those that were changed, a body that was not with the structure that it has.</summary>
    public JsonObject ChangesTo(TranslationDocument document)
    {
        var changes = new JsonObject();
        if (Sentences.Count > 0)
        {
            var known = Of(document).Sentences;
            changes["segments"] = new JsonObject(Sentences.Index()
                .Where(sentence => sentence.Index >= known.Count || sentence.Item != known[sentence.Index])
                .Select(sentence => KeyValuePair.Create(sentence.Index.ToString(CultureInfo.InvariantCulture), (JsonNode?)JsonValue.Create(sentence.Item))));
        }
        else
        {
            changes["headline"] = Headline;
            changes["subheading"] = Given(Subheading);
            changes["summary"] = Given(Summary);
            if (document.Shown is { Body.Count: > 0 } shown && BodyText == BodyOf(shown))
            {
                changes["body"] = JsonSerializer.SerializeToNode(shown.Body, SyndicationJson.Options);
            }
            else
            {
                changes["bodyText"] = BodyText;
            }
        }

        changes["sourceVersion"] = SourceVersion;
        if (Given(Significance) is { } significance)
        {
            changes["significance"] = significance;
        }

        changes["changeNote"] = Given(ChangeNote);
        return changes;
    }

    /// <summary>Everything that was typed, for a person to copy.</summary>
    public string AllText() =>
        string.Join("\n\n", Sentences.Concat([Headline, Subheading, Summary, BodyText, ChangeNote]).Where(text => text.Length > 0));

    private static string BodyOf(Release? text) => Plain(text is null ? null : BlockText.Render(text.Body));

    private static string? Given(string text) => text.Length == 0 ? null : text;

    // Forms send CR LF.
    private static string Plain(string? text) => (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}
