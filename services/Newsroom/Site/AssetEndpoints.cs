using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Syndication.Newsroom.Site;

/// <summary>A file that pages need, and its version.</summary>
internal sealed record Asset(string Name, string MediaType, byte[] Content)
{
    /// <summary>Changes with the content, so that browsers may keep what they have for good.</summary>
    public string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(Content))[..12];

    public string Url => $"/assets/{Name}?v={Version}";

    public byte[] Compressed { get; } = Compress(Content);

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(content);
        }

        return compressed.ToArray();
    }
}

/// <summary>The files of <c>wwwroot</c>, which are in the assembly, and those of the office's brand.</summary>
internal sealed class Assets
{
    private readonly FrozenDictionary<string, Asset> _byName;

    public Assets(Brand brand)
    {
        Stylesheet = new Asset("site.css", "text/css; charset=utf-8", [.. Encoding.UTF8.GetBytes(brand.Properties), .. Embedded("site.css")]);
        Desk = new Asset("desk.css", "text/css; charset=utf-8", Embedded("desk.css"));
        Icon = new Asset("icon.svg", "image/svg+xml", Encoding.UTF8.GetBytes(brand.Icon));
        Asset[] all = [Stylesheet, Desk, Icon, .. brand.Logo is null ? [] : new[] { brand.Logo }];
        _byName = all.ToFrozenDictionary(asset => asset.Name);
    }

    public Asset Stylesheet { get; }
    public Asset Desk { get; }
    public Asset Icon { get; }

    public Asset? Find(string name) => _byName.GetValueOrDefault(name);

    private static byte[] Embedded(string name)
    {
        using var resource = typeof(Assets).Assembly.GetManifestResourceStream($"wwwroot/{name}")!;
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return content.ToArray();
    }
}

internal static class AssetEndpoints
{
    private const string ForGood = "public, max-age=31536000, immutable";
    private const string Shortly = "public, max-age=300";

    public static void MapAssets(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/assets/{name}", [HttpMethods.Get, HttpMethods.Head], Serve).ExcludeFromDescription();

    private static IResult Serve(HttpContext context, Assets assets, string name)
    {
        if (assets.Find(name) is not { } asset)
        {
            return TypedResults.NotFound();
        }

        var headers = context.Response.Headers;
        headers.CacheControl = context.Request.Query["v"] == asset.Version ? ForGood : Shortly;
        headers.XContentTypeOptions = "nosniff";
        headers.Vary = HeaderNames.AcceptEncoding;

        // An SVG opened by itself is a document: it may style itself and nothing else.
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        var isCompressed = asset.Compressed.Length < asset.Content.Length
            && context.Request.GetTypedHeaders().AcceptEncoding.Any(accepted => accepted.Value == "br" && accepted.Quality is null or > 0);
        if (isCompressed)
        {
            headers.ContentEncoding = "br";
        }

        return TypedResults.Bytes(
            isCompressed ? asset.Compressed : asset.Content,
            asset.MediaType,
            entityTag: new EntityTagHeaderValue($"\"{asset.Version}{(isCompressed ? "-br" : "")}\""));
    }
}
