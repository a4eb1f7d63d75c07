namespace Syndication.Browser.Tests;

/// <summary>A page that is opened.</summary>
/// <param name="Name">Of its screenshots.</param>
/// <param name="Path">May name what <see cref="Office"/> made by its place there: "{corrected}".</param>
/// <param name="Locale">Of the browser: what has no language in its address answers in it.</param>
/// <param name="IsDesk">Opened by somebody who is signed in at the desk.</param>
internal sealed record Address(string Name, string Path, int Status = 200, string Locale = "en", bool IsDesk = false)
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
            new($"subscribe-{language}", $"/{language}/subscriptions"),
            new($"confirm-{language}", $"/subscriptions/{{confirm-{language}}}"),
            new($"preferences-{language}", $"/subscriptions/{{preferences-{language}}}"),
            new($"sign-in-{language}", "/desk", Locale: language),
            new($"desk-{language}", "/desk", Locale: language, IsDesk: true),
            new($"desk-keys-{language}", "/desk/keys", Locale: language, IsDesk: true),
            new($"desk-subscribers-{language}", "/desk/subscribers", Locale: language, IsDesk: true),
            new($"desk-releases-{language}", "/desk/releases?q=flood", Locale: language, IsDesk: true),
            new($"desk-release-{language}", "/desk/releases/{corrected}", Locale: language, IsDesk: true),
            new($"desk-held-{language}", "/desk/releases/{held}", Locale: language, IsDesk: true),
            new($"desk-translation-{language}", "/desk/translations/{undated}/es", Locale: language, IsDesk: true),
            new($"desk-quarantine-{language}", "/desk/quarantine/{quarantined}", Locale: language, IsDesk: true),
            new($"desk-source-{language}", "/desk/sources/lake-office", Locale: language, IsDesk: true),
            new($"desk-parked-{language}", "/desk/parked/feeds/{parked}", Locale: language, IsDesk: true),
        }),
        new("front", "/"),
        new("release-corrected", "/releases/{corrected}"),
        new("release-machine", "/releases/{corrected}?lang=es"),
        new("release-withdrawn", "/releases/{withdrawn}"),
        new("release-killed", "/releases/{killed}", 410),
        new("release-undated", "/releases/{undated}"),
        new("release-arabic", "/releases/{arabic}"),
        new("front-arabic", "/ar"),
        new("link-unknown", "/subscriptions/nothing", 410),
        new("search-misunderstood", "/en/search?from=yesterday", 422),
        new("search-unknown", "/en/search?topic=nonsense", 404),
    ];
}
