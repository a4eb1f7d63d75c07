using System.Globalization;

namespace Syndication.Benchmarks.Translating;

/// <summary>A service with LibreTranslate's API that takes 50 ms for everything, or fails.</summary>
internal sealed class MockEngine : IAsyncDisposable
{
    public static readonly TimeSpan Takes = TimeSpan.FromMilliseconds(50);

    private static readonly string[] Languages = ["fr", "es"];

    private readonly WebApplication _app;
    private int _calls;

    private MockEngine(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public int Calls => Volatile.Read(ref _calls);

    public bool IsFailing { get; set; }

    public static async Task<MockEngine> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var engine = new MockEngine(app);
        app.MapGet("/languages", () => Results.Json(Languages.Select(code => new { code, targets = Languages })));
        app.MapPost("/translate", engine.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return engine;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> AnswerAsync(Question question, CancellationToken cancellationToken)
    {
        var call = Interlocked.Increment(ref _calls);
        if (IsFailing)
        {
            return Results.StatusCode(StatusCodes.Status500InternalServerError);
        }

        await Task.Delay(Takes, cancellationToken);
        return Results.Json(new { translatedText = question.Q.Replace("texte", "texto", StringComparison.Ordinal), call = call.ToString(CultureInfo.InvariantCulture) });
    }

    private sealed record Question(string Q);
}
