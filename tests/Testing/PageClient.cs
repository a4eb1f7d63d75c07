using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace Syndication.Testing;

/// <summary>A browser without scripts: keeps cookies, follows redirects, sends forms with what their page put into them.</summary>
public sealed partial class PageClient(Uri site) : IDisposable
{
    private const string TokenField = "__RequestVerificationToken";

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = site };

    /// <summary>By name; kept whatever the scheme, so that a test can play the proxy that ends TLS.</summary>
    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>As they were set, attributes included, newest last.</summary>
    public List<string> SetCookies { get; } = [];

    public string AcceptLanguage { get; set; } = "en";

    public Task<PageAnswer> GetAsync(string address) => SendAsync(HttpMethod.Get, address, null);

    /// <summary>Opens a page and sends one of its forms.</summary>
    public async Task<PageAnswer> SubmitAsync(string page, string action, params (string Name, string Value)[] fields) =>
        await PostAsync(action, [.. fields, (TokenField, await TokenOfAsync(page))]);

    /// <summary>Opens a page and sends a file with one of its forms.</summary>
    public async Task<PageAnswer> UploadAsync(string page, string action, string field, string text)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(await TokenOfAsync(page)), TokenField },
            { new StringContent(text), field, "file" },
        };
        return await SendAsync(HttpMethod.Post, action, form);
    }

    /// <summary>Sends fields without looking at a page first.</summary>
    public Task<PageAnswer> PostAsync(string action, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, action, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    /// <summary>Signs in at the desk.</summary>
    public Task<PageAnswer> SignInAsync(string key) => SubmitAsync("/desk", "/desk?handler=SignIn", ("key", key));

    public void Dispose() => _client.Dispose();

    private async Task<string> TokenOfAsync(string page)
    {
        var opened = await GetAsync(page);
        var token = Token().Match(opened.Html);
        Assert.True(token.Success, $"{page} has no form: {opened.Status}\n{opened.Html}");
        return WebUtility.HtmlDecode(token.Groups[1].Value);
    }

    private async Task<PageAnswer> SendAsync(HttpMethod method, string address, HttpContent? content)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(method, new Uri(address, UriKind.RelativeOrAbsolute)) { Content = content };
            request.Headers.Add("Accept-Language", AcceptLanguage);
            if (Cookies.Count > 0)
            {
                request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            }

            using var answer = await _client.SendAsync(request);
            Keep(answer);
            if (answer.Headers.Location is not { } location || redirects == 5)
            {
                return new PageAnswer(answer.StatusCode, address, await answer.Content.ReadAsStringAsync(), answer.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value)));
            }

            (method, content, address) = (HttpMethod.Get, null, location.OriginalString);
        }
    }

    private void Keep(HttpResponseMessage answer)
    {
        foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            SetCookies.Add(set);
            var (name, value) = (set[..set.IndexOf('=', StringComparison.Ordinal)], set[(set.IndexOf('=', StringComparison.Ordinal) + 1)..].Split(';')[0]);
            if (value.Length == 0)
            {
                Cookies.Remove(name);
            }
            else
            {
                Cookies[name] = value;
            }
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}

/// <summary>What a browser got in the end.</summary>
/// <param name="Address">After redirects.</param>
public sealed record PageAnswer(HttpStatusCode Status, string Address, string Html, IReadOnlyDictionary<string, string> Headers);
