using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Syndication.Newsroom.Words;

namespace Syndication.Newsroom.Site;

/// <summary>What the layout has to know about a page. A page without one is shown in English, away from search engines.</summary>
internal sealed record Frame(Wording Words, string Title)
{
    /// <summary>Of the content: what the interface's links lead to. The interface itself speaks <see cref="Words"/>.</summary>
    public string Language { get; init; } = Words.Language;

    public string? Description { get; init; }

    /// <summary>Absolute.</summary>
    public string? Canonical { get; init; }

    /// <summary>The same in other languages, absolute addresses.</summary>
    public IReadOnlyList<Alternate> Alternates { get; init; } = [];

    /// <summary>Relative addresses without extension and query; the filter, "" or "?topic=health".</summary>
    public IReadOnlyList<FeedLink> Feeds { get; init; } = [];

    /// <summary>Other languages that this page can be read in, relative addresses.</summary>
    public IReadOnlyList<Alternate> Choices { get; init; } = [];

    public bool IsIndexed { get; init; } = true;

    /// <summary>"releases", "search" or "feeds": where the reader is.</summary>
    public string? Section { get; init; }

    /// <summary>Whether the content has a search box of its own, so that the head needs none.</summary>
    public bool HasSearch { get; init; }

    /// <summary>OpenGraph properties and schema.org, of an article.</summary>
    public Article? Article { get; init; }

    public static Frame Of(ViewDataDictionary data) =>
        data["Frame"] as Frame ?? new Frame(English.Words, data["Title"] as string ?? "") { IsIndexed = false };
}

/// <summary>A page in a language.</summary>
internal sealed record Alternate(string Language, string Url);

/// <summary>A feed in its three formats.</summary>
internal sealed record FeedLink(string Title, string Language, string Query)
{
    public string Url(string format) => $"/feeds/{Language}.{format}{Query}";
}

/// <summary>What social and search sites read of an article.</summary>
/// <param name="JsonLd">schema.org NewsArticle; safe inside a script element.</param>
internal sealed record Article(DateTimeOffset? Published, DateTimeOffset? Modified, string JsonLd);
