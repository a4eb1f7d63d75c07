using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Syndication.Deploy.Tests;

/// <summary>deploy/nginx as it runs: a real nginx before servers that say who they are and what they were told.</summary>
public sealed class NginxTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<WebApplication> _servers = [];
    private HttpClient _client = new();
    private Process? _nginx;

    public async ValueTask InitializeAsync()
    {
        if (!Commands.Exist("nginx"))
        {
            return;
        }

        var port = Ports.Free();
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "deploy/nginx/start.sh"));
        start.Environment["NGINX_LISTEN"] = $"127.0.0.1:{port}";
        start.Environment["NGINX_TEMP"] = _folder["nginx"];
        start.Environment["NGINX_ACCESS_LOG"] = _folder["access.log"];
        foreach (var service in Services.Split.Where(service => service != "Search"))
        {
            start.Environment[$"NGINX_{service.ToUpperInvariant()}"] = await StartServerAsync(service);
        }

        // Search runs twice, as a group, and nobody listens at its first address.
        start.Environment["NGINX_SEARCH"] = "searches";
        start.Environment["NGINX_UPSTREAMS"] = $"upstream searches {{ server 127.0.0.1:{Ports.Free()}; server {await StartServerAsync("Search")}; }}";
        _nginx = Process.Start(start);
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(20) };
        await Eventually.HoldsAsync(AnswersAsync);
    }

    [Theory]
    [InlineData("/api/releases?q=a%20b", "Ingestion")]
    [InlineData("/api/releases/a%2Fb", "Ingestion")]
    [InlineData("/API/Quarantine/x", "Ingestion")]
    [InlineData("/.well-known/anything", "Ingestion")]
    [InlineData("/openapi/feeds.json", "Feeds")]
    [InlineData("/feeds/fr.rss", "Feeds")]
    [InlineData("/sitemap.xml", "Feeds")]
    [InlineData("/api/search?q=x", "Search")]
    [InlineData("/api/subscriptions", "Digest")]
    [InlineData("/api/mail/inbound", "Digest")]
    [InlineData("/api/deliveries?release=x", "Newsroom")]
    [InlineData("/fr/subscriptions", "Newsroom")]
    [InlineData("/subscriptions/x", "Newsroom")]
    [InlineData("/api/webhooks/schema.json", "Webhooks")]
    [InlineData("/", "Newsroom")]
    [InlineData("/fr/feeds", "Newsroom")]
    [InlineData("/api/releasesx", "Newsroom")]
    [InlineData("/internals", "Newsroom")]
    public async Task A_path_reaches_its_service_as_it_was_written(string path, string service)
    {
        Skip();
        var answer = await _client.GetStringAsync(new Uri(path, UriKind.Relative));

        Assert.Equal($"{service} {path}", answer.Split('\n')[0]);
    }

    [Theory]
    [InlineData("/internal/log")]
    [InlineData("/INTERNAL/log")]
    [InlineData("//internal/log")]
    [InlineData("/%69nternal/log")]
    [InlineData("/feeds/%2e%2e/internal/log")]
    [InlineData("/feeds/..%2finternal/log")]
    [InlineData("/health")]
    [InlineData("/Health/ready")]
    public async Task What_is_internal_is_not_found_however_it_is_written(string path)
    {
        Skip();
        var answer = await RawAsync($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("nginx/", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_client_claims_about_itself_ends_here()
    {
        Skip();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "elsewhere.example");
        request.Headers.Add("Forwarded", "for=203.0.113.9");
        using var answer = await _client.SendAsync(request);
        var told = await answer.Content.ReadAsStringAsync();

        Assert.Contains("X-Forwarded-For: 127.0.0.1\n", told, StringComparison.Ordinal);
        Assert.Contains("X-Forwarded-Proto: http\n", told, StringComparison.Ordinal);
        Assert.Contains($"Host: {_client.BaseAddress!.Authority}\n", told, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", told, StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.9", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_mebibytes_pass_and_one_octet_more_is_refused()
    {
        Skip();
        using var most = await _client.PostAsync(new Uri("/api/releases/pages", UriKind.Relative), new ByteArrayContent(new byte[10 * 1024 * 1024]));
        using var more = await _client.PostAsync(new Uri("/api/releases/pages", UriKind.Relative), new ByteArrayContent(new byte[(10 * 1024 * 1024) + 1]));

        Assert.Equal(HttpStatusCode.OK, most.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, more.StatusCode);
        Assert.Equal("application/problem+json", more.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_service_that_is_away_is_a_problem_that_says_when_to_come_back()
    {
        Skip();
        var feeds = _servers[Services.Split.ToList().IndexOf("Feeds")];
        await feeds.StopAsync();

        using var answer = await _client.GetAsync(new Uri("/feeds/fr.rss", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task An_etag_and_the_bytes_under_it_pass_untouched()
    {
        Skip();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/feeds/fr.rss");
        request.Headers.Add("Accept-Encoding", "gzip");
        using var answer = await _client.SendAsync(request);

        Assert.Equal("\"strong\"", answer.Headers.ETag?.ToString());
        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task The_log_holds_no_query_no_token_and_no_whole_address()
    {
        Skip();
        await _client.GetStringAsync(new Uri("/subscriptions/s3cr3t?q=personal", UriKind.Relative));
        await Eventually.HoldsAsync(async () => (await File.ReadAllTextAsync(_folder["access.log"])).Contains("/subscriptions/...", StringComparison.Ordinal));

        var log = await File.ReadAllTextAsync(_folder["access.log"]);
        Assert.DoesNotContain("s3cr3t", log, StringComparison.Ordinal);
        Assert.DoesNotContain("personal", log, StringComparison.Ordinal);
        Assert.Contains(" 127.0.0.0 GET ", log, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        if (_nginx is not null)
        {
            using (Process.Start("kill", ["-TERM", $"{_nginx.Id}"]))
            {
                await _nginx.WaitForExitAsync();
            }

            _nginx.Dispose();
        }

        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _client.Dispose();
        _folder.Dispose();
    }

    private void Skip() => Assert.SkipWhen(_nginx is null, "Needs nginx: apt-get install nginx-light.");

    /// <summary>A server that answers with its name, the path as it came, and the headers that it got.</summary>
    private async Task<string> StartServerAsync(string name)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var server = builder.Build();
        server.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            context.Response.Headers.ETag = "\"strong\"";
            var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
            var headers = context.Request.Headers.Select(header => $"{header.Key}: {header.Value}\n");
            await context.Response.WriteAsync($"{name} {target}\n{string.Concat(headers)}", context.RequestAborted);
        });
        await server.StartAsync();
        _servers.Add(server);
        return new Uri(server.Urls.First()).Authority;
    }

    /// <summary>As it stands: a client of .NET would tidy the path up.</summary>
    private async Task<string> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _client.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(global::System.Text.Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri("/health", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.NotFound;
        }
        catch (HttpRequestException) when (!_nginx!.HasExited)
        {
            return false;
        }
    }
}
