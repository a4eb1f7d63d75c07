using System.Security.Cryptography;
using System.Text;
using Syndication.Storage;
using Syndication.Text;

namespace Syndication.Ingestion.Releases;

/// <summary>A name under which a release is known outside, and what was last given under it.</summary>
internal sealed record Alias
{
    public static CollectionDefinition<Alias> Collection { get; } = new("aliases", alias => alias.Id);

    private static readonly Guid Namespace = new("3b0f5f5e-8a57-4b0b-9b39-1a0c9f2d7c10");

    /// <summary>"url:…", "ext:source:id", "path:source:path" or "text:source:hash".</summary>
    public required string Id { get; init; }

    public required Guid Release { get; init; }

    /// <summary>SHA-256 of the octets that came last; null where none came in this way.</summary>
    public string? LastContent { get; init; }

    /// <summary>Hash of the draft that was made of them.</summary>
    public string? LastDraft { get; init; }

    /// <summary>The version that they became; 0 while a person looks at them.</summary>
    public int LastVersion { get; init; }

    /// <summary>A URL without what does not make it another page: scheme, "www.", default port, fragment, utm_*, trailing slash.</summary>
    public static string OfUrl(string url) => "url:" + Normalise(new Uri(url, UriKind.Absolute));

    public static string OfExternalId(string? source, string externalId) => $"ext:{source}:{externalId}";

    /// <param name="path">Relative to the folder that was given.</param>
    public static string OfPath(string source, string path) => $"path:{source}:{path.Replace('\\', '/')}";

    public static string OfText(string source, string text) =>
        $"text:{source}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    /// <summary>The id that the first alias of a release makes.</summary>
    public static Guid MakeId(string alias) => NamedGuid.Create(Namespace, alias);

    private static string Normalise(Uri url)
    {
        var host = (WebUrl.AsciiHost(url) ?? url.Host).ToLowerInvariant();
        host = host.StartsWith("www.", StringComparison.Ordinal) ? host["www.".Length..] : host;
        var port = url.IsDefaultPort ? "" : $":{url.Port}";
        var query = url.Query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => !pair.StartsWith("utm_", StringComparison.OrdinalIgnoreCase))
            .ToList();
        return $"{host}{port}{url.AbsolutePath.TrimEnd('/')}{(query.Count == 0 ? "" : "?" + string.Join('&', query))}";
    }
}
