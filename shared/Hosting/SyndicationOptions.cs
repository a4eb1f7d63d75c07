namespace Syndication.Hosting;

/// <summary>The installation: what every service has to know alike.</summary>
public sealed class SyndicationOptions
{
    public const string Section = "Syndication";

    /// <summary>Base of every link, without a trailing slash; never the Host header. Left out: the loopback form of the configured port.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Languages that exist even without a release.</summary>
    public string[] Languages { get; set; } = [];

    /// <summary>What the newsroom is called, in feed titles above all.</summary>
    public string Name { get; set; } = "Syndication";

    /// <summary>Used where <see cref="Languages"/> is not configured: binding would append to a default.</summary>
    public static IReadOnlyList<string> DefaultLanguages { get; } = ["fr", "en", "es"];
}
