namespace Syndication.Ingestion.Releases;

/// <summary>The ways in, as the log names them.</summary>
internal static class Via
{
    public const string Api = "api";
    public const string Page = "page";
    public const string Folder = "folder";
    public const string File = "file";

    /// <summary>An edit, a retraction or an accepted page: a person decided.</summary>
    public const string Desk = "desk";
}
