using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Syndication.Deploy.Tests;

/// <summary>
/// Everything as containers, under a project, a port and secrets of its own: images are built, the stack is started and
/// taken away again. On the images of deploy/debian-images.sh where those are, with SQLite; else on public ones, with MongoDB.
/// </summary>
public sealed class Stack : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _project = $"syndication-test-{Guid.NewGuid():N}"[..24];
    private string[] _compose = [];
    private string? _missing;

    internal HttpClient Client { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        _missing = await WhatIsMissingAsync();
        if (_missing is not null)
        {
            return;
        }

        var isDebian = await HasDebianImagesAsync();
        var port = Ports.Free();
        (await Commands.RunAsync("deploy/make-secrets.sh", _folder["secrets"])).Expected();
        string[] environment =
        [
            $"COMPOSE_PROJECT_NAME={_project}",
            $"SYNDICATION_PORT={port}",
            $"SYNDICATION_PUBLIC_URL=http://127.0.0.1:{port}",
            $"SYNDICATION_SECRETS={_folder["secrets"]}",
            "SYNDICATION_VERSION=0.1.0-test",
            "SYNDICATION_SUBNET=172.30.78.0/24",
        ];
        string[] files = isDebian
            ? ["--env-file", "deploy/debian.env", "-f", "docker-compose.yml", "-f", "docker-compose.sqlite.yml"]
            : ["-f", "docker-compose.yml"];
        _compose = [.. environment, "docker-compose", .. files];
        string[] build = isDebian ? ["deploy/build-images.sh", "--debian"] : ["deploy/build-images.sh"];
        (await Commands.RunAsync("env", [.. environment, .. build])).Expected();
        (await ComposeAsync("up", "--detach", "--no-build")).Expected();

        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(60) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await File.ReadAllTextAsync(_folder["secrets/Keys__Administrator"]));
        await Eventually.HoldsAsync(async () => await AnswersAsync("/feeds/en.rss"));
    }

    internal void SkipIfMissing() => Assert.SkipWhen(_missing is not null, _missing ?? "");

    /// <summary>docker-compose with this stack's files and settings.</summary>
    internal Task<Run> ComposeAsync(params string[] arguments) => Commands.RunAsync("env", [.. _compose, .. arguments]);

    /// <summary>What the engine knows of a service's container.</summary>
    internal async Task<JsonNode> InspectAsync(string service)
    {
        var id = (await ComposeAsync("ps", "-q", service)).Expected().Trim();
        return JsonNode.Parse((await Commands.RunAsync("docker", "inspect", id)).Expected())![0]!;
    }

    internal async Task<bool> AnswersAsync(string path)
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_compose.Length > 0)
        {
            await ComposeAsync("down", "--volumes", "--timeout", "30");
        }

        Client.Dispose();
        _folder.Dispose();
    }

    private static async Task<string?> WhatIsMissingAsync()
    {
        string[] wishes = ["SYNDICATION_TEST_CONTAINERS", "SYNDICATION_TEST_FULL"];
        if (wishes.All(wish => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(wish))))
        {
            return "Builds images and starts them: set SYNDICATION_TEST_CONTAINERS=1, or run ./test.sh --full.";
        }

        if (!Commands.Exist("docker") || (await Commands.RunAsync("docker", "version")).ExitCode != 0)
        {
            return "Needs a Docker engine; none answers.";
        }

        if (!Commands.Exist("docker-compose"))
        {
            return "Needs docker-compose: apt-get install docker-compose.";
        }

        var registry = Yaml.Read(Path.Combine(Repository.Root, "docker-compose.yml")).Text("x-build-args/RUNTIME_IMAGE")!.Split(":-")[1].TrimEnd('}');
        return await HasDebianImagesAsync() || (await Commands.RunAsync("docker", "pull", "--quiet", registry)).ExitCode == 0
            ? null
            : "Needs images to build on: the public ones can't be reached, and deploy/debian-images.sh has made none.";
    }

    private static async Task<bool> HasDebianImagesAsync() =>
        (await Commands.RunAsync("docker", "image", "inspect", "syndication-debian/dotnet-sdk", "syndication-debian/rabbitmq", "syndication-debian/nginx")).ExitCode == 0;
}
