using System.Text.Json.Nodes;

namespace Syndication.Deploy.Tests;

/// <summary>What holds for docker-compose.yml and the file that goes over it.</summary>
public sealed class ComposeTests
{
    private static readonly JsonNode Compose = Yaml.Read(Path.Combine(Repository.Root, "docker-compose.yml"));
    private static readonly JsonNode Sqlite = Yaml.Read(Path.Combine(Repository.Root, "docker-compose.sqlite.yml"));

    [Fact]
    public void Every_service_is_there_built_from_its_folder_with_a_volume_of_its_own()
    {
        foreach (var service in Services.Split)
        {
            var name = service.ToLowerInvariant();
            var definition = Compose.At($"services/{name}");
            Assert.Equal(service, definition.Text("build/args/SERVICE"));
            Assert.Equal("deploy/Dockerfile", definition.Text("build/dockerfile"));
            Assert.Contains($"{name}:/data", definition.Items("volumes").Select(volume => volume.ToString()));
            Assert.Equal($"http://{name}:8080", definition.Text($"environment/Services__{service}__Url"));
            Assert.Equal($"{name}:8080", Compose.Text($"services/nginx/environment/NGINX_{service.ToUpperInvariant()}"));
            Assert.Equal("service_healthy", Compose.Text($"services/nginx/depends_on/{name}/condition"));
            Assert.Equal("Sqlite", Sqlite.Text($"services/{name}/environment/Storage__Provider"));
        }

        string[] others = ["nginx", "rabbitmq", "mongodb"];
        Assert.Equal(Services.Names.Concat(others).Order(), Compose.Members("services").Select(service => service.Key).Order());
    }

    [Fact]
    public void Every_container_is_hardened_and_bounded()
    {
        Assert.All(Compose.Members("services"), service =>
        {
            var definition = service.Value;
            Assert.Equal("true", definition.Text("read_only"));
            Assert.Equal(["ALL"], definition.Items("cap_drop").Select(item => item.ToString()));
            Assert.Equal(["no-new-privileges:true"], definition.Items("security_opt").Select(item => item.ToString()));
            Assert.Equal("unless-stopped", definition.Text("restart"));
            Assert.All(["cap_add", "privileged", "network_mode", "pid"], setting => Assert.Null(definition!.At(setting)));
            Assert.All(["mem_limit", "pids_limit", "stop_grace_period"], setting => Assert.NotNull(definition!.At(setting)));
            Assert.Contains(definition.Items("tmpfs"), mount => mount.ToString().StartsWith("/tmp:", StringComparison.Ordinal));
            Assert.DoesNotContain("docker.sock", definition!.ToJsonString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Nobody_runs_as_root()
    {
        var own = File.ReadAllLines(Path.Combine(Repository.Root, "deploy/Dockerfile"));
        Assert.Contains("USER 1654:1654", own);
        Assert.All(Compose.Members("services").Where(service => !Services.Names.Contains(service.Key)), service =>
            Assert.Matches("^[1-9][0-9]*:[1-9][0-9]*$", service.Value.Text("user")));
    }

    [Fact]
    public void Nginx_alone_is_published_and_webhooks_alone_reaches_outside()
    {
        var published = Compose.Members("services").Where(service => service.Value!["ports"] is not null);
        Assert.Equal(["nginx"], published.Select(service => service.Key));
        Assert.StartsWith("${SYNDICATION_BIND:-127.0.0.1}:", Compose.Text("services/nginx/ports/0"), StringComparison.Ordinal);
        Assert.Equal(["edge", "outside"], Compose.Members("networks").Where(network => network.Value.Text("internal") != "true").Select(network => network.Key));
        Assert.Equal(["nginx"], Members("edge"));
        Assert.Equal(["webhooks"], Members("outside"));

        static IEnumerable<string> Members(string network) =>
            Compose.Members("services").Where(service => service.Value.Items("networks").Any(item => item.ToString() == network)).Select(service => service.Key);
    }

    [Fact]
    public void Whoever_is_waited_for_says_how_it_is()
    {
        Assert.All(Compose.Members("services").SelectMany(service => service.Value.Members("depends_on")), dependency =>
        {
            Assert.Equal("service_healthy", dependency.Value.Text("condition"));
            Assert.True(Services.Names.Contains(dependency.Key) || Compose.At($"services/{dependency.Key}/healthcheck/test") is not null);
        });
        Assert.Contains(File.ReadAllLines(Path.Combine(Repository.Root, "deploy/Dockerfile")), line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal));
    }

    [Fact]
    public void Secrets_come_from_files_never_from_variables()
    {
        var names = Compose.Members("secrets").Select(secret => secret.Key).ToHashSet();
        Assert.All(Compose.Members("secrets"), secret => Assert.NotNull(secret.Value.At("file")));
        Assert.All(Compose.Members("services").SelectMany(service => service.Value.Items("secrets")), secret =>
            Assert.Contains(secret is JsonObject ? secret.Text("source")! : secret.ToString(), names));
        Assert.All(Compose.Members("services").SelectMany(service => service.Value.Members("environment")), variable =>
        {
            Assert.DoesNotContain("amqp://", variable.Value?.ToString() ?? "", StringComparison.Ordinal);
            Assert.False(variable.Key.EndsWith("PASSWORD", StringComparison.OrdinalIgnoreCase), variable.Key);
            Assert.DoesNotContain(variable.Key, names);
        });
    }

    [Fact]
    public void Services_see_the_secrets_that_are_theirs_and_no_others()
    {
        string[] all = ["Keys__Internal", "Bus__RabbitMq__Uri", "Storage__MongoDb__Uri"];
        Assert.All(Services.Names, service =>
        {
            var seen = Compose.Items($"services/{service}/secrets").Select(secret => secret.ToString());
            Assert.Equal(service switch
            {
                "newsroom" => [.. all, "Keys__Administrator", "Keys__Ring"],
                "digest" => [.. all, "Keys__Links", "Keys__Suppression"],
                "webhooks" => [.. all, "Keys__Ring"],
                _ => all,
            }, seen);
        });
    }

    [Fact]
    public void Images_of_others_are_pinned_to_a_version()
    {
        Assert.All(Compose.Members("services").Where(service => !Services.Names.Contains(service.Key)), service =>
            Assert.Matches(@"^\$\{[A-Z]+_IMAGE:-[a-z/-]+:[0-9]+\.[0-9]+\.[0-9]+[a-z0-9-]*\}$", service.Value.Text("image")));
    }

    [Theory]
    [InlineData("docker-compose.yml")]
    [InlineData("docker-compose.yml", "docker-compose.sqlite.yml")]
    public async Task Docker_compose_accepts_the_files(params string[] files)
    {
        Assert.SkipUnless(Commands.Exist("docker-compose"), "Needs docker-compose: apt-get install docker-compose.");
        var arguments = files.SelectMany(file => new[] { "-f", file });

        var accepted = Assert.Single(Yaml.Documents((await Commands.RunAsync("docker-compose", [.. arguments, "config"])).Expected()));

        Assert.All(Services.Names, service => Assert.Equal(files.Length > 1 ? "Sqlite" : "MongoDb", accepted.Text($"services/{service}/environment/Storage__Provider")));
    }
}
