using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Contracts;
using Syndication.Hosting;
using Syndication.Hosting.Http;
using Syndication.Hosting.Projection;
using Syndication.Search;

namespace Syndication.Newsroom.Tests.Site;

/// <summary>Newsroom with Search in one process, on a store of its own; facts are projected as their consumers do it.</summary>
internal sealed class SiteHost : IAsyncDisposable
{
    public const string PublicUrl = "https://news.example";

    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;

    private SiteHost(string[] settings)
    {
        _app = ServiceHost.Build(
            [
                "--urls=http://127.0.0.1:0", $"--Storage:Path={_folder.Path}", $"--Syndication:PublicUrl={PublicUrl}", "--Syndication:Name=River Office",
                "--Logging:LogLevel:Default=None", .. settings,
            ],
            new NewsroomModule(),
            new SearchModule());
    }

    public HttpClient Client { get; private set; } = null!;

    public static async Task<SiteHost> StartAsync(params string[] settings)
    {
        var host = new SiteHost(settings);
        await host._app.StartAsync(TestContext.Current.CancellationToken);
        host.Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host._app.Services.GetRequiredService<ServiceAddresses>().Loopback() };
        return host;
    }

    public async Task PublishAsync(params Release[] releases)
    {
        foreach (var release in releases)
        {
            foreach (var service in new[] { NewsroomModule.ServiceName, SearchModule.ServiceName })
            {
                await _app.Services.GetRequiredKeyedService<ReleaseProjection>(service).ApplyAsync(release.Fact(), TestContext.Current.CancellationToken);
            }
        }
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, headers);

    /// <summary>A page that has to have this status, read as browsers read it.</summary>
    public async Task<IDocument> PageAsync(string path, int status = 200, params (string Name, string Value)[] headers)
    {
        using var response = await GetAsync(path, headers);
        var html = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{path}: {(int)response.StatusCode} instead of {status}\n{html}");
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        return await new HtmlParser().ParseDocumentAsync(html);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
