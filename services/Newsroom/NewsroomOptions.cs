namespace Syndication.Newsroom;

internal sealed class NewsroomOptions
{
    public const string Section = "Newsroom";

    /// <summary>What the newsroom is called at the head of every page; left out, <c>Syndication__Name</c>.</summary>
    public string? Name { get; set; }

    /// <summary>A file: .svg, .png, .webp or .jpg, of at most 512 KiB.</summary>
    public string? Logo { get; set; }

    /// <summary>Six hexadecimal digits after "#": links, buttons and the head of the page. Must be readable on white.</summary>
    public string Colour { get; set; } = "#12466b";

    /// <summary>Whether releases, search and feeds have pages here. Keys, desk, hold and subscriptions always have.</summary>
    public bool PublicPages { get; set; } = true;

    /// <summary>Keeps the pages out of search engines: the office's own site is what is to be found.</summary>
    public bool NoIndex { get; set; }

    /// <summary>
    /// Hosts whose pictures a release's page shows. Pictures of other hosts are links: whoever reads a release is not told
    /// to third parties.
    /// </summary>
    public string[] ImageHosts { get; set; } = [];
}
