using Syndication.Text;

namespace Syndication.Ingestion.Intake;

/// <summary>A file that may be a page, or a feed that was given by name.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Relative to the folder that was given; the file's name where it was given itself.</param>
internal sealed record PageFile(string Path, string Name, string Source)
{
    public bool IsFeed => System.IO.Path.GetExtension(Path).ToLowerInvariant() is ".xml" or ".rss" or ".atom";
}

/// <summary>Finds files.</summary>
internal static class PageFiles
{
    private static readonly string[] Extensions = [".txt", ".html", ".htm"];

    /// <summary>A file is itself; a folder is its pages, down to the last folder, sorted by path.</summary>
    /// <param name="source">Null: the name of the folder that holds the file.</param>
    public static IEnumerable<PageFile> In(string path, string? source = null)
    {
        if (File.Exists(path))
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
            return [new PageFile(path, Path.GetFileName(path), source ?? SourceOf(folder))];
        }

        return Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true })
            .Where(file => Extensions.Contains(Path.GetExtension(file).ToLowerInvariant()))
            .Order(StringComparer.Ordinal)
            .Select(file => new PageFile(
                file,
                Path.GetRelativePath(path, file).Replace('\\', '/'),
                source ?? SourceOf(Path.GetDirectoryName(Path.GetFullPath(file)) ?? path)));
    }

    private static string SourceOf(string folder) => Slug.Of(Path.GetFileName(folder.TrimEnd('/', '\\'))) is { Length: > 0 } slug ? slug : "files";
}
