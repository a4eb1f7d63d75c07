using System.Security.Cryptography;
using Syndication.Testing;

namespace Syndication.Benchmarks.Running;

/// <summary>The services that a release goes through, each a process of its own over a broker, on one folder.</summary>
internal static class SeparateServices
{
    private static readonly string[] Services = ["Newsroom", "Ingestion", "Feeds", "Search"];

    public static async Task<SystemUnderTest> StartAsync(Broker broker, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("syndication-benchmark-").FullName;
        var ports = Services.ToDictionary(service => service, _ => Ports.Free());
        var environment = new Dictionary<string, string>
        {
            ["Bus__Transport"] = "RabbitMq",
            ["Bus__RabbitMq__Uri"] = $"{broker.Uri}",
            ["Bus__Prefix"] = $"b{ports["Ingestion"]}",
            ["Syndication__PublicUrl"] = "http://127.0.0.1:1",
        };
        Directory.CreateDirectory(Path.Combine(data, "keys"));
        await File.WriteAllTextAsync(Path.Combine(data, "keys", "internal.key"), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)) + "\n", cancellationToken);
        foreach (var (service, port) in ports)
        {
            environment[$"Services__{service}__Url"] = $"http://127.0.0.1:{port}";
        }

        var servers = new List<Server>();
        foreach (var service in Services)
        {
            servers.Add(await Server.StartAsync($"Syndication.{service}", port => [$"--urls=http://127.0.0.1:{port}", $"--Storage:Path={data}"], "/health/live", cancellationToken, environment, port: ports[service]));
        }

        return new SystemUnderTest(servers[1], data, feeds: servers[2], search: servers[3], others: [servers[0]]);
    }
}
