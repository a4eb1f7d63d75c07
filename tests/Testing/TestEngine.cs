using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Syndication.Testing;

/// <summary>
/// A service with LibreTranslate's API that turns every word around, so that a test knows what has to come out, and counts
/// what it was asked. It can be made to fail in every way.
/// </summary>
public sealed partial class TestEngine : IAsyncDisposable
{
    private static readonly string[] Languages = ["fr", "en", "es"];

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private volatile Func<HttpContext, string, Task>? _failure;
    private int _requests;

    private TestEngine(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    /// <summary>How often each text was asked for, by pair and text, whatever the answer was.</summary>
    public IReadOnlyDictionary<string, int> Calls => _calls;

    public int Requests => Volatile.Read(ref _requests);

    public static async Task<TestEngine> StartAsync(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMilliseconds(100));
        var app = builder.Build();
        var engine = new TestEngine(app);
        app.MapGet("/languages", () => Results.Json(Languages.Select(code => new { code, name = code, targets = Languages })));
        app.MapPost("/translate", engine.AnswerAsync);
        await app.StartAsync();
        return engine;
    }

    /// <summary>Answers like this from now on; null for translations again.</summary>
    public void Fail(Func<HttpContext, string, Task>? failure) => _failure = failure;

    public void Forget()
    {
        _calls.Clear();
        Interlocked.Exchange(ref _requests, 0);
    }

    /// <summary>"Le bac" is "el cab".</summary>
    public static string Turned(string text) =>
        Word().Replace(text, word => char.IsUpper(word.Value[0]) ? word.Value : new string([.. word.Value.Reverse()]));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var request = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        var text = request.RootElement.GetProperty("q").GetString()!;
        var pair = $"{request.RootElement.GetProperty("source").GetString()}-{request.RootElement.GetProperty("target").GetString()}";
        Interlocked.Increment(ref _requests);
        _calls.AddOrUpdate($"{pair}: {text}", 1, (_, count) => count + 1);
        if (_failure is { } failure)
        {
            await failure(context, text);
            return;
        }

        await context.Response.WriteAsJsonAsync(new { translatedText = Translate(text) }, context.RequestAborted);
    }

    private static string Translate(string html)
    {
        var answer = new StringBuilder();
        foreach (Match part in Part().Matches(html))
        {
            answer.Append(part.Value[0] == '<' ? part.Value : WebUtility.HtmlEncode(Turned(WebUtility.HtmlDecode(part.Value))));
        }

        return answer.ToString();
    }

    [GeneratedRegex("<[^>]*>|[^<]+")]
    private static partial Regex Part();

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}
