using Microsoft.Extensions.Options;
using Syndication.Hosting;
using Syndication.Newsroom.Words;

namespace Syndication.Newsroom.Site;

/// <summary>Which language the interface speaks.</summary>
internal sealed class Tongue(IOptions<SyndicationOptions> installation)
{
    private static readonly string[] Interfaces = ["en", "fr", "es"];

    /// <summary>Of the first configured language that has an interface.</summary>
    public Wording Default { get; } = installation.Value.Languages.Select(Wording.Of).FirstOrDefault(words => words is not null) ?? English.Words;

    /// <summary>For pages whose content is in a language.</summary>
    public Wording For(string language) => Wording.Of(language) ?? Default;

    /// <summary>For pages of no language: the first that the reader accepts among those that are offered (RFC 9110, 12.5.4).</summary>
    public string Negotiate(HttpRequest request, IReadOnlyList<string> offered)
    {
        var accepted = request.GetTypedHeaders().AcceptLanguage
            .Where(range => range.Quality is null or > 0)
            .OrderByDescending(range => range.Quality ?? 1)
            .Select(range => range.Value.ToString());
        foreach (var range in accepted)
        {
            var found = offered.FirstOrDefault(tag => tag.Equals(range, StringComparison.OrdinalIgnoreCase))
                ?? offered.FirstOrDefault(tag => tag.Split('-')[0].Equals(range.Split('-')[0], StringComparison.OrdinalIgnoreCase));
            if (found is not null)
            {
                return found;
            }
        }

        return offered.Count > 0 ? offered[0] : Default.Language;
    }

    /// <summary>For errors: the language that the address names, else one that the reader accepts.</summary>
    public Wording ForAddress(PathString path, HttpRequest request) =>
        Wording.Of(path.Value?.Split('/', 3) is [_, var first, ..] ? first : "")
        ?? For(Negotiate(request, [Default.Language, .. Interfaces.Where(tag => tag != Default.Language)]));
}
