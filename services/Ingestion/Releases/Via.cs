namespace Syndication.Ingestion.Releases;

/// <summary>The ways in, as the log names them.</summary>
internal static class Via
{
    public const string Api = "api";
    public const string Page = "page";
    public const string Folder = "folder";
    public const string File = "file";

    /// <summary>A finished translation, or a language version that joins its release.</summary>
    public const string Translation = "translation";

    /// <summary>An edit, a retraction or an accepted page: a person decided.</summary>
    public const string Desk = "desk";
}
