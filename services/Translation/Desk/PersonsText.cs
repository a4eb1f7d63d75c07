using System.Text.Json;
using Syndication.Contracts;
using Syndication.Text;
using Syndication.Translation.Jobs;
using Syndication.Translation.Segmenting;
using Syndication.Translation.Translating;

namespace Syndication.Translation.Desk;

/// <summary>
/// A person's version as it was sent: whole (headline, and the body as blocks or as text), or sentence by sentence, over
/// what the machine made.
/// </summary>
internal sealed record PersonsText
{
    public string? Headline { get; init; }
    public string? Subheading { get; init; }
    public string? Summary { get; init; }
    public IReadOnlyList<Block>? Body { get; init; }

    /// <summary>Paragraphs, a blank line between them.</summary>
    public string? BodyText { get; init; }

    /// <summary>Sentences by their index, in the form of <see cref="SegmentMarkup"/>.</summary>
    public IReadOnlyDictionary<int, string>? Segments { get; init; }

    /// <summary>The version that was translated; left out, the newest.</summary>
    public int? SourceVersion { get; init; }

    public Significance Significance { get; init; } = Significance.Minor;
    public string? ChangeNote { get; init; }

    /// <exception cref="JsonException">It is not what is asked for here.</exception>
    public static PersonsText Read(JsonElement root) =>
        HasNullItem(root) ? throw new JsonException("an item of a list is null.")
        : root.Deserialize<PersonsText>(SyndicationJson.Strict) ?? throw new JsonException("null is no text.");

    /// <summary>Every fault at once, by JSON path.</summary>
    public IReadOnlyDictionary<string, string[]> Faults(TranslationJob job)
    {
        var faults = new Dictionary<string, string[]>();
        if (Segments is not null && (Headline ?? Subheading ?? Summary ?? BodyText) is null && Body is null)
        {
            foreach (var (index, text) in Segments)
            {
                if (index < 0 || index >= (job.Draft?.Segments.Count ?? 0))
                {
                    faults[$"$.segments.{index}"] = ["There is no sentence with this index."];
                }
                else if (FaultOf(text, job.Draft!.Segments[index]) is { } fault)
                {
                    faults[$"$.segments.{index}"] = [fault];
                }
            }
        }
        else if (Segments is not null)
        {
            faults["$.segments"] = ["Give sentences, or a whole text, not both."];
        }
        else
        {
            if (string.IsNullOrWhiteSpace(Headline))
            {
                faults["$.headline"] = ["This is missing."];
            }

            if ((Body is { Count: > 0 }) == !string.IsNullOrWhiteSpace(BodyText))
            {
                faults["$.body"] = ["Give the body in one of body (blocks) and bodyText."];
            }
        }

        foreach (var (name, text) in new[] { ("headline", Headline), ("subheading", Subheading), ("summary", Summary), ("bodyText", BodyText), ("changeNote", ChangeNote) })
        {
            if (text is not null && XmlText.IndexOfForbidden(text) is >= 0 and var at)
            {
                faults[$"$.{name}"] = [$"Character {at + 1} is U+{(int)text[at]:X4}, which no feed can carry: leave it out."];
            }
        }

        if (Significance is not (Significance.Minor or Significance.Correction or Significance.Rewrite))
        {
            faults["$.significance"] = ["This can be minor, correction, rewrite."];
        }

        if (Significance == Significance.Correction && string.IsNullOrWhiteSpace(ChangeNote))
        {
            faults["$.changeNote"] = ["A correction needs a note that tells readers what was wrong."];
        }

        return faults;
    }

    /// <summary>
    /// The text that goes out: what was given, over the facts of the original. Null where the sentences are those of an
    /// older text.
    /// </summary>
    public Release? Over(Release original, TranslationJob job, Release? logged)
    {
        if (Segments is not null)
        {
            // A note on the last change may have been the last of them.
            var sentences = SegmentsOver(job).Select(segment => segment.Target).ToList();
            var count = ReleaseText.Segments(original).Count;
            return job.Draft!.Text.SourceVersion < TranslationStanding.TextVersion(original) || sentences.Count < count
                ? null
                : ReleaseText.Replace(original, null, [.. sentences.Take(count)]).Release;
        }

        return original with
        {
            Headline = Headline!.Trim(),
            Subheading = Subheading,
            Summary = Summary ?? (logged?.Origin == Origin.Human ? logged.Summary : null),
            Body = Body ?? Paragraphs(BodyText!),
            Quotes = [],
            About = logged?.Origin == Origin.Human ? logged.About : [],
        };
    }

    /// <summary>The sentences as they are after this edit.</summary>
    public IReadOnlyList<TranslatedSegment> SegmentsOver(TranslationJob job) => Segments is null
        ? []
        :
        [
            .. job.Draft!.Segments.Select((segment, i) => Segments.TryGetValue(i, out var text)
                ? segment with { Target = SegmentMarkup.Read(Spaced(text, segment), segment.Source), From = SegmentOrigin.Person, Findings = [] }
                : segment),
        ];

    private static bool HasNullItem(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Null || HasNullItem(item)),
        JsonValueKind.Object => element.EnumerateObject().Any(member => HasNullItem(member.Value)),
        _ => false,
    };

    private static string? FaultOf(string text, TranslatedSegment segment)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "This may not be empty.";
        }

        if (XmlText.IndexOfForbidden(text) is >= 0 and var at)
        {
            return $"Character {at + 1} is U+{(int)text[at]:X4}, which no feed can carry: leave it out.";
        }

        try
        {
            SegmentMarkup.Read(text, segment.Source);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>The white space after a sentence parts it from the next one; people leave it out.</summary>
    private static string Spaced(string text, TranslatedSegment segment)
    {
        var source = string.Concat(segment.Source.Select(run => run.Text));
        return text.Trim() + source[source.TrimEnd().Length..];
    }

    private static List<Block> Paragraphs(string text) =>
    [
        .. text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(paragraph => new Paragraph([new Run(paragraph.Replace('\n', ' '))])),
    ];
}
