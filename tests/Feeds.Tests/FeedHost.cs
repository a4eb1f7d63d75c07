using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Syndication.Contracts;
using Syndication.Feeds.Serving;
using Syndication.Hosting;
using Syndication.Hosting.Projection;
using Syndication.Storage;
using Syndication.Storage.Sqlite;

namespace Syndication.Feeds.Tests;

/// <summary>The feeds' endpoints over a projection of their own in a SQLite file, without a bus.</summary>
internal sealed class FeedHost : IAsyncDisposable
{
    public const string PublicUrl = "https://news.example";

    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;

    private FeedHost(Action<FeedsOptions>? configure)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddKeyedSingleton<IDocumentStore>(FeedsModule.ServiceName, SqliteDocumentStore.Open(_folder["feeds.db"]));
        builder.AddReleaseProjection(FeedsModule.ServiceName, ReleaseIndexes.Order | ReleaseIndexes.Changes);
        builder.Services.AddSingleton<FeedCache>();
        builder.Services.Configure<SyndicationOptions>(options =>
        {
            options.PublicUrl = PublicUrl;
            options.Name = "Newsroom";
            options.Languages = [.. SyndicationOptions.DefaultLanguages];
        });
        builder.Services.Configure(configure ?? (_ => { }));
        _app = builder.Build();
        new FeedsModule().MapEndpoints(_app);
    }

    public HttpClient Client { get; private set; } = null!;

    public FeedCache Cache => _app.Services.GetRequiredService<FeedCache>();

    public ReleaseProjection Projection => _app.Services.GetRequiredKeyedService<ReleaseProjection>(FeedsModule.ServiceName);

    public static async Task<FeedHost> StartAsync(Action<FeedsOptions>? configure = null)
    {
        var host = new FeedHost(configure);
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        host.Client = host._app.GetTestClient();
        return host;
    }

    /// <summary>Projects facts and tells the cache, as the consumer and the follower of the projection do.</summary>
    public async Task PublishAsync(params Release[] releases)
    {
        foreach (var release in releases)
        {
            await Projection.ApplyAsync(release.Fact(), TestContext.Current.CancellationToken);
            await TellAsync(release.Id);
        }
    }

    public async Task TellAsync(Guid release)
    {
        var row = await Projection.Rows.GetAsync(release.ToString(), TestContext.Current.CancellationToken);
        await Cache.ApplyAsync([row!], Cache.Position, TestContext.Current.CancellationToken);
    }

    public Task<string> ReadAsync(string path) => Client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, headers);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
