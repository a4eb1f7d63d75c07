using Syndication.Contracts;
using Syndication.Hosting.Projection;
using Syndication.Newsroom.Site;
using Syndication.Text;

namespace Syndication.Newsroom.Releases;

/// <summary>Addresses of a release's language versions.</summary>
internal static class ReleaseLinks
{
    /// <summary>Ours, from the root.</summary>
    public static string PathOf(ProjectedRelease row, Release edition) =>
        edition.Language == row.Original!.Language
            ? $"/releases/{row.Id}"
            : $"/releases/{row.Id}?lang={Uri.EscapeDataString(edition.Language)}";

    /// <summary>The office's own page where it has one, else ours; absolute.</summary>
    public static string CanonicalOf(ProjectedRelease row, Release edition, string publicUrl) =>
        Web(edition.CanonicalUrl) ?? publicUrl + PathOf(row, edition);

    /// <summary>Every language version, the office's own pages before translations of ours; absolute.</summary>
    public static IReadOnlyList<Alternate> Alternates(ProjectedRelease row, string publicUrl) =>
    [
        .. OfOffice(row)
            .Concat(row.Editions().Select(edition => new Alternate(edition.Language, CanonicalOf(row, edition, publicUrl))))
            .DistinctBy(version => version.Language)
            .OrderBy(version => version.Language, StringComparer.Ordinal),
    ];

    /// <summary>What the office publishes itself, beside the original.</summary>
    public static IEnumerable<Alternate> OfOffice(ProjectedRelease row) =>
        row.Original!.Translations
            .Where(version => version.Language != row.Original.Language && Web(version.CanonicalUrl) is not null)
            .Select(version => new Alternate(version.Language, version.CanonicalUrl!));

    /// <summary>An absolute http or https address, or null.</summary>
    public static string? Web(string? url) =>
        WebUrl.Parse(url) is { UserInfo: "" } web ? web.AbsoluteUri : null;
}
