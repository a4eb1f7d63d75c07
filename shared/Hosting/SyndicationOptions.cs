namespace Syndication.Hosting;

/// <summary>What every service of an installation shares.</summary>
public sealed class SyndicationOptions
{
    public const string Section = "Syndication";

    /// <summary>The base of every link, without a slash at its end; never taken from a Host header.</summary>
    public string PublicUrl { get; set; } = "http://127.0.0.1:8080";

    /// <summary>Languages that have feeds and pages even before the first release in them; BCP 47.</summary>
    public string[] Languages { get; set; } = ["fr", "en", "es"];

    /// <summary>What the installation calls itself to readers.</summary>
    public string? Name { get; set; }
}
