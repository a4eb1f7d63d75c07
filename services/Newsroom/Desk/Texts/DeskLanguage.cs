using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Syndication.Hosting;
using Syndication.Newsroom.Desk.Signing;

namespace Syndication.Newsroom.Desk.Texts;

/// <summary>The language of the desk: the one that was chosen, else the first that the browser asks for and the desk speaks.</summary>
internal sealed class DeskLanguage(IOptions<SyndicationOptions> installation)
{
    public DeskText Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return DeskText.Find(request.Cookies[Cookie().Name!])
            ?? request.GetTypedHeaders().AcceptLanguage
                .OrderByDescending(language => language.Quality ?? 1)
                .Select(language => DeskText.Find(Primary(language)))
                .FirstOrDefault(text => text is not null)
            ?? EnglishDesk.Text;
    }

    /// <summary>Keeps a choice for a year.</summary>
    public void Choose(HttpContext context, DeskText text)
    {
        var cookie = Cookie();
        cookie.MaxAge = TimeSpan.FromDays(365);
        context.Response.Cookies.Append(cookie.Name!, text.Tag, cookie.Build(context));
    }

    private static string Primary(StringWithQualityHeaderValue language) => language.Value.ToString().Split('-')[0].ToLowerInvariant();

    private CookieBuilder Cookie() => DeskCookies.Make("desk-language", installation.Value);
}
