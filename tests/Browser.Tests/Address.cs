namespace Syndication.Browser.Tests;

/// <summary>A page that is opened.</summary>
/// <param name="Name">Of its screenshots.</param>
/// <param name="Path">May name a release by its place in <see cref="Office"/>: "{corrected}".</param>
internal sealed record Address(string Name, string Path, int Status = 200)
{
    /// <summary>Every page, a line each.</summary>
    public static IReadOnlyList<Address> All { get; } =
    [
        .. new[] { "fr", "en", "es" }.SelectMany(language => new Address[]
        {
            new($"front-{language}", $"/{language}"),
            new($"releases-{language}", $"/{language}/releases"),
            new($"topic-{language}", $"/{language}/releases?topic=climate-change"),
            new($"search-{language}", $"/{language}/search?q=port*"),
            new($"nothing-found-{language}", $"/{language}/search?q=zzzz&topic=climate-change"),
            new($"feeds-{language}", $"/{language}/feeds"),
            new($"not-found-{language}", $"/{language}/nothing", 404),
            new($"release-{language}", $"/releases/{{{language}}}"),
        }),
        new("front", "/"),
        new("release-corrected", "/releases/{corrected}"),
        new("release-machine", "/releases/{corrected}?lang=es"),
        new("release-withdrawn", "/releases/{withdrawn}"),
        new("release-killed", "/releases/{killed}", 410),
        new("release-undated", "/releases/{undated}"),
        new("release-arabic", "/releases/{arabic}"),
        new("front-arabic", "/ar"),
        new("search-misunderstood", "/en/search?from=yesterday", 422),
        new("search-unknown", "/en/search?topic=nonsense", 404),
    ];
}
