using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Syndication.Testing.Articles;

/// <summary>A news page and the body that people found in it.</summary>
/// <param name="WasLookedAt">The rules of extraction were made over it; the others were only scored.</param>
public sealed record ArticlePage(string Id, byte[] Html, string Body, bool WasLookedAt)
{
    /// <summary>All pages of the public test data, by id; null where the data is not at hand.</summary>
    public static IReadOnlyList<ArticlePage>? All()
    {
        if (Repository.Datasets is not { } datasets || !File.Exists(Path.Combine(datasets, "articles", "ground-truth.json")))
        {
            return null;
        }

        using var truth = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(datasets, "articles", "ground-truth.json")));
        return
        [
            .. truth.RootElement.EnumerateObject()
                .OrderBy(page => page.Name, StringComparer.Ordinal)
                .Select(page => new ArticlePage(page.Name, Unpacked(Path.Combine(datasets, "articles", "html", page.Name + ".html.gz")), page.Value.GetProperty("articleBody").GetString() ?? "", IsOfTheHalfLookedAt(page.Name))),
        ];
    }

    private static bool IsOfTheHalfLookedAt(string id) => SHA256.HashData(Encoding.UTF8.GetBytes("syndication-7:" + id))[0] is var octet && ((octet & 1) == 0 || (octet & 2) == 0);

    private static byte[] Unpacked(string path)
    {
        using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var content = new MemoryStream();
        packed.CopyTo(content);
        return content.ToArray();
    }
}
