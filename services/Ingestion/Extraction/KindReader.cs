using System.Text.RegularExpressions;
using Syndication.Contracts;
using Syndication.Text;

namespace Syndication.Ingestion.Extraction;

/// <summary>Whether a page is a release, a statement, or one that stands on the site for good.</summary>
internal static partial class KindReader
{
    // A directory or a glossary has entries; a release with subheadings has fewer and says when it was written.
    private const int FewestEntries = 3;

    public static ReleaseKind Read(Draft draft)
    {
        var isDated = draft.Dateline is not null || draft.PublishedAt is not null || draft.Contacts.Count > 0;
        if (!isDated && IsDirectory(draft.Body))
        {
            return ReleaseKind.Reference;
        }

        if (draft.Headline is null || draft.Body.Count == 0)
        {
            return ReleaseKind.Unknown;
        }

        return Statement().IsMatch(draft.Headline) ? ReleaseKind.Statement : ReleaseKind.Release;
    }

    /// <summary>Short headings, each with its own text below, and the texts start alike.</summary>
    private static bool IsDirectory(IReadOnlyList<Block> body)
    {
        var openings = new List<string>();
        for (var i = 0; i + 1 < body.Count; i++)
        {
            if (body[i] is Heading && body[i + 1] is Paragraph paragraph && BlockText.Render(paragraph).Split(' ') is [var first, var second, _, ..])
            {
                openings.Add($"{first} {second}");
            }
        }

        return openings.Count >= FewestEntries && openings.GroupBy(opening => opening).Max(group => group.Count()) * 2 > openings.Count;
    }

    [GeneratedRegex(@"^(?:(?:joint|press|media)\s+)?statement\b|^statement\s|^déclaration\b|^declaración\b|^declaração\b|\b(?:joint\s+statement|déclaration\s+(?:conjointe|commune)|declaración\s+conjunta)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Statement();
}
