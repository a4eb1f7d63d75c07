using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Syndication.Digest;
using Syndication.Feeds;
using Syndication.Hosting;
using Syndication.Hosting.Http;
using Syndication.Ingestion;
using Syndication.Newsroom;
using Syndication.Search;
using Syndication.Translation;
using Syndication.Webhooks;

namespace Syndication.Architecture.Tests;

/// <summary>Whoever of this installation calls an address that somebody else named does it under the guard.</summary>
public sealed class EgressTests
{
    /// <summary>Where connections are made at all: under the guard, or to addresses that the operator configures, without redirects.</summary>
    private static readonly string[] Dialling =
    [
        "shared/Hosting/Http/DialGuard.cs",
        "shared/Hosting/Http/InternalHttp.cs",
        "shared/Hosting/Http/OutsideHttp.cs",
        "shared/Mail/Smtp/SmtpTransport.cs",
        "services/Translation/TranslationModule.cs",
    ];

    [Fact]
    public void Connections_are_made_in_few_places()
    {
        string[] folders = ["services", "shared"];
        var dialling = folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => Regex.IsMatch(File.ReadAllText(file), @"new (SocketsHttpHandler|HttpClientHandler|HttpClient|TcpClient|UdpClient|Socket|SmtpClient|WebClient|ClientWebSocket)\b|\bAddHttpClient\("))
            .Select(file => Path.GetRelativePath(Repository.Root, file));

        Assert.Equal(Dialling.Order(StringComparer.Ordinal), dialling.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_that_calls_outside_can_be_led_inside()
    {
        using var folder = new TemporaryFolder();
        using var canary = new Canary();
        await using var app = ServiceHost.Build(
            [$"--Storage:Path={folder.Path}", "--urls=http://127.0.0.1:0"],
            new IngestionModule(),
            new FeedsModule(),
            new SearchModule(),
            new NewsroomModule(),
            new TranslationModule(),
            new DigestModule(),
            new WebhooksModule());
        var names = app.Services.GetServices<OutsideClient>().Select(client => client.Name).ToList();
        Assert.Contains("webhooks", names);
        foreach (var name in names)
        {
            using var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient(name);
            foreach (var url in ForgedAddresses.For(canary.Port))
            {
                // What is no URL at all can't be asked for.
                if (Uri.TryCreate(url, UriKind.Absolute, out var uri))
                {
                    await Assert.ThrowsAnyAsync<Exception>(() => client.GetAsync(uri));
                    await Assert.ThrowsAnyAsync<Exception>(() => client.PostAsync(uri, new StringContent("{}")));
                }
            }
        }

        Assert.Equal(0, canary.Connections);
    }
}
